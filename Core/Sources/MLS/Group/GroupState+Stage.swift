import MLSWire
import TandemBytes
import TandemCrypto

// How a commit of another member becomes the next epoch:
//
//     VerifiedHandshake ──▶ StagedPublicCommit ──▶ path, secrets, tag ──▶ StagedCommit
//          (signed)          (keeps the rules)        (knows the keys)

extension GroupState {
    /// Verifies a commit and derives the epoch that it begins.
    ///
    /// Source: RFC 9420 §12.4.2.
    func stage<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ handshake: VerifiedHandshake,
        psks: PSKStore,
        validator: Validator<Policy, Provider>
    ) throws(ProcessError) -> StagedCommit {
        let commit = try stagePublicly(handshake, validator)
        let isRemoved = commit.change.removed.contains { $0.leafIndex == ownLeafIndex }
        guard !isRemoved else {
            return StagedCommit(
                change: commit.change,
                newContext: commit.newContext,
                next: nil
            )
        }
        let next = try nextEpoch(after: commit, psks, validator.crypto)
        return StagedCommit(change: commit.change, newContext: commit.newContext, next: next)
    }

    private func stagePublicly<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ handshake: VerifiedHandshake,
        _ validator: Validator<Policy, Provider>
    ) throws(ProcessError) -> StagedPublicCommit {
        do throws(CommitError) {
            return try validator.stage(
                handshake,
                on: tree,
                in: context,
                interimTranscriptHash: current.interimTranscriptHash,
                pending: sentProposal
            )
        } catch {
            if case .invalidProposals(.unknownReference(let reference)) = error {
                throw .missingProposal(reference)
            }
            throw .invalidCommit(error)
        }
    }

    private func nextEpoch(
        after commit: StagedPublicCommit,
        _ psks: PSKStore,
        _ provider: some CryptoProvider
    ) throws(ProcessError) -> EpochState {
        let received = try receivePath(of: commit, provider)
        let context = commit.newContext
        let derived = EpochTransition(
            suite: suite,
            initSecret: try initSecret(for: commit, provider),
            commitSecret: received.commitSecret,
            psks: try secrets(of: commit.change.proposals.psks, psks),
            context: context
        ).derive(provider: provider)
        let tag = derived.secrets.confirmationTag(
            for: context,
            suite: suite,
            provider: provider
        )
        guard tag == commit.confirmationTag else { throw .unauthenticated }
        return EpochState(
            secrets: derived.secrets,
            context: context,
            tree: commit.newTree,
            privateTree: received.privateTree,
            confirmationTag: tag,
            suite: suite,
            provider: provider
        )
    }

    /// The secret that the new epoch continues: this epoch's, or an external joiner's choice.
    private func initSecret(
        for commit: StagedPublicCommit,
        _ provider: some CryptoProvider
    ) throws(ProcessError) -> SecretBytes {
        guard let kemOutput = commit.change.proposals.externalInit else {
            return current.secrets.initial
        }
        do throws(CryptoError) {
            return try provider.receiveExternalInit(
                suite,
                externalSecret: current.secrets.external,
                kemOutput: kemOutput
            )
        } catch {
            throw .unusablePath
        }
    }

    private func receivePath(
        of commit: StagedPublicCommit,
        _ provider: some CryptoProvider
    ) throws(ProcessError) -> ReceivedPath {
        let own = try ownKeys(after: commit)
        guard let path = commit.path, let committer = commit.change.newCommitter else {
            return ReceivedPath(privateTree: own, commitSecret: .zeros(suite))
        }
        do throws(TreeKEMError) {
            return try own.receive(
                path,
                from: committer.leafIndex,
                in: commit.newTree,
                added: Set(commit.change.added.map { $0.leafIndex }),
                groupContext: commit.change.newContext.encoded,
                suite: suite,
                provider: provider
            )
        } catch {
            throw .unusablePath
        }
    }

    /// The private keys that the proposals leave: what was blanked is forgotten, and an own Update
    /// replaces the leaf's key.
    private func ownKeys(after commit: StagedPublicCommit) throws(ProcessError) -> PrivateTree {
        let update = commit.change.updated.first { $0.new.leafIndex == ownLeafIndex }
        guard let update else {
            var kept = current.privateTree
            kept.forgetBlankNodes(of: commit.newTree)
            return kept
        }
        let pending = pendingProposals.all.first {
            $0.proposal == .update(update.new.leafNode)
        }
        guard let key = pending?.updatePrivateKey else { throw .unusablePath }
        return PrivateTree(leaf: ownLeafIndex, leafPrivateKey: key)
    }

    /// The pre-shared keys of a commit: own resumption secrets, or what the caller has.
    private func secrets(
        of ids: [PreSharedKeyID],
        _ store: PSKStore
    ) throws(ProcessError) -> [IdentifiedPSK] {
        var found: [IdentifiedPSK] = []
        for id in ids {
            guard let secret = secret(for: id, store) else { throw .missingPSK(id) }
            found.append(IdentifiedPSK(id: id, secret: secret))
        }
        return found
    }
}

extension GroupState {
    /// The proposal of this epoch with a hash.
    func sentProposal(_ reference: ProposalRef) -> SentProposal? {
        pendingProposals[reference].map {
            SentProposal(proposal: $0.proposal, sender: $0.sender, isReferenced: true)
        }
    }

    /// A pre-shared key: a resumption secret of this group, or what the caller has.
    ///
    /// Source: RFC 9420 §8.4: a resumption secret is named by its group and its epoch.
    func secret(for id: PreSharedKeyID, _ store: PSKStore) -> SecretBytes? {
        if case .resumption(_, let named, let epoch) = id.key, named == groupID,
            let own = resumptionSecret(of: epoch)
        {
            return own
        }
        return store.secret(for: id)
    }
}
