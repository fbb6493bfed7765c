import MLSWire
import TandemBytes
import TandemCrypto

extension VectorEntry {
    /// A proposal turns one tree into the other.
    ///
    /// Source: test-vectors.md, "Tree Operations"; RFC 9420 §12.1.1 to §12.1.3.
    func checkTreeOperations(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        var tree = try ratchetTree("tree_before")
        let proposal = try decoded("proposal", Proposal.self)
        try requireEqual(
            tree.treeHash(suite.hash, using: crypto),
            try bytes("tree_hash_before"),
            "tree_hash_before"
        )
        try tree.apply(proposal, from: LeafIndex(rawValue: try integer("proposal_sender")))
        try requireEqual(tree.exported.encoded, try bytes("tree_after"), "tree_after")
        try requireEqual(
            tree.treeHash(suite.hash, using: crypto),
            try bytes("tree_hash_after"),
            "tree_hash_after"
        )
    }

    /// A tree as a `ratchet_tree` extension carries it.
    func ratchetTree(_ key: StaticString) throws(CheckFailure) -> RatchetTree {
        let nodes = try decoded(key, RatchetTreeNodes.self)
        let tree = try accept(key) { () throws(RatchetTreeError) in try RatchetTree(nodes) }
        try requireEqual(tree.exported.encoded, try bytes(key), key)
        return tree
    }
}

extension RatchetTree {
    fileprivate mutating func apply(
        _ proposal: Proposal,
        from sender: LeafIndex
    ) throws(CheckFailure) {
        switch proposal {
        case .add(let keyPackage):
            try require(add(keyPackage.leafNode) != nil, "proposal adds")
        case .update(let leafNode):
            try require(update(sender, to: leafNode), "proposal updates")
        case .remove(let member):
            try require(remove(member), "proposal removes")
        default:
            throw .malformed(field: "proposal")
        }
    }
}
