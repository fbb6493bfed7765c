import TandemBytes

/// A proposal with what is known of how it came.
public struct SentProposal: Hashable, Sendable {
    /// The proposal.
    public let proposal: Proposal
    /// Who proposed it: the committer itself for one that is in the commit in full.
    public let sender: Sender
    /// Whether it was sent before, and the commit names it by its hash.
    public let isReferenced: Bool

    /// Holds the three.
    public init(proposal: Proposal, sender: Sender, isReferenced: Bool) {
        self.proposal = proposal
        self.sender = sender
        self.isReferenced = isReferenced
    }
}

/// Proposals that may stand together in one commit, by what they do.
///
/// What depends on the group's members is checked when the list is applied.
///
/// Source: RFC 9420 §12.2, §12.3.
public struct ProposalList: Sendable {
    /// All of them, in the commit's order.
    public let all: [SentProposal]
    /// The new leaves of members, by their places.
    public private(set) var updates: [Member] = []
    /// The places of the members to be removed.
    public private(set) var removes: [LeafIndex] = []
    /// The key packages of clients to be added.
    public private(set) var adds: [KeyPackage] = []
    /// The pre-shared keys to be mixed in.
    public private(set) var psks: [PreSharedKeyID] = []
    /// The group's new extensions; `nil` leaves them as they are.
    public private(set) var groupContextExtensions: [Extension]?
    /// The group that shall replace this one.
    public private(set) var reInit: ReInit?
    /// The encapsulated init secret of a client that joins by this commit.
    public private(set) var externalInit: [UInt8]?
    /// The types of proposals for private use.
    public private(set) var customTypes: [ProposalType] = []

    /// Whether there is none.
    public var isEmpty: Bool { all.isEmpty }

    /// Sorts the proposals of a commit and checks that they may stand together.
    ///
    /// - Parameters:
    ///   - proposals: The proposals, in the commit's order.
    ///   - committer: Who commits.
    ///   - nonceByteCount: The length that the nonces of pre-shared keys must have: the suite's `Nh`.
    ///   - isFounding: Whether the commit founds a group that replaces or branches off another, so
    ///     that it may mix in the other's resumption secret.
    /// - Throws: The first rule that is broken.
    ///
    /// Source: RFC 9420 §12.2.
    public init(
        _ proposals: [SentProposal],
        committer: Sender,
        nonceByteCount: Int,
        isFounding: Bool = false
    ) throws(ProposalListError) {
        all = proposals
        for sent in proposals {
            try Self.checkSender(of: sent)
            try sort(sent, committer: committer)
        }
        try checkLeaves()
        try checkPSKs(nonceByteCount: nonceByteCount, isFounding: isFounding)
        if committer == .newMemberCommit {
            try checkExternal()
        }
    }

    private mutating func sort(
        _ sent: SentProposal,
        committer: Sender
    ) throws(ProposalListError) {
        switch sent.proposal {
        case .add(let keyPackage): adds.append(keyPackage)
        case .update(let leaf):
            guard sent.sender != committer else { throw .updateByCommitter }
            guard case .member(let index) = sent.sender else { throw .notAllowedForSender }
            updates.append(Member(leafIndex: index, leafNode: leaf))
        case .remove(let index):
            guard committer != .member(index) else { throw .removesCommitter }
            removes.append(index)
        case .preSharedKey(let psk): psks.append(psk)
        case .reInit(let reInit):
            guard all.count == 1 else { throw .reInitNotAlone }
            self.reInit = reInit
        case .externalInit(let kemOutput):
            guard externalInit == nil else { throw .severalExternalInits }
            externalInit = kemOutput
        case .groupContextExtensions(let extensions):
            guard groupContextExtensions == nil else { throw .severalGroupContextExtensions }
            guard extensions.haveUniqueTypes else { throw .duplicateExtension }
            groupContextExtensions = extensions
        case .custom(let type, _): customTypes.append(type)
        }
    }
}

// MARK: - Rules

extension ProposalList {
    /// Whether a sender of this kind may propose this at all.
    ///
    /// Source: RFC 9420 §12.1.8.
    static func checkSender(of sent: SentProposal) throws(ProposalListError) {
        switch (sent.sender, sent.proposal) {
        case (.newMemberCommit, _) where !sent.isReferenced: break
        case (.member, .externalInit), (.newMemberCommit, _): throw .notAllowedForSender
        case (.member, _), (.newMemberProposal, .add): break
        case (.external, .add), (.external, .remove), (.external, .preSharedKey),
            (.external, .reInit), (.external, .groupContextExtensions), (.external, .custom):
            break
        case (.external, .update), (.external, .externalInit), (.newMemberProposal, _):
            throw .notAllowedForSender
        }
    }

    private func checkLeaves() throws(ProposalListError) {
        var seen = Set<LeafIndex>()
        for index in updates.map({ $0.leafIndex }) + removes {
            guard seen.insert(index).inserted else { throw .severalChangesOfOneLeaf(index) }
        }
    }

    private func checkPSKs(
        nonceByteCount: Int,
        isFounding: Bool
    ) throws(ProposalListError) {
        var seen = Set<[UInt8]>()
        for psk in psks {
            guard psk.nonce.count == nonceByteCount else { throw .invalidPSK }
            if case .resumption(let usage, _, _) = psk.key, usage != .application, !isFounding {
                throw .invalidPSK
            }
            guard seen.insert(psk.encoded).inserted else { throw .duplicatePSK }
        }
    }

    /// Source: RFC 9420 §12.2, §12.4.3.2.
    private func checkExternal() throws(ProposalListError) {
        guard externalInit != nil else { throw .missingExternalInit }
        guard removes.count <= 1, updates.isEmpty, adds.isEmpty, reInit == nil,
            groupContextExtensions == nil, customTypes.isEmpty,
            all.allSatisfy({ !$0.isReferenced })
        else { throw .notAllowedForSender }
    }
}
