public import TandemCrypto

/// Why a handshake message was refused; the group is unchanged.
public enum PublicGroupError: Error, Equatable, Sendable {
    /// It is not of this group and epoch, or not its sender's.
    case invalidMessage(HandshakeError)
    /// Its proposal breaks a rule.
    case invalidProposal(ProposalListError)
    /// It is a commit that breaks a rule.
    case invalidCommit(CommitError)
    /// So many proposals wait for a commit that no more are kept.
    case tooManyProposals
    /// It was staged on another state than this. Stage it again.
    case stale
    /// The group was closed by a ReInit.
    case groupEnded
}

/// A handshake message that keeps the rules, not applied yet.
///
/// Only `PublicGroup.stage` makes one.
public enum StagedPublicMessage: Sendable {
    /// A proposal, to be kept until a commit names it.
    case proposal(StagedPublicProposal)
    /// A commit, which ends the epoch.
    case commit(StagedPublicCommit)
}

/// A proposal that keeps the rules, not kept yet.
public struct StagedPublicProposal: Sendable {
    /// The hash by which a commit names it.
    public let reference: ProposalRef
    /// The proposal and its sender.
    public let proposal: SentProposal
    /// The epoch that it belongs to.
    public let epoch: Epoch
    let interimTranscriptHash: [UInt8]
}

extension PublicGroup {
    /// Checks a handshake message; changes nothing.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - policy: The application's own rules.
    ///   - now: As for `Validator`.
    /// - Throws: The first rule that is broken.
    public func stage(
        _ message: PublicMessage,
        policy: some GroupPolicy,
        now: UInt64?,
        using crypto: some CryptoProvider
    ) throws(PublicGroupError) -> StagedPublicMessage {
        guard !hasEnded else { throw .groupEnded }
        let validator = Validator(suite, policy: policy, now: now, using: crypto)
        let handshake: VerifiedHandshake
        do throws(HandshakeError) {
            handshake = try validator.verify(
                message.authenticatedContent,
                from: tree,
                in: context
            )
        } catch {
            throw .invalidMessage(error)
        }
        switch message.content.content {
        case .commit: return .commit(try stageCommit(handshake, validator))
        case .proposal, .application:
            return .proposal(try stageProposal(handshake, validator))
        }
    }

    private func stageProposal(
        _ handshake: VerifiedHandshake,
        _ validator: Validator<some GroupPolicy, some CryptoProvider>
    ) throws(PublicGroupError) -> StagedPublicProposal {
        guard pending.count < Limits.pendingProposalCount else { throw .tooManyProposals }
        do throws(ProposalListError) {
            return StagedPublicProposal(
                reference: validator.crypto.makeProposalRef(suite, handshake.message),
                proposal: try validator.check(handshake, on: tree, in: context),
                epoch: epoch,
                interimTranscriptHash: interimTranscriptHash
            )
        } catch {
            throw .invalidProposal(error)
        }
    }

    private func stageCommit(
        _ handshake: VerifiedHandshake,
        _ validator: Validator<some GroupPolicy, some CryptoProvider>
    ) throws(PublicGroupError) -> StagedPublicCommit {
        do throws(CommitError) {
            return try validator.stage(
                handshake,
                on: tree,
                in: context,
                interimTranscriptHash: interimTranscriptHash,
                pending: { pending[$0] }
            )
        } catch {
            throw .invalidCommit(error)
        }
    }

    /// Keeps a proposal or enters the epoch that a commit begins.
    ///
    /// - Throws: As for the two kinds; the group is then unchanged.
    public mutating func apply(_ staged: StagedPublicMessage) throws(PublicGroupError) {
        switch staged {
        case .proposal(let proposal): try apply(proposal)
        case .commit(let commit): try apply(commit)
        }
    }

    /// Keeps a proposal until a commit names it or the epoch ends.
    ///
    /// - Throws: `stale` if it was staged on another state, `tooManyProposals` if others came in
    ///   between; the group is then unchanged.
    public mutating func apply(_ staged: StagedPublicProposal) throws(PublicGroupError) {
        guard staged.interimTranscriptHash == interimTranscriptHash else { throw .stale }
        guard pending.hasRoom(for: staged.proposal) else { throw .tooManyProposals }
        pending.insert(staged.proposal, as: staged.reference)
    }

    /// Enters the epoch that a commit begins.
    ///
    /// - Throws: `stale` if it was staged on another state; the group is then unchanged.
    public mutating func apply(_ staged: StagedPublicCommit) throws(PublicGroupError) {
        guard staged.oldInterimTranscriptHash == interimTranscriptHash else { throw .stale }
        context = staged.newContext
        tree = staged.newTree
        confirmationTag = staged.confirmationTag
        interimTranscriptHash = staged.interimTranscriptHash
        hasEnded = staged.change.proposals.reInit != nil
        pending.removeAll()
    }
}
