public import TandemBytes

/// A node of the ratchet tree that is not blank.
///
/// Source: RFC 9420 §12.4.3.3.
public enum Node: WireCodable, Hashable, Sendable {
    /// A member's leaf.
    indirect case leaf(LeafNode)
    /// A parent.
    indirect case parent(ParentNode)

    /// Reads the type and the node.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        switch try reader.uint8() {
        case 1: self = .leaf(try reader.value())
        case 2: self = .parent(try reader.value())
        default: throw .unknownValue
        }
    }

    /// Writes the type and the node.
    public func encode(into writer: inout ByteWriter) {
        switch self {
        case .leaf(let leaf):
            writer.uint8(1)
            writer.value(leaf)
        case .parent(let parent):
            writer.uint8(2)
            writer.value(parent)
        }
    }
}

/// A whole tree as a GroupInfo carries it, not yet checked: the nodes from left to right, without
/// the blank ones at the right end.
///
/// Source: RFC 9420 §12.4.3.3.
public struct RatchetTreeNodes: ExtensionContents, Equatable, Sendable {
    /// The nodes; `nil` stands for a blank one.
    public var nodes: [Node?]

    /// The type that announces these contents.
    public static var extensionType: ExtensionType { .ratchetTree }

    /// Holds the nodes.
    public init(nodes: [Node?]) { self.nodes = nodes }

    /// Reads the nodes.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        nodes = try reader.vector(limit: Limits.nodeCount) { reader throws(DecodeError) in
            try reader.optional { reader throws(DecodeError) in try Node(from: &reader) }
        }
    }

    /// Writes the nodes.
    public func encode(into writer: inout ByteWriter) {
        writer.vector(nodes) { writer, node in
            writer.optional(node) { writer, node in writer.value(node) }
        }
    }
}
