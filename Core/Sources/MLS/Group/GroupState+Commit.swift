public import MLSWire
import TandemBytes
public import TandemCrypto

extension GroupState {
    /// Makes a commit, and the group as it will be when the commit is accepted.
    ///
    /// This state stays in its epoch; it changes only for a private message, which uses up one of
    /// its generations. The result is stored before the commit is sent.
    ///
    /// - Parameters:
    ///   - psks: Secrets for `request.psks`, and for pending proposals that ask for one.
    ///   - now: The time, in seconds since 1970, by which key packages must be valid.
    ///
    /// Source: RFC 9420 §12.4.1.
    public mutating func commit<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ request: CommitRequest,
        identity: ClientIdentity,
        psks: PSKStore = PSKStore(),
        policy: Policy,
        now: UInt64,
        provider: Provider
    ) throws(CommitCreationError) -> PendingCommit {
        guard !isRemoved else { throw .removed }
        guard successor == nil else { throw .groupEnded }
        guard isOwn(identity) else { throw .wrongIdentity }
        let validator = Validator(suite, policy: policy, now: now, using: provider)
        let plan = try plan(request, psks: psks, validator)
        let draft = try draft(plan, request, psks, needsPath: validator.requiresPath)
        let finished: FinishedCommit
        do throws(CryptoError) {
            finished = try draft.finish(identity: identity, provider: provider)
        } catch {
            throw .malformedKey
        }
        return PendingCommit(
            message: try framed(finished.message, provider),
            welcome: finished.welcome,
            groupInfo: finished.groupInfo,
            nextState: advanced(to: finished.next, by: plan.change),
            baseEpoch: epoch
        )
    }

    private func draft(
        _ plan: CommitPlan,
        _ request: CommitRequest,
        _ psks: PSKStore,
        needsPath: (ProposalList) -> Bool
    ) throws(CommitCreationError) -> CommitDraft {
        let list = plan.change.proposals
        return CommitDraft(
            baseContext: context,
            interimTranscriptHash: current.interimTranscriptHash,
            initSecret: current.secrets.initial,
            sender: .member(ownLeafIndex),
            committer: ownLeafIndex,
            proposals: plan.proposals,
            psks: try identified(list.psks, psks),
            added: zip(plan.change.added, list.adds).map { ($0.leafIndex, $1) },
            newContext: plan.change.newContext,
            tree: plan.change.newTree,
            privateTree: current.privateTree,
            needsPath: request.forcePath || request.newLeafExtensions != nil || needsPath(list),
            leafExtensions: request.newLeafExtensions,
            treeInWelcome: request.treeInWelcome,
            authenticatedData: request.authenticatedData,
            wireFormat: request.framing.wireFormat,
            suite: suite
        )
    }

    private func identified(
        _ ids: [PreSharedKeyID],
        _ store: PSKStore
    ) throws(CommitCreationError) -> [IdentifiedPSK] {
        var found: [IdentifiedPSK] = []
        for id in ids {
            guard let secret = secret(for: id, store) else { throw .missingPSK(id) }
            found.append(IdentifiedPSK(id: id, secret: secret))
        }
        return found
    }

    private mutating func framed(
        _ message: AuthenticatedContent,
        _ provider: some CryptoProvider
    ) throws(CommitCreationError) -> [UInt8] {
        do throws(OpenError) {
            return try framedBytes(of: message, provider: provider)
        } catch {
            throw .exhausted
        }
    }

    /// Frames a signed message as its wire format says.
    ///
    /// - Throws: `tooFarAhead` if it is private and no generation is left.
    mutating func framedBytes(
        of message: AuthenticatedContent,
        provider: some CryptoProvider
    ) throws(OpenError) -> [UInt8] {
        switch message.wireFormat {
        case .privateMessage: return try sealed(message, provider: provider)
        case .publicMessage, .welcome, .groupInfo, .keyPackage:
            // Absent for application data only, which is never framed here.
            let framed = current.cipher.publicMessage(message, provider: provider)
            guard let framed else { throw .undecryptable }
            return MLSMessage.publicMessage(framed).encoded
        }
    }
}

extension CommitRequest.Framing {
    /// The format on the wire.
    var wireFormat: WireFormat {
        switch self {
        case .publicMessage: .publicMessage
        case .privateMessage: .privateMessage
        }
    }
}
