package import MLSWire
package import TandemBytes
import TandemCrypto

/// The private keys that this member knows: of its leaf, and of nodes above it.
///
/// Source: RFC 9420 §7 (the member's private part of the ratchet tree).
package struct PrivateTree: Sendable {
    /// The own leaf.
    package let leaf: LeafIndex
    private var keys: [NodeIndex: SecretBytes]

    /// Knows only the key of the own leaf.
    package init(leaf: LeafIndex, leafPrivateKey: SecretBytes) {
        self.leaf = leaf
        keys = [NodeIndex(leaf): leafPrivateKey]
    }

    /// The private key of a node, if it is known.
    package subscript(node: NodeIndex) -> SecretBytes? { keys[node] }

    /// Learns the private key of a node.
    package mutating func learn(_ privateKey: SecretBytes, of node: NodeIndex) {
        keys[node] = privateKey
    }

    /// Forgets the keys of parents that are blank in `tree`.
    package mutating func forgetBlankNodes(of tree: RatchetTree) {
        let own = NodeIndex(leaf)
        keys = keys.filter { $0.key == own || tree.encryptionKey(at: $0.key) != nil }
    }
}

extension PrivateTree: WireCodable {
    /// Reads the stored keys.
    package init(from reader: inout ByteReader) throws(DecodeError) {
        leaf = try reader.value()
        keys = [:]
        let entries = try reader.vector(limit: Limits.pathLength + 1) {
            reader throws(DecodeError) in (try reader.nodeIndex(), try reader.secret())
        }
        for (node, key) in entries { keys[node] = key }
        guard leaf.rawValue < Limits.leafCount, keys[NodeIndex(leaf)] != nil else {
            throw .invalid
        }
    }

    /// Writes the keys, the same bytes for the same state.
    package func encode(into writer: inout ByteWriter) {
        writer.value(leaf)
        writer.secrets(keys)
    }
}
