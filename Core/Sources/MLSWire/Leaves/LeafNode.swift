public import TandemBytes

/// A member's leaf of the ratchet tree: its keys, who it is and what it supports.
///
/// Source: RFC 9420 §7.2.
public struct LeafNode: WireCodable, Hashable, Sendable {
    /// The key that path secrets are sealed to.
    public var encryptionKey: HPKEPublicKey
    /// The key that verifies the member's signatures.
    public var signatureKey: SignaturePublicKey
    /// Who the member claims to be.
    public var credential: Credential
    /// What the member supports.
    public var capabilities: Capabilities
    /// Where the leaf comes from, and what only such a leaf carries.
    public var source: Source
    /// Further statements of the member.
    public var extensions: [Extension]
    /// Made by the key of this leaf, over `toBeSigned`.
    public var signature: [UInt8]

    /// Where a leaf comes from, `leaf_node_source`.
    public enum Source: Hashable, Sendable {
        /// A key package, usable within its lifetime.
        case keyPackage(Lifetime)
        /// An Update proposal.
        case update
        /// The path of a commit, bound to the parents above by their hash.
        case commit(parentHash: [UInt8])
    }

    /// Holds the fields.
    public init(
        encryptionKey: HPKEPublicKey,
        signatureKey: SignaturePublicKey,
        credential: Credential,
        capabilities: Capabilities,
        source: Source,
        extensions: [Extension],
        signature: [UInt8]
    ) {
        self.encryptionKey = encryptionKey
        self.signatureKey = signatureKey
        self.credential = credential
        self.capabilities = capabilities
        self.source = source
        self.extensions = extensions
        self.signature = signature
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        encryptionKey = try reader.value()
        signatureKey = try reader.value()
        credential = try reader.value()
        capabilities = try reader.value()
        source = try Source(from: &reader)
        extensions = try [Extension](from: &reader)
        signature = try reader.vector(limit: Limits.signatureByteCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        encodeUnsigned(into: &writer)
        writer.vector(signature)
    }

    private func encodeUnsigned(into writer: inout ByteWriter) {
        writer.value(encryptionKey)
        writer.value(signatureKey)
        writer.value(credential)
        writer.value(capabilities)
        writer.value(source)
        writer.values(extensions)
    }

    /// What the signature covers, `LeafNodeTBS`.
    ///
    /// - Parameters:
    ///   - groupID: The group that the leaf is in; not covered for a key package's leaf.
    ///   - leafIndex: The place of the leaf; not covered for a key package's leaf.
    ///
    /// Source: RFC 9420 §7.2.
    public func toBeSigned(groupID: GroupID, leafIndex: LeafIndex) -> [UInt8] {
        var writer = ByteWriter(capacity: 512)
        encodeUnsigned(into: &writer)
        switch source {
        case .keyPackage: break
        case .update, .commit:
            writer.value(groupID)
            writer.value(leafIndex)
        }
        return writer.bytes
    }

    /// What the signature of a key package's leaf covers: it is in no group yet.
    public func toBeSignedInKeyPackage() -> [UInt8] {
        var writer = ByteWriter(capacity: 512)
        encodeUnsigned(into: &writer)
        return writer.bytes
    }
}

extension LeafNode.Source: WireCodable {
    /// Reads the source and what belongs to it.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        switch try reader.uint8() {
        case 1: self = .keyPackage(try reader.value())
        case 2: self = .update
        case 3: self = .commit(parentHash: try reader.vector(limit: Limits.hashByteCount))
        default: throw .unknownValue
        }
    }

    /// Writes the source and what belongs to it.
    public func encode(into writer: inout ByteWriter) {
        switch self {
        case .keyPackage(let lifetime):
            writer.uint8(1)
            writer.value(lifetime)
        case .update:
            writer.uint8(2)
        case .commit(let parentHash):
            writer.uint8(3)
            writer.vector(parentHash)
        }
    }
}
