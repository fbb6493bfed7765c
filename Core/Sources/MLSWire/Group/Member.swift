/// A member of a group, at its place.
public struct Member: Hashable, Sendable {
    /// Its place in the tree.
    public let leafIndex: LeafIndex
    /// Its leaf: keys, credential, capabilities, extensions.
    public let leafNode: LeafNode

    /// Holds the two.
    public init(leafIndex: LeafIndex, leafNode: LeafNode) {
        self.leafIndex = leafIndex
        self.leafNode = leafNode
    }
}
