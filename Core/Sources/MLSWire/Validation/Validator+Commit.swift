import TandemCrypto

extension Validator {
    /// Checks all of a commit that needs no secret and stages the state that it leads to.
    ///
    /// - Parameters:
    ///   - handshake: The commit.
    ///   - tree: The tree of the epoch that it ends.
    ///   - context: The context of that epoch.
    ///   - interimTranscriptHash: The hash that the commit continues.
    ///   - pending: The proposal of this epoch with a hash, and its sender.
    /// - Throws: The first rule that is broken.
    ///
    /// Source: RFC 9420 §12.4.2.
    public func stage(
        _ handshake: VerifiedHandshake,
        on tree: RatchetTree,
        in context: GroupContext,
        interimTranscriptHash: [UInt8],
        pending: (ProposalRef) -> SentProposal?
    ) throws(CommitError) -> StagedPublicCommit {
        let message = handshake.message
        guard case .commit(let commit) = message.content.content,
            let confirmationTag = message.auth.confirmationTag
        else { throw .notACommit }
        let change = try change(
            by: commit,
            from: message.content.sender,
            tree,
            context,
            pending: pending
        )
        let confirmed = TranscriptHash.confirmed(
            after: message,
            interim: interimTranscriptHash,
            suite,
            using: crypto
        )
        return StagedPublicCommit(
            change: change,
            path: commit.path,
            confirmedTranscriptHash: confirmed,
            confirmationTag: confirmationTag,
            oldInterimTranscriptHash: interimTranscriptHash,
            interimTranscriptHash: TranscriptHash.interim(
                confirmed: confirmed,
                confirmationTag: confirmationTag,
                suite,
                using: crypto
            )
        )
    }

    private func change(
        by commit: Commit,
        from sender: Sender,
        _ tree: RatchetTree,
        _ context: GroupContext,
        pending: (ProposalRef) -> SentProposal?
    ) throws(CommitError) -> GroupChange {
        var change: GroupChange
        do throws(ProposalListError) {
            let proposals = try proposals(of: commit, by: sender, pending: pending)
            change = try apply(proposals, by: sender, to: tree, in: context)
        } catch {
            throw .invalidProposals(error)
        }
        if let path = commit.path {
            do throws(UpdatePathError) {
                try merge(path, into: &change)
            } catch {
                throw .invalidPath(error)
            }
        } else if requiresPath(change.proposals) {
            throw .missingPath
        }
        try finish(&change)
        return change
    }

    /// Fills in the new epoch and tree hash, and asks the policy.
    ///
    /// For a committer too, before it seals its path and again with the tree that has it.
    ///
    /// - Throws: `groupEnded`, or `unauthorized`.
    public func finish(_ change: inout GroupChange) throws(CommitError) {
        guard let epoch = change.oldContext.epoch.next else { throw .groupEnded }
        change.newContext.epoch = epoch
        change.newContext.treeHash = change.newTree.treeHash(suite.hash, using: crypto)
        guard policy.authorizes(change) else { throw .unauthorized }
    }
}
