public import TandemBytes

/// Fresh keys for a member's leaf and for every node of its filtered direct path.
///
/// Source: RFC 9420 §7.6.
public struct UpdatePath: WireCodable, Hashable, Sendable {
    /// The member's new leaf.
    public var leafNode: LeafNode
    /// The new parents, from the lowest to the root.
    public var nodes: [UpdatePathNode]

    /// Holds the two.
    public init(leafNode: LeafNode, nodes: [UpdatePathNode]) {
        self.leafNode = leafNode
        self.nodes = nodes
    }

    /// Reads the two.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        leafNode = try reader.value()
        nodes = try reader.values(limit: Limits.pathLength)
    }

    /// Writes the two.
    public func encode(into writer: inout ByteWriter) {
        writer.value(leafNode)
        writer.values(nodes)
    }
}

/// A fresh key for a parent, and its secret sealed to the other side of the tree.
///
/// Source: RFC 9420 §7.6.
public struct UpdatePathNode: WireCodable, Hashable, Sendable {
    /// The parent's new key.
    public var encryptionKey: HPKEPublicKey
    /// The path secret, sealed to each node of the copath's resolution in order.
    public var encryptedPathSecret: [HPKECiphertext]

    /// Holds the two.
    public init(encryptionKey: HPKEPublicKey, encryptedPathSecret: [HPKECiphertext]) {
        self.encryptionKey = encryptionKey
        self.encryptedPathSecret = encryptedPathSecret
    }

    /// Reads the two.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        encryptionKey = try reader.value()
        encryptedPathSecret = try reader.values(limit: Limits.leafCount)
    }

    /// Writes the two.
    public func encode(into writer: inout ByteWriter) {
        writer.value(encryptionKey)
        writer.values(encryptedPathSecret)
    }
}
