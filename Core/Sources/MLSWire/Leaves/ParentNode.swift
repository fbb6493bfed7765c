public import TandemBytes

/// An inner node of the ratchet tree, when it is not blank.
///
/// Source: RFC 9420 §7.1.
public struct ParentNode: WireCodable, Hashable, Sendable {
    /// The key that the members below share.
    public var encryptionKey: HPKEPublicKey
    /// The hash that binds the node to its parents.
    public var parentHash: [UInt8]
    /// The leaves below that do not know the private key, in increasing order.
    public var unmergedLeaves: [LeafIndex]

    /// Holds the fields.
    public init(
        encryptionKey: HPKEPublicKey,
        parentHash: [UInt8],
        unmergedLeaves: [LeafIndex] = []
    ) {
        self.encryptionKey = encryptionKey
        self.parentHash = parentHash
        self.unmergedLeaves = unmergedLeaves
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        encryptionKey = try reader.value()
        parentHash = try reader.vector(limit: Limits.hashByteCount)
        unmergedLeaves = try reader.values(limit: Limits.leafCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.value(encryptionKey)
        writer.vector(parentHash)
        writer.values(unmergedLeaves)
    }
}
