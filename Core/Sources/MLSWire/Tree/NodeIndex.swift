/// A place in the ratchet tree, numbered from the left: leaves even, parents odd.
///
/// Source: RFC 9420 §4.1.1, appendix C.
public struct NodeIndex: Hashable, Comparable, Sendable {
    /// The number of nodes to the left.
    public let rawValue: Int

    /// Takes any number.
    ///
    /// - Precondition: Not negative.
    public init(rawValue: Int) {
        precondition(rawValue >= 0)
        self.rawValue = rawValue
    }

    /// The node of a leaf.
    public init(_ leaf: LeafIndex) {
        rawValue = 2 * Int(leaf.rawValue)
    }

    /// Orders from left to right.
    public static func < (left: NodeIndex, right: NodeIndex) -> Bool {
        left.rawValue < right.rawValue
    }
}
