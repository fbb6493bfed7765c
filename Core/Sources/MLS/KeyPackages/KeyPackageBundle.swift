public import MLSWire
public import TandemBytes
public import TandemCrypto

/// A key package with its private halves, to be kept until a Welcome for it arrives.
///
/// A failed join does not use it up; the caller deletes it once the group was joined and stored.
///
/// Source: RFC 9420 §10.
public struct KeyPackageBundle: WireCodable, Sendable {
    /// The public part, for others to add this client with.
    public let keyPackage: KeyPackage
    /// The hash that names the key package in a Welcome.
    public let reference: KeyPackageRef

    /// The private half of `keyPackage.initKey`.
    package let initPrivateKey: SecretBytes
    /// The private half of the leaf's encryption key.
    package let encryptionPrivateKey: SecretBytes

    /// Holds the parts.
    package init(
        keyPackage: KeyPackage,
        reference: KeyPackageRef,
        initPrivateKey: SecretBytes,
        encryptionPrivateKey: SecretBytes
    ) {
        self.keyPackage = keyPackage
        self.reference = reference
        self.initPrivateKey = initPrivateKey
        self.encryptionPrivateKey = encryptionPrivateKey
    }

    /// Whether the key package may be used for more than one Welcome.
    public var isLastResort: Bool { keyPackage.extensions.data(of: .lastResort) != nil }

    /// Makes a key package with fresh keys.
    ///
    /// - Parameters:
    ///   - lifetime: When it may be used, in seconds since 1970.
    ///   - lastResort: Whether it may be used again when no other is left.
    /// - Throws: `malformedInput` if the identity's signature key is not of the suite.
    public static func generate(
        suite: CipherSuite,
        identity: ClientIdentity,
        lifetime: Lifetime,
        lastResort: Bool,
        provider: some CryptoProvider
    ) throws(CryptoError) -> KeyPackageBundle {
        let initKeyPair = provider.generateKEMKeyPair(suite.kem)
        let encryptionKeyPair = provider.generateKEMKeyPair(suite.kem)
        var leaf = identity.unsignedLeaf(
            encryptionKey: encryptionKeyPair.publicKey,
            source: .keyPackage(lifetime)
        )
        leaf.signature = try provider.signWithLabel(
            suite,
            privateKey: identity.signatureKeyPair.privateKey,
            label: Labels.leafNode,
            leaf.toBeSignedInKeyPackage()
        )
        var keyPackage = KeyPackage(
            cipherSuite: CipherSuiteNumber(suite),
            initKey: HPKEPublicKey(initKeyPair.publicKey),
            leafNode: leaf,
            extensions: lastResort ? [Extension(type: .lastResort, data: [])] : [],
            signature: []
        )
        keyPackage.signature = try provider.signWithLabel(
            suite,
            privateKey: identity.signatureKeyPair.privateKey,
            label: Labels.keyPackage,
            keyPackage.toBeSigned
        )
        return KeyPackageBundle(
            keyPackage: keyPackage,
            reference: provider.makeKeyPackageRef(suite, keyPackage),
            initPrivateKey: initKeyPair.privateKey,
            encryptionPrivateKey: encryptionKeyPair.privateKey
        )
    }
}

extension KeyPackageBundle {
    private static let version: UInt16 = 1

    /// Reads a stored bundle.
    ///
    /// - Throws: `unknownValue` for a version that is not known here.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == Self.version else { throw .unknownValue }
        keyPackage = try reader.value()
        reference = try reader.value()
        initPrivateKey = try reader.secret()
        encryptionPrivateKey = try reader.secret()
    }

    /// Writes the bundle, its private halves in the clear: to be encrypted before it is stored.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(Self.version)
        writer.value(keyPackage)
        writer.value(reference)
        writer.secret(initPrivateKey)
        writer.secret(encryptionPrivateKey)
    }
}
