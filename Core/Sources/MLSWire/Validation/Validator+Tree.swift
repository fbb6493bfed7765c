import TandemCrypto

extension Validator {
    /// Checks all of a tree that somebody else gives.
    ///
    /// Costs a signature check for each member.
    ///
    /// - Parameters:
    ///   - tree: The tree; its hashes are cached on the way.
    ///   - context: The group context, from a signed GroupInfo.
    /// - Throws: The first rule that is broken.
    ///
    /// Source: RFC 9420 §12.4.3.1.
    public func check(
        _ tree: inout RatchetTree,
        in context: GroupContext
    ) throws(RatchetTreeError) {
        try checkStructure(of: &tree, in: context)
        for index in tree.memberIndices {
            try checkMember(index, of: tree, in: context)
        }
    }

    /// Checks one member's leaf of a tree whose structure was checked.
    ///
    /// - Throws: `invalidLeaf` with the rule that is broken.
    ///
    /// Source: RFC 9420 §7.3.
    public func checkMember(
        _ index: LeafIndex,
        of tree: RatchetTree,
        in context: GroupContext
    ) throws(RatchetTreeError) {
        guard let leaf = tree.leaf(at: index) else { return }
        do throws(LeafNodeError) {
            try check(leaf, as: .member(index), in: context)
        } catch {
            throw .invalidLeaf(index, error)
        }
    }

    /// Checks all of a tree but its leaves' own validity.
    ///
    /// - Throws: The first rule that is broken.
    ///
    /// Source: RFC 9420 §12.4.3.1.
    public func checkStructure(
        of tree: inout RatchetTree,
        in context: GroupContext
    ) throws(RatchetTreeError) {
        guard tree.treeHash(suite.hash, using: crypto) == context.treeHash else {
            throw .wrongTreeHash
        }
        guard tree.hasUniqueKeys else { throw .duplicateKey }
        guard tree.hasConsistentUnmergedLeaves else { throw .invalidUnmergedLeaves }
        guard tree.hasValidParentHashes(suite.hash, using: crypto) else {
            throw .invalidParentHash
        }
        guard tree.hasCommonCredentialTypes else { throw .unsupportedCredentialType }
    }
}
