internal import MLSWire

/// A commit, with what its judges need to know of it.
struct Review {
    let change: GroupChange
    let old: ConversationContext
    let new: ConversationContext
    let committer: MemberIdentity
    let isExternal: Bool

    /// `nil` if the group is no conversation, or the committer is nobody.
    init?(_ change: GroupChange) {
        guard let old = change.oldContext.conversation, let new = change.newContext.conversation
        else { return nil }
        switch change.sender {
        case .member: isExternal = false
        case .newMemberCommit: isExternal = true
        case .external, .newMemberProposal: return nil
        }
        guard let leaf = (change.oldCommitter ?? change.newCommitter)?.leafNode,
            let committer = leaf.memberIdentity
        else { return nil }
        self.change = change
        self.old = old
        self.new = new
        self.committer = committer
    }

    /// Whether there is nothing in it that no conversation has use for.
    var hasOnlyKnownProposals: Bool {
        let proposals = change.proposals
        return proposals.psks.isEmpty && proposals.reInit == nil && proposals.customTypes.isEmpty
    }

    /// Whether extensions other than the conversation's own are as they were.
    var keepsOtherExtensions: Bool {
        guard change.hasNewExtensions else { return true }
        return others(change.oldContext.extensions) == others(change.newContext.extensions)
    }

    private func others(_ extensions: [Extension]) -> [Extension] {
        extensions.filter { $0.type != .conversationContext }
    }

    /// Whether the committer is an admin in the epoch that ends.
    var isByAdmin: Bool { old.participant(committer.account)?.role == .admin }

    /// Whether all that happens to the participants is that some leave, each by its own proposals.
    var isLeavingOnly: Bool {
        let leaving = old.participants.map { $0.account }.filter { new.participant($0) == nil }
        return !leaving.isEmpty && new.participants == old.participants(without: leaving)
            && leaving.allSatisfy { hasProposedToLeave($0) }
    }

    /// Whether every leaf of an account is removed, each on a proposal of the account's own.
    private func hasProposedToLeave(_ account: AccountID) -> Bool {
        let own = change.oldTree.memberIndices.filter { self.account(at: $0) == account }
        return own.allSatisfy { leaf in
            change.proposals.all.contains { isOwnRemoval($0, of: leaf, account) }
        }
    }

    private func isOwnRemoval(
        _ sent: SentProposal,
        of leaf: LeafIndex,
        _ account: AccountID
    ) -> Bool {
        guard sent.isReferenced, case .remove(leaf) = sent.proposal,
            case .member(let proposer) = sent.sender
        else { return false }
        return self.account(at: proposer) == account
    }

    private func account(at index: LeafIndex) -> AccountID? {
        change.oldTree.leaf(at: index)?.memberIdentity?.account
    }
}
