public import MLSWire
import TandemBytes
public import TandemCrypto

extension GroupState {
    /// Joins a group by a Welcome.
    ///
    /// Lifetimes are not judged: nobody joins late because another's key package expired since.
    ///
    /// - Parameters:
    ///   - bundle: The key package that the Welcome is for; a failed join does not use it up.
    ///   - identity: The device that published the key package.
    ///   - ratchetTree: The tree, if the Welcome does not carry it; checked like that one.
    ///   - psks: Keys that the Welcome may ask for.
    ///
    /// Source: RFC 9420 §12.4.3.1.
    public static func join(
        welcome: Welcome,
        bundle: KeyPackageBundle,
        identity: ClientIdentity,
        ratchetTree: RatchetTree?,
        psks: PSKStore = PSKStore(),
        policy: some GroupPolicy,
        provider: some CryptoProvider
    ) throws(JoinError) -> GroupState {
        try joinNamingSigner(
            welcome: welcome,
            bundle: bundle,
            identity: identity,
            ratchetTree: ratchetTree,
            psks: psks,
            policy: policy,
            provider: provider
        ).group
    }

    /// Joins a group as `join` does.
    ///
    /// - Returns: The group, and the leaf that vouches for what it is at this epoch.
    public static func joinNamingSigner(
        welcome: Welcome,
        bundle: KeyPackageBundle,
        identity: ClientIdentity,
        ratchetTree: RatchetTree?,
        psks: PSKStore = PSKStore(),
        policy: some GroupPolicy,
        provider: some CryptoProvider
    ) throws(JoinError) -> (group: GroupState, signer: LeafIndex) {
        guard bundle.keyPackage.leafNode.signatureKey == identity.signatureKey else {
            throw .wrongIdentity
        }
        guard welcome.cipherSuite == bundle.keyPackage.cipherSuite,
            let suite = welcome.cipherSuite.known
        else { throw .notForThisKeyPackage }
        let secrets = try welcome.groupSecrets(for: bundle, suite, provider)
        let resolved = try resolve(secrets.psks, in: psks, suite)
        let member = JoinerSecret(received: secrets.joinerSecret).memberSecret(
            pskSecret: provider.pskSecret(suite, resolved),
            suite: suite,
            provider: provider
        )
        let info = try welcome.groupInfo(
            openedBy: member.welcomeSecret(provider: provider),
            provider
        )
        try checkResumption(secrets.psks, info.groupContext)
        let verified = try VerifiedGroupInfo(
            info,
            ratchetTree: ratchetTree,
            suite: suite,
            policy: policy,
            provider: provider
        )
        let privateTree = try privateTree(
            of: bundle,
            pathSecret: secrets.pathSecret,
            verified,
            suite,
            provider
        )
        let epochSecrets = member.epochSecret(
            groupContext: info.groupContext.encoded,
            provider: provider
        ).derive(suite: suite, provider: provider)
        let tag = epochSecrets.confirmationTag(
            for: info.groupContext,
            suite: suite,
            provider: provider
        )
        guard tag == info.confirmationTag else { throw .unauthenticated }
        let group = GroupState(
            current: EpochState(
                secrets: epochSecrets,
                context: info.groupContext,
                tree: verified.tree,
                privateTree: privateTree,
                confirmationTag: tag,
                suite: suite,
                provider: provider
            )
        )
        return (group, info.signer)
    }

    /// Finds the pre-shared keys that a Welcome names.
    private static func resolve(
        _ ids: [PreSharedKeyID],
        in store: PSKStore,
        _ suite: CipherSuite
    ) throws(JoinError) -> [IdentifiedPSK] {
        var resolved: [IdentifiedPSK] = []
        for id in ids {
            guard id.nonce.count == suite.hash.byteCount else { throw .invalidPSKs }
            guard let secret = store.secret(for: id) else { throw .missingPSK(id) }
            resolved.append(IdentifiedPSK(id: id, secret: secret))
        }
        guard Set(ids.map { $0.encoded }).count == ids.count else { throw .invalidPSKs }
        return resolved
    }

    /// A group that continues another begins with one secret of it, in its first epoch.
    ///
    /// Source: RFC 9420 §12.4.3.1, §11.2, §11.3.
    private static func checkResumption(
        _ ids: [PreSharedKeyID],
        _ context: GroupContext
    ) throws(JoinError) {
        let continued = ids.filter { $0.continuesGroup }
        guard !continued.isEmpty else { return }
        guard continued.count == 1, context.epoch == Epoch(rawValue: 1) else {
            throw .invalidPSKs
        }
    }

    private static func privateTree(
        of bundle: KeyPackageBundle,
        pathSecret: SecretBytes?,
        _ verified: VerifiedGroupInfo,
        _ suite: CipherSuite,
        _ provider: some CryptoProvider
    ) throws(JoinError) -> PrivateTree {
        let leaf = verified.tree.memberIndices.first {
            verified.tree.leaf(at: $0) == bundle.keyPackage.leafNode
        }
        guard let leaf else { throw .notForThisKeyPackage }
        let own = PrivateTree(leaf: leaf, leafPrivateKey: bundle.encryptionPrivateKey)
        guard let pathSecret else { return own }
        do throws(TreeKEMError) {
            return try own.receive(
                welcomeSecret: PathSecret(pathSecret),
                from: verified.info.signer,
                in: verified.tree,
                suite: suite,
                provider: provider
            )
        } catch {
            throw .unauthenticated
        }
    }
}

extension Welcome {
    /// Decrypts the secrets that are for one key package.
    fileprivate func groupSecrets(
        for bundle: KeyPackageBundle,
        _ suite: CipherSuite,
        _ provider: some CryptoProvider
    ) throws(JoinError) -> GroupSecrets {
        guard let entry = secrets.first(where: { $0.newMember == bundle.reference }) else {
            throw .notForThisKeyPackage
        }
        var plaintext: [UInt8]
        do throws(CryptoError) {
            plaintext = try provider.decryptWithLabel(
                suite,
                privateKey: bundle.initPrivateKey,
                label: Labels.welcome,
                context: encryptedGroupInfo,
                entry.encryptedGroupSecrets
            )
        } catch {
            throw .undecryptable
        }
        defer { wipe(&plaintext) }
        do throws(DecodeError) {
            return try GroupSecrets(exactly: plaintext)
        } catch {
            throw .undecodable(error)
        }
    }

    /// Decrypts the GroupInfo.
    fileprivate func groupInfo(
        openedBy secret: consuming WelcomeSecret,
        _ provider: some CryptoProvider
    ) throws(JoinError) -> GroupInfo {
        let plaintext: [UInt8]
        do throws(CryptoError) {
            plaintext = try secret.open(
                encryptedGroupInfo: encryptedGroupInfo,
                provider: provider
            )
        } catch {
            throw .undecryptable
        }
        do throws(DecodeError) {
            return try GroupInfo(exactly: plaintext)
        } catch {
            throw .undecodable(error)
        }
    }
}

extension PreSharedKeyID {
    /// Whether the key makes a group the successor or a branch of another.
    var continuesGroup: Bool {
        switch key {
        case .external, .resumption(.application, _, _): false
        case .resumption(.reInit, _, _), .resumption(.branch, _, _): true
        }
    }
}
