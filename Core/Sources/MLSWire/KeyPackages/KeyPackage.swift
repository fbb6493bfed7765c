public import TandemBytes

/// What a client publishes so that others can add it to a group while it is away.
///
/// Source: RFC 9420 §10.
public struct KeyPackage: WireCodable, Hashable, Sendable {
    /// The protocol version it is for.
    public var version: ProtocolVersion
    /// The cipher suite it is for.
    public var cipherSuite: CipherSuiteNumber
    /// The key that the Welcome is sealed to.
    public var initKey: HPKEPublicKey
    /// The leaf that the client will have.
    public var leafNode: LeafNode
    /// Further statements of the client.
    public var extensions: [Extension]
    /// Made by the key of the leaf, over `toBeSigned`.
    public var signature: [UInt8]

    /// Holds the fields.
    public init(
        version: ProtocolVersion = .mls10,
        cipherSuite: CipherSuiteNumber,
        initKey: HPKEPublicKey,
        leafNode: LeafNode,
        extensions: [Extension],
        signature: [UInt8]
    ) {
        self.version = version
        self.cipherSuite = cipherSuite
        self.initKey = initKey
        self.leafNode = leafNode
        self.extensions = extensions
        self.signature = signature
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        version = try reader.value()
        cipherSuite = try reader.value()
        initKey = try reader.value()
        leafNode = try reader.value()
        extensions = try [Extension](from: &reader)
        signature = try reader.vector(limit: Limits.signatureByteCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.fixed(toBeSigned)
        writer.vector(signature)
    }

    /// What the signature covers, `KeyPackageTBS`.
    public var toBeSigned: [UInt8] {
        var writer = ByteWriter(capacity: 512)
        writer.value(version)
        writer.value(cipherSuite)
        writer.value(initKey)
        writer.value(leafNode)
        writer.values(extensions)
        return writer.bytes
    }
}
