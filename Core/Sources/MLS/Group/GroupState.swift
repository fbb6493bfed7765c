public import MLSWire
public import TandemBytes
public import TandemCrypto

/// One member's state of one group: a plain value, cheap to copy.
///
///     create ─┐                    ┌─ process(application) ─┐
///     join ───┼──▶ GroupState(n) ◀─┤  process(proposal)     │
///             │     │        ▲     └─ protect, propose ─────┘
///             │     │ process(commit) ──▶ StagedCommit ──▶ apply ──▶ GroupState(n + 1)
///             │     └─ commit ──▶ PendingCommit ── accepted ──▶ apply ──▶ GroupState(n + 1)
///     joinExternally ──▶ PendingCommit ── accepted ──▶ nextState
///
/// Whoever changes it stores it before anything that came of the change leaves the device: a key
/// that was used is then never used again.
///
/// Source: RFC 9420.
public struct GroupState: Sendable {
    package var current: EpochState
    package var pendingProposals = PendingProposals()
    /// The epochs before, the latest first.
    package var pastEpochs: [PastEpoch] = []
    /// Of the epochs before, the latest first.
    package var resumptionSecrets: [ResumptionSecret] = []

    /// Whether this client was removed from the group: late messages can still be read, that is
    /// all.
    public package(set) var isRemoved = false

    /// The group that shall replace this one, once a commit has said so: nothing more may be sent
    /// here.
    ///
    /// Source: RFC 9420 §11.2.
    public package(set) var successor: ReInit?

    package init(current: EpochState) {
        self.current = current
    }
}

extension GroupState {
    /// The group's name.
    public var groupID: GroupID { context.groupID }

    /// The number of commits so far.
    public var epoch: Epoch { context.epoch }

    /// What all members agree on in this epoch.
    public var context: GroupContext { current.context }

    /// The cipher suite.
    public var suite: CipherSuite { current.cipher.suite }

    /// The own place in the tree.
    public var ownLeafIndex: LeafIndex { current.privateTree.leaf }

    /// The public tree.
    public var tree: RatchetTree { current.tree }

    /// The members, in the order of their leaves.
    public var members: [Member] {
        var members: [Member] = []
        members.reserveCapacity(tree.memberCount)
        tree.forEachMember { index, leaf in
            members.append(Member(leafIndex: index, leafNode: leaf))
        }
        return members
    }

    /// The proposals of this epoch that wait for a commit.
    public var proposals: [(reference: ProposalRef, proposal: Proposal, sender: Sender)] {
        pendingProposals.all.map { ($0.reference, $0.proposal, $0.sender) }
    }

    /// What two members compare to know that they are in the same epoch of the same group.
    ///
    /// Source: RFC 9420 §8.7.
    public var epochAuthenticator: [UInt8] { current.secrets.authenticator.copyBytes() }

    /// A secret for the application, bound to this epoch, a label and a context.
    ///
    /// - Precondition: `byteCount` is at most 255 times the length of the suite's hash.
    ///
    /// Source: RFC 9420 §8.5.
    public func exportSecret(
        label: String,
        context: [UInt8],
        byteCount: Int,
        provider: some CryptoProvider
    ) -> SecretBytes {
        provider.export(
            suite,
            exporterSecret: current.secrets.exporter,
            label: label,
            context: context,
            byteCount: byteCount
        )
    }

    /// The resumption secret of this or an earlier epoch, for a group that continues this one;
    /// `nil` if it is forgotten.
    ///
    /// Source: RFC 9420 §8.6.
    public func resumptionSecret(of epoch: Epoch) -> SecretBytes? {
        epoch == self.epoch
            ? current.secrets.resumption
            : resumptionSecrets.first { $0.epoch == epoch }?.secret
    }
}
