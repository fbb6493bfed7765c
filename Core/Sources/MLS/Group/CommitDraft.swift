import MLSWire
import TandemBytes
import TandemCrypto

/// An own commit whose changes are settled: what is left is the path, the secrets and the framing.
///
///     draft ── path ──▶ tree hash ── sign ──▶ transcript ──▶ secrets ──▶ tag, Welcome, GroupInfo
///
/// Source: RFC 9420 §12.4.1, §12.4.3.2.
struct CommitDraft {
    /// The epoch that ends: what the commit is signed and framed for.
    let baseContext: GroupContext
    /// What its transcript ends with.
    let interimTranscriptHash: [UInt8]
    /// The init secret to go on from.
    let initSecret: SecretBytes

    let sender: Sender
    let committer: LeafIndex
    let proposals: [ProposalOrRef]
    let psks: [IdentifiedPSK]
    let added: [(index: LeafIndex, keyPackage: KeyPackage)]

    /// The context of the new epoch, without tree hash and transcript hash.
    let newContext: GroupContext
    /// The tree with all proposals applied, but without the path.
    let tree: RatchetTree
    /// The private keys before the commit; `nil` for a newcomer, who must have a path.
    let privateTree: PrivateTree?

    let needsPath: Bool
    let leafExtensions: [Extension]?
    let treeInWelcome: Bool
    let authenticatedData: [UInt8]
    let wireFormat: WireFormat
    let suite: CipherSuite
}

/// A finished commit, not framed yet.
struct FinishedCommit {
    let message: AuthenticatedContent
    let welcome: Welcome?
    let groupInfo: GroupInfo
    let next: EpochState
}

extension CommitDraft {
    /// Makes the path, derives the secrets, and signs.
    ///
    /// - Throws: `malformedInput` if a public key is malformed or the identity's key is not of the
    ///   suite.
    func finish(
        identity: ClientIdentity,
        provider: some CryptoProvider
    ) throws(CryptoError) -> FinishedCommit {
        var tree = tree
        let path = try needsPath ? makePath(in: &tree, identity, provider) : nil
        var context = newContext
        context.treeHash = tree.treeHash(suite.hash, using: provider)
        var message = try signedCommit(
            path: path?.sealed(
                in: tree,
                excluding: Set(added.map { $0.index }),
                groupContext: context.encoded,
                provider: provider
            ),
            identity,
            provider
        )
        context.confirmedTranscriptHash = TranscriptHash.confirmed(
            after: message,
            interim: interimTranscriptHash,
            suite,
            using: provider
        )
        let derived = EpochTransition(
            suite: suite,
            initSecret: initSecret,
            commitSecret: path?.commitSecret ?? .zeros(suite),
            psks: psks,
            context: context
        ).derive(provider: provider)
        let tag = derived.secrets.confirmationTag(
            for: context,
            suite: suite,
            provider: provider
        )
        message.auth.confirmationTag = tag
        let next = EpochState(
            secrets: derived.secrets,
            context: context,
            tree: tree,
            privateTree: try ownKeys(after: path, in: tree),
            confirmationTag: tag,
            suite: suite,
            provider: provider
        )
        let groupInfo = try next.publishedGroupInfo(
            withTree: false,
            identity: identity,
            provider: provider
        )
        let welcome = try welcome(
            derived: derived,
            path: path,
            next: next,
            groupInfo: groupInfo,
            identity,
            provider
        )
        return FinishedCommit(
            message: message,
            welcome: welcome,
            groupInfo: groupInfo,
            next: next
        )
    }

    private func makePath(
        in tree: inout RatchetTree,
        _ identity: ClientIdentity,
        _ provider: some CryptoProvider
    ) throws(CryptoError) -> NewPath {
        try NewPath.create(in: &tree, leaf: committer, suite: suite, provider: provider) {
            encryptionKey,
            source throws(CryptoError) in
            try identity.signed(
                identity.unsignedLeaf(
                    encryptionKey: encryptionKey,
                    source: source,
                    extensions: leafExtensions
                ),
                in: baseContext.groupID,
                at: committer,
                suite: suite,
                provider: provider
            )
        }
    }

    private func signedCommit(
        path: UpdatePath?,
        _ identity: ClientIdentity,
        _ provider: some CryptoProvider
    ) throws(CryptoError) -> AuthenticatedContent {
        let content = FramedContent(
            groupID: baseContext.groupID,
            epoch: baseContext.epoch,
            sender: sender,
            authenticatedData: authenticatedData,
            content: .commit(Commit(proposals: proposals, path: path))
        )
        return try content.signed(
            wireFormat: wireFormat,
            context: baseContext,
            identity: identity,
            suite: suite,
            provider: provider
        )
    }

    private func ownKeys(
        after path: NewPath?,
        in tree: RatchetTree
    ) throws(CryptoError) -> PrivateTree {
        if let path { return path.privateTree }
        guard var kept = privateTree else { throw .malformedInput }
        kept.forgetBlankNodes(of: tree)
        return kept
    }
}

// MARK: - Welcome

extension CommitDraft {
    private func welcome(
        derived: consuming DerivedEpoch,
        path: NewPath?,
        next: EpochState,
        groupInfo: GroupInfo,
        _ identity: ClientIdentity,
        _ provider: some CryptoProvider
    ) throws(CryptoError) -> Welcome? {
        guard !added.isEmpty else { return nil }
        // The same statement serves both, unless the Welcome's must carry the tree.
        let info =
            treeInWelcome
            ? try next.groupInfo(
                extensions: [],
                withTree: true,
                identity: identity,
                provider: provider
            )
            : groupInfo
        let joiner = derived.joiner
        let sealedInfo = try derived.welcome.seal(groupInfo: info.encoded, provider: provider)
        var secrets: [EncryptedGroupSecrets] = []
        secrets.reserveCapacity(added.count)
        for (index, keyPackage) in added {
            let own = GroupSecrets(
                joinerSecret: joiner,
                pathSecret: path?.secret(sharedWith: index)?.bytes,
                psks: psks.map { $0.id }
            )
            secrets.append(try seal(own, to: keyPackage, sealedInfo, provider))
        }
        return Welcome(
            cipherSuite: CipherSuiteNumber(suite),
            secrets: secrets,
            encryptedGroupInfo: sealedInfo
        )
    }

    private func seal(
        _ secrets: GroupSecrets,
        to keyPackage: KeyPackage,
        _ sealedInfo: [UInt8],
        _ provider: some CryptoProvider
    ) throws(CryptoError) -> EncryptedGroupSecrets {
        var plaintext = secrets.encoded
        defer { wipe(&plaintext) }
        return EncryptedGroupSecrets(
            newMember: provider.makeKeyPackageRef(suite, keyPackage),
            encryptedGroupSecrets: try provider.encryptWithLabel(
                suite,
                publicKey: keyPackage.initKey,
                label: Labels.welcome,
                context: sealedInfo,
                plaintext
            )
        )
    }
}
