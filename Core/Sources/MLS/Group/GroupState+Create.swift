public import MLSWire
import TandemBytes
public import TandemCrypto

extension GroupState {
    /// Creates a group of one member.
    ///
    /// - Parameters:
    ///   - groupID: A name that no other group at the delivery service has; better random.
    ///   - extensions: The group context's extensions.
    /// - Throws: `malformedInput` if the identity's signature key is not of the suite.
    ///
    /// Source: RFC 9420 §11.
    public static func create(
        groupID: GroupID,
        suite: CipherSuite,
        identity: ClientIdentity,
        extensions: [Extension],
        provider: some CryptoProvider
    ) throws(CryptoError) -> GroupState {
        let leafIndex = LeafIndex(rawValue: 0)
        let keyPair = provider.generateKEMKeyPair(suite.kem)
        // As after a commit with a path, whose parent hash is empty in a tree without parents.
        let leaf = try identity.signed(
            identity.unsignedLeaf(
                encryptionKey: keyPair.publicKey,
                source: .commit(parentHash: [])
            ),
            in: groupID,
            at: leafIndex,
            suite: suite,
            provider: provider
        )
        var tree = RatchetTree(leaf)
        let context = GroupContext(
            cipherSuite: CipherSuiteNumber(suite),
            groupID: groupID,
            epoch: Epoch(rawValue: 0),
            treeHash: tree.treeHash(suite.hash, using: provider),
            confirmedTranscriptHash: [],
            extensions: extensions
        )
        let secrets = EpochSecret(randomFor: suite, provider: provider)
            .derive(suite: suite, provider: provider)
        return GroupState(
            current: EpochState(
                secrets: secrets,
                context: context,
                tree: tree,
                privateTree: PrivateTree(leaf: leafIndex, leafPrivateKey: keyPair.privateKey),
                confirmationTag: secrets.confirmationTag(
                    for: context,
                    suite: suite,
                    provider: provider
                ),
                suite: suite,
                provider: provider
            )
        )
    }
}
