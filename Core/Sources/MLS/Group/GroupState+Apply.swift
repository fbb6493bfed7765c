import MLSWire
import TandemCrypto

extension GroupState {
    /// Begins the epoch of a staged commit; forgets what forward secrecy says.
    ///
    /// After a commit that removes this client only late messages can be read.
    ///
    /// - Precondition: The commit was staged in this epoch of this group.
    ///
    /// Source: RFC 9420 §12.4.2.
    public mutating func apply(_ staged: StagedCommit) {
        begin(staged.next, after: staged.change.leavesTouched, endingAt: staged.baseEpoch)
        successor = staged.reInit
    }

    /// Begins the epoch of an own commit that the delivery service has accepted.
    ///
    /// The same as taking `nextState`, but what was read since the commit was made stays read.
    ///
    /// - Precondition: The commit was made in this epoch of this group; stored state may not be what
    ///   was last seen, so compare `baseEpoch` first.
    public mutating func apply(_ pending: PendingCommit) {
        let touched = Set(pending.nextState.pastEpochs.first?.changedLeaves.keys.map { $0 } ?? [])
        begin(pending.nextState.current, after: touched, endingAt: pending.baseEpoch)
        successor = pending.nextState.successor
    }

    private mutating func begin(
        _ next: EpochState?,
        after touched: Set<LeafIndex>,
        endingAt base: Epoch
    ) {
        precondition(base == epoch, "a commit is applied in the epoch that it was made in")
        retire(touched)
        pendingProposals = PendingProposals()
        if let next {
            current = next
        } else {
            isRemoved = true
            current.forgetSecrets()
        }
    }

    /// Keeps what late messages need of the epoch that ends, and lets go of the oldest.
    private mutating func retire(_ touched: Set<LeafIndex>) {
        pastEpochs.insert(PastEpoch(ending: current, touched: touched), at: 0)
        if pastEpochs.count > GroupLimits.pastEpochs { pastEpochs.removeLast() }
        resumptionSecrets.insert(
            ResumptionSecret(epoch: epoch, secret: current.secrets.resumption),
            at: 0
        )
        if resumptionSecrets.count > GroupLimits.resumptionSecrets {
            resumptionSecrets.removeLast()
        }
    }

    /// This state with an own commit applied that nobody has accepted yet.
    func advanced(to next: EpochState, by change: GroupChange) -> GroupState {
        var state = self
        state.begin(
            next,
            after: change.leavesTouched.union([ownLeafIndex]),
            endingAt: epoch
        )
        state.successor = change.proposals.reInit
        return state
    }
}

extension GroupChange {
    /// The leaves that are not after the commit what they were before.
    var leavesTouched: Set<LeafIndex> {
        var touched = Set(added.map { $0.leafIndex })
        touched.formUnion(removed.map { $0.leafIndex })
        touched.formUnion(updated.map { $0.new.leafIndex })
        if let newCommitter { touched.insert(newCommitter.leafIndex) }
        return touched
    }
}

extension EpochState {
    /// Wipes what a client that was removed has no use for.
    fileprivate mutating func forgetSecrets() {
        let suite = cipher.suite
        let none = KeptSecrets.none(suite)
        secrets = none
        privateTree = PrivateTree(leaf: privateTree.leaf, leafPrivateKey: .zeros(suite))
        cipher = MessageCipher(
            suite: suite,
            context: context,
            senderDataSecret: none.exporter,
            membershipKey: none.exporter,
            secretTree: SecretTree(
                suite: suite,
                size: tree.size,
                encryptionSecret: none.exporter
            )
        )
    }
}
