package import MLSWire
package import TandemBytes

// What stored state is made of; it is encrypted as a whole before it is stored.

extension ByteWriter {
    /// Writes the place of a node, 4 bytes.
    package mutating func nodeIndex(_ node: NodeIndex) {
        integer(UInt32(truncatingIfNeeded: node.rawValue))
    }

    /// Writes the secrets of nodes, from left to right: `struct { uint32 node; opaque secret<V>; }`.
    mutating func secrets(_ secrets: [NodeIndex: SecretBytes]) {
        let nodes = secrets.keys.map { $0 }
        vector(ascendingOrder(nodes.map { $0.rawValue })) { writer, position in
            guard let secret = secrets[nodes[position]] else { return }
            writer.nodeIndex(nodes[position])
            writer.secret(secret)
        }
    }
}

/// Leaves from left to right.
func ascending(_ leaves: [LeafIndex]) -> [LeafIndex] {
    ascendingOrder(leaves.map { UInt64($0.rawValue) }).map { leaves[$0] }
}

extension ByteReader {
    /// Reads the place of a node, 4 bytes.
    ///
    /// - Throws: `invalid` beyond the largest tree.
    package mutating func nodeIndex() throws(DecodeError) -> NodeIndex {
        let rawValue: UInt32 = try integer()
        guard rawValue < Limits.nodeCount else { throw .invalid }
        return NodeIndex(rawValue: UInt64(rawValue))
    }
}
