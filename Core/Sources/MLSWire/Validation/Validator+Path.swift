import TandemCrypto

extension Validator {
    /// Whether a commit of these proposals must have a path.
    ///
    /// Source: RFC 9420 §12.4.
    public func requiresPath(_ proposals: ProposalList) -> Bool {
        proposals.isEmpty || !proposals.updates.isEmpty || !proposals.removes.isEmpty
            || proposals.externalInit != nil || proposals.groupContextExtensions != nil
            || proposals.customTypes.contains { policy.requiresPath($0) }
    }

    /// Checks a path and merges it into what the proposals have changed.
    ///
    /// Afterwards the change's new tree and context, tree hash included, are those that path
    /// secrets are sealed under.
    ///
    /// - Throws: The first rule that is broken; `change` is then of no use.
    ///
    /// Source: RFC 9420 §12.4.2, §7.5.
    public func merge(
        _ path: UpdatePath,
        into change: inout GroupChange
    ) throws(UpdatePathError) {
        try checkKeys(of: path, in: change.newTree)
        let index = try committerPlace(path, in: &change)
        try checkLeaf(path.leafNode, at: index, of: change)
        try checkSecretCounts(of: path, at: index, in: change)
        let parentHash = change.newTree.setPath(
            of: index,
            keys: path.nodes.map { $0.encryptionKey },
            suite.hash,
            using: crypto
        )
        guard let parentHash else { throw .wrongNodeCount }
        guard path.leafNode.source == .commit(parentHash: parentHash) else {
            throw .wrongParentHash
        }
        change.newTree.setLeaf(index, path.leafNode)
        change.newCommitter = Member(leafIndex: index, leafNode: path.leafNode)
        try checkTree(of: change)
    }

    /// None of the keys may be anywhere in the tree, not even where the path replaces it.
    private func checkKeys(of path: UpdatePath, in tree: RatchetTree) throws(UpdatePathError) {
        guard !tree.contains(path.leafNode.encryptionKey),
            path.nodes.allSatisfy({ !tree.contains($0.encryptionKey) })
        else { throw .duplicateKey }
    }

    private func committerPlace(
        _ path: UpdatePath,
        in change: inout GroupChange
    ) throws(UpdatePathError) -> LeafIndex {
        if let member = change.oldCommitter { return member.leafIndex }
        guard let index = change.newTree.add(path.leafNode) else { throw .groupFull }
        return index
    }

    private func checkLeaf(
        _ leaf: LeafNode,
        at index: LeafIndex,
        of change: GroupChange
    ) throws(UpdatePathError) {
        // A client that joins anew replaces its old leaf as an Update would: §12.2.
        let old = change.oldCommitter?.leafNode ?? change.removed.first?.leafNode
        do throws(LeafNodeError) {
            try check(leaf, as: .commit(index, replacing: old), in: change.newContext)
        } catch {
            throw .invalidLeaf(error)
        }
    }

    private func checkSecretCounts(
        of path: UpdatePath,
        at index: LeafIndex,
        in change: GroupChange
    ) throws(UpdatePathError) {
        let steps = change.newTree.filteredDirectPath(of: index)
        guard steps.count == path.nodes.count else { throw .wrongNodeCount }
        for (step, node) in zip(steps, path.nodes) {
            let count = change.pathRecipients(of: step).count
            guard node.encryptedPathSecret.count == count else { throw .wrongSecretCount }
        }
    }

    private func checkTree(of change: GroupChange) throws(UpdatePathError) {
        guard change.newTree.hasUniqueKeys else { throw .duplicateKey }
        guard change.newTree.hasCommonCredentialTypes else { throw .unsupportedCredentialType }
        guard change.oldCommitter == nil, let joined = change.newCommitter else { return }
        let identity = policy.clientIdentity(of: joined.leafNode)
        try change.newTree.forEachMember { index, leaf throws(UpdatePathError) in
            guard index == joined.leafIndex || policy.clientIdentity(of: leaf) != identity else {
                throw .duplicateClient
            }
        }
    }
}

extension GroupChange {
    /// The nodes that a path secret is sealed to: the resolution of the copath, without the members
    /// that this commit adds.
    ///
    /// Source: RFC 9420 §7.5.
    public func pathRecipients(of step: PathStep) -> [NodeIndex] {
        let resolution = newTree.resolution(of: step.copathChild)
        guard !added.isEmpty else { return resolution }
        let new = Set(added.map { $0.leafIndex })
        return resolution.filter { !$0.isLeaf(in: new) }
    }
}
