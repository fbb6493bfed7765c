import Synchronization
public import TandemBytes
public import TandemCrypto

/// Arithmetic with the shape of a crypto provider, for tests of rules that do not depend on
/// strength: quick, the same in every run, and of no secrecy at all.
///
/// A signature's private key is its public key; ciphertexts are plaintexts with a tag.
public struct ToyCrypto: CryptoProvider {
    /// What is noticed of bytes that somebody changed.
    public enum Strictness: Sendable {
        /// Everything: signatures, tags, encapsulated keys.
        case checks
        /// Everything but signatures, so that changed messages reach the rules behind them.
        case trustsSignatures
        /// Nothing: every signature verifies, every ciphertext opens, and all hashes and tags are
        /// equal, so that every tree fits its group context and every parent its leaves.
        case trustsAll
        /// As `trustsAll`, but hashes differ: the engine names devices by them.
        case trustsAllButHashes
    }

    private let strictness: Strictness
    private static let counter = Atomic<UInt64>(0)

    /// Notices as much as `strictness` says.
    public init(_ strictness: Strictness = .checks) {
        self.strictness = strictness
    }

    private var trustsAll: Bool {
        switch strictness {
        case .checks, .trustsSignatures: false
        case .trustsAll, .trustsAllButHashes: true
        }
    }

    /// A tag over parts; the same for all, if all are trusted.
    private func tag(_ parts: [[UInt8]], _ byteCount: Int) -> [UInt8] {
        trustsAll ? [UInt8](repeating: 0, count: byteCount) : mixed(parts, byteCount)
    }

    /// Counted, so that no two are equal.
    public func randomBytes(count: Int) -> [UInt8] {
        let (_, seed) = Self.counter.add(1, ordering: .relaxed)
        return mixed([(0..<8).map { UInt8(truncatingIfNeeded: seed >> (8 * $0)) }], count)
    }
}

// Hashes.
extension ToyCrypto {
    /// Bytes that depend on all of `data`, unless all are trusted.
    public func hash(_ algorithm: HashAlgorithm, _ data: [UInt8]) -> [UInt8] {
        if case .trustsAll = strictness {
            return [UInt8](repeating: 0x48, count: algorithm.byteCount)
        }
        return mixed([data], algorithm.byteCount)
    }

    /// A tag of the hash's length.
    public func hmac(_ algorithm: HashAlgorithm, key: SecretBytes, _ data: [UInt8]) -> [UInt8] {
        tag([key.copyBytes(), data], algorithm.byteCount)
    }

    /// A secret that depends on both.
    public func extract(
        _ algorithm: HashAlgorithm,
        salt: SecretBytes,
        ikm: SecretBytes
    ) -> SecretBytes {
        SecretBytes(copying: mixed([salt.copyBytes(), ikm.copyBytes()], algorithm.byteCount))
    }

    /// A secret that depends on both.
    public func expand(
        _ algorithm: HashAlgorithm,
        prk: SecretBytes,
        info: [UInt8],
        byteCount: Int
    ) -> SecretBytes {
        SecretBytes(copying: mixed([prk.copyBytes(), info], byteCount))
    }
}

// Ciphertexts.
extension ToyCrypto {
    /// The plaintext and its tag.
    public func seal(
        _ algorithm: AEADAlgorithm,
        key: SecretBytes,
        nonce: [UInt8],
        authenticatedData: [UInt8],
        _ plaintext: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        plaintext + tag([key.copyBytes(), nonce, authenticatedData], algorithm.tagByteCount)
    }

    /// The plaintext, if the tag fits.
    public func open(
        _ algorithm: AEADAlgorithm,
        key: SecretBytes,
        nonce: [UInt8],
        authenticatedData: [UInt8],
        _ ciphertext: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let expected = tag([key.copyBytes(), nonce, authenticatedData], algorithm.tagByteCount)
        guard ciphertext.count >= expected.count,
            trustsAll || Array(ciphertext.suffix(expected.count)) == expected
        else { throw .unauthenticated }
        return ciphertext.dropLast(expected.count)
    }
}

