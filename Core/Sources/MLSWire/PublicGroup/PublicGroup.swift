import TandemBytes
public import TandemCrypto

/// A group as those see it who are not in it: who is a member, and whether a handshake keeps the
/// rules.
///
///     PublicMessage ──stage──▶ StagedPublicMessage ──apply──▶ the next state
///
/// A delivery service follows its groups by it, and so takes nobody's word for who is in. What it
/// cannot check, since that takes the group's secrets: membership and confirmation tags, and that
/// path secrets are what they should be.
///
/// A value, without secrets; what it is given never traps.
///
/// Source: RFC 9420 §12; RFC 9750 §5.
public struct PublicGroup: Sendable {
    /// The group's cipher suite.
    public let suite: CipherSuite
    /// What the members agree on in this epoch.
    public internal(set) var context: GroupContext
    /// The members' keys.
    public internal(set) var tree: RatchetTree
    /// The tag of the commit that began the epoch, as its sender claims it.
    public internal(set) var confirmationTag: MAC
    /// The hash that the next commit continues.
    public internal(set) var interimTranscriptHash: [UInt8]
    /// Whether a ReInit has ended the group: it takes no more messages.
    public internal(set) var hasEnded = false
    var pending = PendingProposals()

    /// Follows a group from a member's statement of its state, after checking all that is public.
    ///
    /// - Parameters:
    ///   - groupInfo: The statement.
    ///   - nodes: The tree, or `nil` if the statement carries it.
    ///   - policy: The application's own rules, here for the members' leaves.
    ///   - now: As for `Validator`.
    /// - Throws: The first rule that is broken.
    ///
    /// Source: RFC 9420 §12.4.3.
    public init(
        _ groupInfo: GroupInfo,
        nodes: RatchetTreeNodes? = nil,
        policy: some GroupPolicy,
        now: UInt64?,
        using crypto: some CryptoProvider
    ) throws(GroupInfoError) {
        let context = groupInfo.groupContext
        guard context.version == .mls10, let suite = context.cipherSuite.known else {
            throw .unsupportedParameters
        }
        let validator = Validator(suite, policy: policy, now: now, using: crypto)
        tree = try validator.tree(Self.nodes(nodes, in: groupInfo), for: groupInfo)
        self.suite = suite
        self.context = context
        confirmationTag = groupInfo.confirmationTag
        interimTranscriptHash = TranscriptHash.interim(
            confirmed: context.confirmedTranscriptHash,
            confirmationTag: groupInfo.confirmationTag,
            suite,
            using: crypto
        )
    }

    private static func nodes(
        _ given: RatchetTreeNodes?,
        in groupInfo: GroupInfo
    ) throws(GroupInfoError) -> RatchetTreeNodes {
        if let given { return given }
        let nodes: RatchetTreeNodes?
        do throws(DecodeError) {
            nodes = try groupInfo.extensions.contents()
        } catch {
            throw .undecodableTree(error)
        }
        guard let nodes else { throw .missingTree }
        return nodes
    }

    init(
        suite: CipherSuite,
        context: GroupContext,
        tree: RatchetTree,
        confirmationTag: MAC,
        interimTranscriptHash: [UInt8]
    ) {
        self.suite = suite
        self.context = context
        self.tree = tree
        self.confirmationTag = confirmationTag
        self.interimTranscriptHash = interimTranscriptHash
    }

    /// The group's name.
    public var groupID: GroupID { context.groupID }

    /// The epoch.
    public var epoch: Epoch { context.epoch }

    /// The members, from the leftmost leaf.
    public var members: [Member] {
        tree.memberIndices.compactMap { index in
            tree.leaf(at: index).map { Member(leafIndex: index, leafNode: $0) }
        }
    }

    /// The proposals of this epoch that a commit may name.
    public var pendingProposals: [(reference: ProposalRef, proposal: SentProposal)] {
        pending.all
    }
}
