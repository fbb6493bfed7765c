import MLSWire
import TandemCrypto
import TandemJSON

extension VectorEntry {
    /// Resolutions and hashes of all nodes, parent hashes, and signatures of all leaves.
    ///
    /// Source: test-vectors.md, "Tree Validation"; RFC 9420 §4.1.1, §7.8, §7.9.2.
    func checkTreeValidation(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        var tree = try ratchetTree("tree")
        let groupID = GroupID(try bytes("group_id"))
        try checkResolutions(of: tree)
        try checkHashes(of: &tree, suite, crypto)
        try require(
            tree.hasValidParentHashes(suite.hash, using: crypto),
            "the parent hashes are valid"
        )
        try tree.forEachMember { index, leaf throws(CheckFailure) in
            try require(
                leaf.isSigned(in: groupID, at: index, suite, using: crypto),
                "a leaf is signed"
            )
        }
    }

    private func checkResolutions(of tree: RatchetTree) throws(CheckFailure) {
        let expected = try list("resolutions")
        try requireEqual(expected.count, tree.size.nodeCount, "resolutions")
        for (position, resolution) in expected.enumerated() {
            guard let nodes = resolution.array else { throw .malformed(field: "resolutions") }
            let found = tree.resolution(of: NodeIndex(rawValue: UInt64(position)))
            try require(
                found.map { $0.rawValue } == nodes.map { $0.integer(UInt64.self) },
                "resolutions"
            )
        }
    }

    private func checkHashes(
        of tree: inout RatchetTree,
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let expected = try byteStrings("tree_hashes")
        try requireEqual(expected.count, tree.size.nodeCount, "tree_hashes")
        for (position, hash) in expected.enumerated() {
            let node = NodeIndex(rawValue: UInt64(position))
            try requireEqual(
                tree.treeHash(of: node, suite.hash, using: crypto),
                hash,
                "tree_hashes"
            )
        }
    }
}