// Signatures.
extension ToyCrypto {
    /// Two keys that are one.
    public func generateSignatureKeyPair(_ scheme: SignatureScheme) -> SignatureKeyPair {
        let key = randomBytes(count: 32)
        return SignatureKeyPair(privateKey: SecretBytes(copying: key), publicKey: key)
    }

    /// A tag under the key.
    public func sign(
        _ scheme: SignatureScheme,
        privateKey: SecretBytes,
        _ message: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        tag([privateKey.copyBytes(), message], 64)
    }

    /// Whether the tag fits, or all signatures are trusted.
    public func verify(
        _ scheme: SignatureScheme,
        publicKey: [UInt8],
        signature: [UInt8],
        _ message: [UInt8]
    ) -> Bool {
        if case .trustsSignatures = strictness { return true }
        return trustsAll || signature == tag([publicKey, message], 64)
    }
}

// Key encapsulation.
extension ToyCrypto {
    /// Two keys that are one.
    public func generateKEMKeyPair(_ kem: KEMAlgorithm) -> KEMKeyPair {
        let key = randomBytes(count: 32)
        return KEMKeyPair(privateKey: SecretBytes(copying: key), publicKey: key)
    }

    /// Two keys that are one.
    public func deriveKEMKeyPair(
        _ kem: KEMAlgorithm,
        ikm: SecretBytes
    ) throws(CryptoError) -> KEMKeyPair {
        let key = mixed([ikm.copyBytes()], 32)
        return KEMKeyPair(privateKey: SecretBytes(copying: key), publicKey: key)
    }

    /// A tag, and the plaintext.
    public func hpkeSeal(
        _ suite: CipherSuite,
        publicKey: [UInt8],
        info: [UInt8],
        authenticatedData: [UInt8],
        _ plaintext: [UInt8]
    ) throws(CryptoError) -> HPKECiphertextParts {
        HPKECiphertextParts(
            encapsulated: tag([publicKey, info, authenticatedData], 32),
            ciphertext: plaintext
        )
    }

    /// The plaintext, if the tag fits.
    public func hpkeOpen(
        _ suite: CipherSuite,
        privateKey: SecretBytes,
        encapsulated: [UInt8],
        info: [UInt8],
        authenticatedData: [UInt8],
        _ ciphertext: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let expected = tag([privateKey.copyBytes(), info, authenticatedData], 32)
        guard trustsAll || encapsulated == expected else { throw .unauthenticated }
        return ciphertext
    }

    /// A secret that the receiver finds, too.
    public func hpkeSendExport(
        _ suite: CipherSuite,
        publicKey: [UInt8],
        info: [UInt8],
        exporterContext: [UInt8],
        byteCount: Int
    ) throws(CryptoError) -> HPKEExport {
        HPKEExport(encapsulated: [3], secret: export(publicKey, exporterContext, byteCount))
    }

    /// The sender's secret.
    public func hpkeReceiveExport(
        _ suite: CipherSuite,
        privateKey: SecretBytes,
        encapsulated: [UInt8],
        info: [UInt8],
        exporterContext: [UInt8],
        byteCount: Int
    ) throws(CryptoError) -> SecretBytes {
        export(privateKey.copyBytes(), exporterContext, byteCount)
    }

    /// If all is trusted, any key finds the same.
    private func export(_ key: [UInt8], _ context: [UInt8], _ byteCount: Int) -> SecretBytes {
        SecretBytes(copying: mixed([trustsAll ? [] : key, context], byteCount))
    }
}

/// Bytes that depend on every part.
private func mixed(_ parts: [[UInt8]], _ byteCount: Int) -> [UInt8] {
    var state: UInt64 = 0x9e37_79b9_7f4a_7c15
    for part in parts {
        for byte in part {
            state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        state = state &+ 0xbf58_476d_1ce4_e5b9
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount)
    while bytes.count < byteCount {
        state = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9 &+ 1
        bytes.append(UInt8(truncatingIfNeeded: state >> 56))
    }
    return bytes
}
