/// A place in the ratchet tree, numbered from the left: leaves even, parents odd.
///
///                       7
///               ┌───────┴───────┐
///               3              11
///           ┌───┴───┐       ┌───┴───┐
///           1       5       9      13
///          ┌┴┐     ┌┴┐     ┌┴┐     ┌┴┐
///          0 2     4 6     8 10   12 14
///
/// A node's place does not depend on how large the tree is.
///
/// Source: RFC 9420 §4.1.1, appendix C.
public struct NodeIndex: Hashable, Comparable, Sendable {
    /// The number of nodes to the left.
    ///
    /// Wide enough for the node of any leaf index that a message may name, in the browser too.
    public let rawValue: UInt64

    /// Takes any number.
    public init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// The node of a leaf.
    public init(_ leaf: LeafIndex) {
        rawValue = 2 * UInt64(leaf.rawValue)
    }

    /// Orders from left to right.
    public static func < (left: NodeIndex, right: NodeIndex) -> Bool {
        left.rawValue < right.rawValue
    }

    /// How far the node is above the leaves: 0 for a leaf.
    public var level: Int { (~rawValue).trailingZeroBitCount }

    /// Whether the node is a leaf.
    public var isLeaf: Bool { rawValue & 1 == 0 }

    /// The leaf at this place, or `nil` at a parent's.
    public var leafIndex: LeafIndex? {
        isLeaf ? LeafIndex(rawValue: UInt32(truncatingIfNeeded: rawValue >> 1)) : nil
    }

    /// Whether the node is one of some leaves.
    func isLeaf(in leaves: Set<LeafIndex>) -> Bool {
        leafIndex.map { leaves.contains($0) } ?? false
    }

    /// The child on the left, or `nil` below a leaf.
    public var left: NodeIndex? {
        isLeaf ? nil : NodeIndex(rawValue: rawValue ^ (1 << (level - 1)))
    }

    /// The child on the right, or `nil` below a leaf.
    public var right: NodeIndex? {
        isLeaf ? nil : NodeIndex(rawValue: rawValue ^ (3 << (level - 1)))
    }

    /// The node above, in a tree that is large enough to have one.
    var parent: NodeIndex {
        let level = level
        let isRightChild = rawValue >> (level + 1) & 1
        return NodeIndex(rawValue: (rawValue | 1 << level) ^ (isRightChild << (level + 1)))
    }

    /// The other child of the node above, in a tree that is large enough to have one.
    var sibling: NodeIndex {
        NodeIndex(rawValue: rawValue ^ (2 << level))
    }

    /// Whether a leaf is below, or is the node itself.
    public func isAncestor(ofOrEqualTo leaf: LeafIndex) -> Bool {
        let reach: UInt64 = (1 << level) - 1
        let node = 2 * UInt64(leaf.rawValue)
        return node >= rawValue - reach && node <= rawValue + reach
    }

    /// The leaves below, or the node itself for a leaf.
    ///
    /// - Precondition: The node is in a tree, so its place fits an `Int`.
    var leaves: Range<Int> {
        let width = 1 << level
        let first = (Int(rawValue) - (width - 1)) / 2
        return first..<first + width
    }
}
