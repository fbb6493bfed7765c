public import MLSWire
import TandemBytes
public import TandemCrypto

extension GroupState {
    /// Makes the commit by which a client joins a group without being invited, or comes back after
    /// it lost its state.
    ///
    /// - Parameters:
    ///   - groupInfo: A recent statement of the group, with its external key.
    ///   - ratchetTree: The tree, if the GroupInfo does not carry it; checked like that one.
    ///   - replacing: The own leaf of before, when the client comes back.
    ///   - now: The time, in seconds since 1970.
    /// - Returns: The commit; its `nextState` is the joined group once the commit is accepted.
    ///
    /// Source: RFC 9420 §12.4.3.2.
    public static func joinExternally<Policy: GroupPolicy, Provider: CryptoProvider>(
        groupInfo: GroupInfo,
        ratchetTree: RatchetTree?,
        identity: ClientIdentity,
        replacing: LeafIndex?,
        policy: Policy,
        now: UInt64,
        provider: Provider
    ) throws(JoinError) -> PendingCommit {
        guard let suite = groupInfo.groupContext.cipherSuite.known else {
            throw .unsupportedParameters
        }
        let verified = try VerifiedGroupInfo(
            groupInfo,
            ratchetTree: ratchetTree,
            suite: suite,
            policy: policy,
            provider: provider
        )
        let external = try externalInit(verified, suite, provider)
        let validator = Validator(suite, policy: policy, now: now, using: provider)
        let draft = try draft(
            verified,
            externalInit: external,
            replacing: replacing,
            identity: identity,
            validator
        )
        do throws(CryptoError) {
            let finished = try draft.finish(identity: identity, provider: provider)
            let message = PublicMessage(
                content: finished.message.content,
                auth: finished.message.auth,
                membershipTag: nil
            )
            return PendingCommit(
                message: MLSMessage.publicMessage(message).encoded,
                welcome: nil,
                groupInfo: finished.groupInfo,
                nextState: GroupState(current: finished.next),
                baseEpoch: groupInfo.groupContext.epoch
            )
        } catch {
            throw .wrongIdentity
        }
    }

    private static func externalInit(
        _ verified: VerifiedGroupInfo,
        _ suite: CipherSuite,
        _ provider: some CryptoProvider
    ) throws(JoinError) -> HPKEExport {
        let externalPub: ExternalPub?
        do throws(DecodeError) {
            externalPub = try verified.info.extensions.contents()
        } catch {
            throw .undecodable(error)
        }
        guard let externalPub else { throw .noExternalKey }
        do throws(CryptoError) {
            return try provider.sendExternalInit(
                suite,
                externalPublicKey: externalPub.externalPub.bytes
            )
        } catch {
            throw .noExternalKey
        }
    }

    private static func draft<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ verified: VerifiedGroupInfo,
        externalInit: HPKEExport,
        replacing: LeafIndex?,
        identity: ClientIdentity,
        _ validator: Validator<Policy, Provider>
    ) throws(JoinError) -> CommitDraft {
        let context = verified.info.groupContext
        var proposals = [Proposal.externalInit(kemOutput: externalInit.encapsulated)]
        if let replacing { proposals.append(.remove(replacing)) }
        let items = proposals.map { ProposalOrRef.proposal($0) }
        let change = try externalChange(items, verified, validator)
        guard let epoch = context.epoch.next else { throw .invalidCommit(.groupEnded) }
        var newContext = change.newContext
        newContext.epoch = epoch
        var tree = change.newTree
        // Holds the place; the path puts the signed leaf with its keys there.
        let place = tree.add(identity.unsignedLeaf(encryptionKey: [], source: .update))
        guard let place else { throw .invalidCommit(.invalidProposals(.groupFull)) }
        return CommitDraft(
            baseContext: context,
            interimTranscriptHash: TranscriptHash.interim(
                confirmed: context.confirmedTranscriptHash,
                confirmationTag: verified.info.confirmationTag,
                validator.suite,
                using: validator.crypto
            ),
            initSecret: externalInit.secret,
            sender: .newMemberCommit,
            committer: place,
            proposals: items,
            psks: [],
            added: [],
            newContext: newContext,
            tree: tree,
            privateTree: nil,
            needsPath: true,
            leafExtensions: nil,
            treeInWelcome: false,
            authenticatedData: [],
            wireFormat: .publicMessage,
            suite: validator.suite
        )
    }

    private static func externalChange<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ items: [ProposalOrRef],
        _ verified: VerifiedGroupInfo,
        _ validator: Validator<Policy, Provider>
    ) throws(JoinError) -> GroupChange {
        let sender = Sender.newMemberCommit
        do throws(ProposalListError) {
            let list = try validator.proposals(
                of: Commit(proposals: items, path: nil),
                by: sender,
                pending: { _ in nil }
            )
            return try validator.apply(
                list,
                by: sender,
                to: verified.tree,
                in: verified.info.groupContext
            )
        } catch {
            throw .invalidCommit(.invalidProposals(error))
        }
    }
}
