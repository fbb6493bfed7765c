import TandemCrypto

extension Validator {
    /// Sorts a commit's proposals, looking up those that it names by hash.
    ///
    /// - Parameters:
    ///   - commit: The commit.
    ///   - committer: Who sent it.
    ///   - pending: The proposal of this epoch with a hash, and its sender.
    /// - Throws: The first rule that is broken.
    ///
    /// Source: RFC 9420 §12.2, §12.4.
    public func proposals(
        of commit: Commit,
        by committer: Sender,
        pending: (ProposalRef) -> SentProposal?
    ) throws(ProposalListError) -> ProposalList {
        var proposals: [SentProposal] = []
        proposals.reserveCapacity(commit.proposals.count)
        for item in commit.proposals {
            switch item {
            case .proposal(let proposal):
                proposals.append(
                    SentProposal(proposal: proposal, sender: committer, isReferenced: false)
                )
            case .reference(let reference):
                guard let found = pending(reference) else { throw .unknownReference(reference) }
                proposals.append(found)
            }
        }
        return try ProposalList(
            proposals,
            committer: committer,
            nonceByteCount: suite.hash.byteCount
        )
    }

    /// Checks proposals against the group's members and applies them to a copy of its public state.
    ///
    /// - Returns: What changes; the path of the commit, if there is one, is still to be merged.
    /// - Throws: The first rule that is broken.
    ///
    /// Source: RFC 9420 §12.2, §12.3.
    public func apply(
        _ proposals: ProposalList,
        by sender: Sender,
        to tree: RatchetTree,
        in context: GroupContext
    ) throws(ProposalListError) -> GroupChange {
        var change = try begin(proposals, by: sender, tree, context)
        if let reInit = proposals.reInit {
            guard reInit.version >= context.version else { throw .olderVersion }
        }
        try applyUpdates(to: &change)
        try applyRemoves(to: &change)
        try applyAdds(to: &change)
        try checkTypes(of: change)
        try checkExtensions(of: change)
        try checkClients(of: change)
        guard change.newTree.hasUniqueKeys else { throw .duplicateKey }
        guard change.newTree.hasCommonCredentialTypes else { throw .unsupportedCredentialType }
        return change
    }

    private func begin(
        _ proposals: ProposalList,
        by sender: Sender,
        _ tree: RatchetTree,
        _ context: GroupContext
    ) throws(ProposalListError) -> GroupChange {
        var newContext = context
        newContext.extensions = proposals.groupContextExtensions ?? context.extensions
        var committer: Member?
        if case .member(let index) = sender {
            guard let leaf = tree.leaf(at: index) else { throw .noSuchMember(index) }
            committer = Member(leafIndex: index, leafNode: leaf)
        }
        return GroupChange(
            oldContext: context,
            oldTree: tree,
            newContext: newContext,
            newTree: tree,
            sender: sender,
            oldCommitter: committer,
            newCommitter: committer,
            proposals: proposals
        )
    }

    private func applyUpdates(to change: inout GroupChange) throws(ProposalListError) {
        for new in change.proposals.updates {
            guard let old = change.oldTree.leaf(at: new.leafIndex) else {
                throw .noSuchMember(new.leafIndex)
            }
            try check(update: new, replacing: old, in: change.newContext)
            change.newTree.update(new.leafIndex, to: new.leafNode)
            change.updated.append((Member(leafIndex: new.leafIndex, leafNode: old), new))
        }
    }

    func check(
        update new: Member,
        replacing old: LeafNode,
        in context: GroupContext
    ) throws(ProposalListError) {
        do throws(LeafNodeError) {
            try check(new.leafNode, as: .update(new.leafIndex, replacing: old), in: context)
        } catch {
            throw .invalidUpdate(error)
        }
    }

    private func applyRemoves(to change: inout GroupChange) throws(ProposalListError) {
        for index in change.proposals.removes {
            guard let old = change.oldTree.leaf(at: index) else { throw .noSuchMember(index) }
            change.newTree.remove(index)
            change.removed.append(Member(leafIndex: index, leafNode: old))
        }
    }

    private func applyAdds(to change: inout GroupChange) throws(ProposalListError) {
        for keyPackage in change.proposals.adds {
            try check(add: keyPackage, in: change.newContext)
            guard let index = change.newTree.add(keyPackage.leafNode) else { throw .groupFull }
            change.added.append(Member(leafIndex: index, leafNode: keyPackage.leafNode))
        }
    }

    func check(add keyPackage: KeyPackage, in context: GroupContext) throws(ProposalListError) {
        do throws(KeyPackageError) {
            try check(keyPackage, for: context)
        } catch {
            throw .invalidKeyPackage(error)
        }
    }
}

// MARK: - What concerns all members

extension Validator {
    /// Every member that processes the commit must support the types of its proposals.
    private func checkTypes(of change: GroupChange) throws(ProposalListError) {
        for type in change.proposals.customTypes {
            let removed = Set(change.removed.map { $0.leafIndex })
            try change.oldTree.forEachMember { index, leaf throws(ProposalListError) in
                guard removed.contains(index) || leaf.capabilities.supports(type) else {
                    throw .unsupportedProposalType(type)
                }
            }
        }
        for sent in change.proposals.all {
            guard case (.custom(let type, _), .external) = (sent.proposal, sent.sender) else {
                continue
            }
            guard policy.allowsExternalSender(type) else { throw .notAllowedForSender }
        }
    }

    /// New extensions concern the members of before too.
    private func checkExtensions(of change: GroupChange) throws(ProposalListError) {
        guard change.hasNewExtensions else { return }
        try change.newTree.forEachMember { index, leaf throws(ProposalListError) in
            do throws(LeafNodeError) {
                try checkCapabilities(of: leaf, in: change.newContext)
            } catch {
                throw .missingCapability(index)
            }
        }
    }

    /// A client that is added must not be in the group already.
    private func checkClients(of change: GroupChange) throws(ProposalListError) {
        guard !change.added.isEmpty else { return }
        var identities = Set<[UInt8]>()
        try change.newTree.forEachMember { _, leaf throws(ProposalListError) in
            guard identities.insert(policy.clientIdentity(of: leaf)).inserted else {
                throw .duplicateClient
            }
        }
    }
}
