import MLSWire
import TandemBytes
import TandemCrypto

/// The changes of an own commit, settled and checked.
struct CommitPlan {
    /// What the commit lists.
    let proposals: [ProposalOrRef]
    /// What that does to the group.
    let change: GroupChange
}

extension GroupState {
    /// Settles what a commit carries out: all that was asked for, and of what is pending as much as
    /// can stand with it.
    func plan<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ request: CommitRequest,
        psks: PSKStore,
        _ validator: Validator<Policy, Provider>
    ) throws(CommitCreationError) -> CommitPlan {
        let requested = request.proposals(suite: suite, provider: validator.crypto)
        let pending = request.includePendingProposals ? committablePending(psks) : []
        var plan: CommitPlan
        do throws(ProposalListError) {
            plan = try self.plan(requested, pending, validator)
        } catch {
            plan = try partialPlan(requested, pending, validator)
        }
        do throws(CommitError) {
            var change = plan.change
            try validator.finish(&change)
            return CommitPlan(proposals: plan.proposals, change: change)
        } catch {
            throw .invalid(error)
        }
    }

    /// Adds what is pending one by one, and leaves out what breaks a rule: removals first, then the
    /// latest before the earlier.
    private func partialPlan<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ requested: [Proposal],
        _ pending: [PendingProposal],
        _ validator: Validator<Policy, Provider>
    ) throws(CommitCreationError) -> CommitPlan {
        var plan: CommitPlan
        do throws(ProposalListError) {
            plan = try self.plan(requested, [], validator)
        } catch {
            throw .invalid(.invalidProposals(error))
        }
        let latestFirst = pending.reversed()
        let candidates =
            latestFirst.filter { $0.proposal.type == .remove }
            + latestFirst.filter { $0.proposal.type != .remove }
        var kept: [PendingProposal] = []
        for candidate in candidates {
            if let better = try? self.plan(requested, kept + [candidate], validator) {
                plan = better
                kept.append(candidate)
            }
        }
        return plan
    }

    private func plan<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ requested: [Proposal],
        _ pending: [PendingProposal],
        _ validator: Validator<Policy, Provider>
    ) throws(ProposalListError) -> CommitPlan {
        let sender = Sender.member(ownLeafIndex)
        let items =
            requested.map { ProposalOrRef.proposal($0) }
            + pending.map { ProposalOrRef.reference($0.reference) }
        let list = try validator.proposals(
            of: Commit(proposals: items, path: nil),
            by: sender,
            pending: sentProposal
        )
        return CommitPlan(
            proposals: items,
            change: try validator.apply(list, by: sender, to: tree, in: context)
        )
    }

    /// The pending proposals that this member can commit at all.
    private func committablePending(_ psks: PSKStore) -> [PendingProposal] {
        pendingProposals.all.filter { pending in
            switch pending.proposal {
            case .update: pending.sender != .member(ownLeafIndex)
            case .remove(let index): index != ownLeafIndex
            case .preSharedKey(let id): secret(for: id, psks) != nil
            case .externalInit: false
            case .add, .reInit, .groupContextExtensions, .custom: true
            }
        }
    }
}

extension CommitRequest {
    /// The proposals that the commit carries in full.
    fileprivate func proposals(
        suite: CipherSuite,
        provider: some CryptoProvider
    ) -> [Proposal] {
        var proposals = remove.map { Proposal.remove($0) }
        proposals.append(contentsOf: add.map { Proposal.add($0) })
        proposals.append(contentsOf: psks.map { .preSharedKey($0.identified(suite, provider)) })
        if let groupContextExtensions {
            proposals.append(.groupContextExtensions(groupContextExtensions))
        }
        if let reInit { proposals.append(.reInit(reInit)) }
        return proposals
    }
}

extension PreSharedKeyID.Key {
    /// The key with a fresh nonce, for one use of it.
    func identified(_ suite: CipherSuite, _ provider: some CryptoProvider) -> PreSharedKeyID {
        PreSharedKeyID(key: self, nonce: provider.randomBytes(count: suite.hash.byteCount))
    }
}
