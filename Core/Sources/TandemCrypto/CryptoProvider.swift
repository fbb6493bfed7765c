public import TandemBytes

/// The primitives that everything above is built on, as BoringSSL offers them natively and in the
/// browser.
///
/// A synchronous generic argument, never stored in a value, so that state stays plain data.
public protocol CryptoProvider: Sendable {
    /// Fresh bytes from the system's cryptographic generator.
    func randomBytes(count: Int) -> [UInt8]

    /// Digests `data`.
    func hash(_ algorithm: HashAlgorithm, _ data: [UInt8]) -> [UInt8]

    /// Authenticates `data` under `key`.
    ///
    /// Source: RFC 2104.
    func hmac(_ algorithm: HashAlgorithm, key: SecretBytes, _ data: [UInt8]) -> [UInt8]

    /// HKDF-Extract. An empty salt stands for `Nh` zero bytes.
    ///
    /// Source: RFC 5869 §2.2.
    func extract(_ algorithm: HashAlgorithm, salt: SecretBytes, ikm: SecretBytes) -> SecretBytes

    /// HKDF-Expand.
    ///
    /// - Precondition: `byteCount` is at most 255 times the hash's length.
    ///
    /// Source: RFC 5869 §2.3.
    func expand(
        _ algorithm: HashAlgorithm,
        prk: SecretBytes,
        info: [UInt8],
        byteCount: Int
    ) -> SecretBytes

    /// Encrypts and authenticates.
    ///
    /// - Returns: The ciphertext, then the tag.
    /// - Throws: `malformedInput` for a key or nonce of the wrong length.
    func seal(
        _ algorithm: AEADAlgorithm,
        key: SecretBytes,
        nonce: [UInt8],
        authenticatedData: [UInt8],
        _ plaintext: [UInt8]
    ) throws(CryptoError) -> [UInt8]

    /// Checks and decrypts what `seal` returned.
    ///
    /// - Throws: `malformedInput` for a key or nonce of the wrong length; `unauthenticated` if the
    ///   tag is not that of this ciphertext.
    func open(
        _ algorithm: AEADAlgorithm,
        key: SecretBytes,
        nonce: [UInt8],
        authenticatedData: [UInt8],
        _ ciphertext: [UInt8]
    ) throws(CryptoError) -> [UInt8]

    /// Makes a signature key pair.
    func generateSignatureKeyPair(_ scheme: SignatureScheme) -> SignatureKeyPair

    /// Signs `message`.
    ///
    /// - Throws: `malformedInput` if the key is not of the scheme.
    func sign(
        _ scheme: SignatureScheme,
        privateKey: SecretBytes,
        _ message: [UInt8]
    ) throws(CryptoError) -> [UInt8]

    /// Whether `signature` is that of `message` under `publicKey`; false for a malformed key.
    func verify(
        _ scheme: SignatureScheme,
        publicKey: [UInt8],
        signature: [UInt8],
        _ message: [UInt8]
    ) -> Bool

    /// Makes a KEM key pair.
    func generateKEMKeyPair(_ kem: KEMAlgorithm) -> KEMKeyPair

    /// HPKE's DeriveKeyPair.
    ///
    /// - Throws: `malformedInput` if `ikm` is shorter than the KEM allows.
    ///
    /// Source: RFC 9180 §7.1.3.
    func deriveKEMKeyPair(_ kem: KEMAlgorithm, ikm: SecretBytes) throws(CryptoError) -> KEMKeyPair

    /// HPKE in base mode, one message.
    ///
    /// - Throws: `malformedInput` if the public key is not of the KEM.
    ///
    /// Source: RFC 9180 §6.1.
    func hpkeSeal(
        _ suite: CipherSuite,
        publicKey: [UInt8],
        info: [UInt8],
        authenticatedData: [UInt8],
        _ plaintext: [UInt8]
    ) throws(CryptoError) -> HPKECiphertextParts

    /// Opens what `hpkeSeal` returned.
    ///
    /// - Throws: `malformedInput` for a key or encapsulation of the wrong form; `unauthenticated`
    ///   if the ciphertext is not for this key, information and authenticated data.
    func hpkeOpen(
        _ suite: CipherSuite,
        privateKey: SecretBytes,
        encapsulated: [UInt8],
        info: [UInt8],
        authenticatedData: [UInt8],
        _ ciphertext: [UInt8]
    ) throws(CryptoError) -> [UInt8]

    /// HPKE's exporter, at the sender: a fresh secret for the holder of the private key.
    ///
    /// - Throws: `malformedInput` if the public key is not of the KEM.
    ///
    /// Source: RFC 9180 §6.2.
    func hpkeSendExport(
        _ suite: CipherSuite,
        publicKey: [UInt8],
        info: [UInt8],
        exporterContext: [UInt8],
        byteCount: Int
    ) throws(CryptoError) -> HPKEExport

    /// HPKE's exporter, at the receiver.
    ///
    /// - Throws: `malformedInput` for a key or encapsulation of the wrong form.
    ///
    /// Source: RFC 9180 §6.2.
    func hpkeReceiveExport(
        _ suite: CipherSuite,
        privateKey: SecretBytes,
        encapsulated: [UInt8],
        info: [UInt8],
        exporterContext: [UInt8],
        byteCount: Int
    ) throws(CryptoError) -> SecretBytes
}

/// A signature key pair.
///
/// Layout: Ed25519 as in RFC 8032: a 32-byte seed and a 32-byte public key.
public struct SignatureKeyPair: Sendable {
    /// What signs.
    public let privateKey: SecretBytes
    /// What verifies.
    public let publicKey: [UInt8]

    /// Holds the two halves.
    public init(privateKey: SecretBytes, publicKey: [UInt8]) {
        self.privateKey = privateKey
        self.publicKey = publicKey
    }
}

/// A KEM key pair.
///
/// Layout: as HPKE's SerializePrivateKey and SerializePublicKey; X25519: 32 bytes each.
public struct KEMKeyPair: Sendable {
    /// What decapsulates.
    public let privateKey: SecretBytes
    /// What encapsulates.
    public let publicKey: [UInt8]

    /// Holds the two halves.
    public init(privateKey: SecretBytes, publicKey: [UInt8]) {
        self.privateKey = privateKey
        self.publicKey = publicKey
    }
}

/// What HPKE sends for one message.
public struct HPKECiphertextParts: Sendable {
    /// The encapsulated key, `enc`.
    public let encapsulated: [UInt8]
    /// The ciphertext and its tag, `ct`.
    public let ciphertext: [UInt8]

    /// Holds the two parts.
    public init(encapsulated: [UInt8], ciphertext: [UInt8]) {
        self.encapsulated = encapsulated
        self.ciphertext = ciphertext
    }
}

/// A secret agreed by HPKE's exporter, and what the other side needs to compute it.
public struct HPKEExport: Sendable {
    /// The encapsulated key, `enc`.
    public let encapsulated: [UInt8]
    /// The exported secret.
    public let secret: SecretBytes

    /// Holds the two.
    public init(encapsulated: [UInt8], secret: SecretBytes) {
        self.encapsulated = encapsulated
        self.secret = secret
    }
}
