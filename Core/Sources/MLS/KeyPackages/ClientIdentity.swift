public import MLSWire
public import TandemCrypto

/// The device's long-term identity in groups: what it puts into its leaves, and signs them with.
public struct ClientIdentity: Sendable {
    /// Who the device claims to be.
    public let credential: Credential
    /// The key pair that signs its leaves and messages.
    public let signatureKeyPair: SignatureKeyPair
    /// Further statements in its leaves.
    public let leafExtensions: [Extension]
    /// What it supports; must list every extension type in `leafExtensions`.
    public let capabilities: Capabilities

    /// Holds the four.
    public init(
        credential: Credential,
        signatureKeyPair: SignatureKeyPair,
        leafExtensions: [Extension],
        capabilities: Capabilities
    ) {
        self.credential = credential
        self.signatureKeyPair = signatureKeyPair
        self.leafExtensions = leafExtensions
        self.capabilities = capabilities
    }

    /// The public half of the signature key.
    var signatureKey: SignaturePublicKey { SignaturePublicKey(signatureKeyPair.publicKey) }
}

extension ClientIdentity {
    /// A leaf of this device, without a signature yet.
    func unsignedLeaf(
        encryptionKey: [UInt8],
        source: LeafNode.Source,
        extensions: [Extension]? = nil
    ) -> LeafNode {
        LeafNode(
            encryptionKey: HPKEPublicKey(encryptionKey),
            signatureKey: signatureKey,
            credential: credential,
            capabilities: capabilities,
            source: source,
            extensions: extensions ?? leafExtensions,
            signature: []
        )
    }

    /// A leaf of this device at its place in a group, signed.
    ///
    /// - Throws: `malformedInput` if the signature key is not of the suite.
    func signed(
        _ leaf: LeafNode,
        in groupID: GroupID,
        at index: LeafIndex,
        suite: CipherSuite,
        provider: some CryptoProvider
    ) throws(CryptoError) -> LeafNode {
        var leaf = leaf
        leaf.signature = try provider.signWithLabel(
            suite,
            privateKey: signatureKeyPair.privateKey,
            label: Labels.leafNode,
            leaf.toBeSigned(groupID: groupID, leafIndex: index)
        )
        return leaf
    }
}
