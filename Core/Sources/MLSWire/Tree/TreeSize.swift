/// How large a ratchet tree is: always full, with a power of two of leaves, blank ones included.
///
/// Source: RFC 9420 §4.1.1, appendix C.
public struct TreeSize: Hashable, Sendable {
    /// How far the root is above the leaves.
    public let height: Int

    /// The tree of one leaf.
    public static let one = TreeSize(height: 0)

    private init(height: Int) {
        self.height = height
    }

    /// The smallest tree of at least `count` leaves.
    ///
    /// - Precondition: `count` is from 1 to `1 << 29`.
    public init(leafCount count: Int) {
        precondition((1...1 << 29).contains(count))
        height = Int.bitWidth - (count - 1).leadingZeroBitCount
    }

    /// The number of leaves, blank ones included.
    public var leafCount: Int { 1 << height }

    /// The number of nodes, blank ones included.
    public var nodeCount: Int { 2 * leafCount - 1 }

    /// The node above all others.
    public var root: NodeIndex { NodeIndex(rawValue: UInt64(leafCount - 1)) }

    /// The tree of twice as many leaves.
    var doubled: TreeSize { TreeSize(height: height + 1) }

    /// Whether a node is in the tree.
    public func contains(_ node: NodeIndex) -> Bool { node.rawValue < UInt64(nodeCount) }

    /// Whether a leaf is in the tree, blank or not.
    public func contains(_ leaf: LeafIndex) -> Bool { leaf.rawValue < UInt32(leafCount) }

    /// The node above, or `nil` at the root and outside the tree.
    public func parent(of node: NodeIndex) -> NodeIndex? {
        contains(node) && node != root ? node.parent : nil
    }

    /// The other child of the node above, or `nil` at the root and outside the tree.
    public func sibling(of node: NodeIndex) -> NodeIndex? {
        contains(node) && node != root ? node.sibling : nil
    }

    /// The nodes above, from the lowest to the root; empty outside the tree.
    public func directPath(of node: NodeIndex) -> [NodeIndex] {
        var path: [NodeIndex] = []
        path.reserveCapacity(height)
        var node = node
        while let parent = parent(of: node) {
            path.append(parent)
            node = parent
        }
        return path
    }

    /// The lowest node above both leaves, or the leaf itself if they are the same.
    ///
    /// Source: RFC 9420 appendix C.
    public func commonAncestor(of first: LeafIndex, _ second: LeafIndex) -> NodeIndex {
        let difference = first.rawValue ^ second.rawValue
        let level = UInt32.bitWidth - difference.leadingZeroBitCount
        let start = (UInt64(first.rawValue) >> level) << level
        return NodeIndex(rawValue: 2 * start + (1 << level) - 1)
    }
}
