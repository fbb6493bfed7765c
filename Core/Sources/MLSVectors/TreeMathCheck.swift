import MLSWire

extension VectorEntry {
    /// The places of nodes: how many, which is the root, and each one's relatives.
    ///
    /// Source: test-vectors.md, "Tree Math"; RFC 9420 appendix C.
    func checkTreeMath() throws(CheckFailure) {
        let leafCount = try integer("n_leaves", Int.self)
        guard (1...1 << 16).contains(leafCount) else { throw .malformed(field: "n_leaves") }
        let size = TreeSize(leafCount: leafCount)
        try requireEqual(size.nodeCount, try integer("n_nodes", Int.self), "n_nodes")
        try requireEqual(size.root.rawValue, try integer("root", UInt64.self), "root")
        try checkRelatives("left", of: size) { $0.left }
        try checkRelatives("right", of: size) { $0.right }
        try checkRelatives("parent", of: size) { size.parent(of: $0) }
        try checkRelatives("sibling", of: size) { size.sibling(of: $0) }
    }

    private func checkRelatives(
        _ key: StaticString,
        of size: TreeSize,
        _ relative: (NodeIndex) -> NodeIndex?
    ) throws(CheckFailure) {
        let expected = try optionalIntegers(key)
        let found = (0..<UInt64(size.nodeCount)).map { relative(NodeIndex(rawValue: $0))?.rawValue }
        try require(found == expected, key)
    }
}
