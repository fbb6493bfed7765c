public import TandemCrypto

extension LeafNode {
    /// Whether the leaf is signed by its own key.
    ///
    /// - Parameters:
    ///   - groupID: The group that the leaf is in.
    ///   - leafIndex: The leaf's place there.
    ///
    /// Source: RFC 9420 §7.2.
    public func isSigned(
        in groupID: GroupID,
        at leafIndex: LeafIndex,
        _ suite: CipherSuite,
        using crypto: some CryptoProvider
    ) -> Bool {
        crypto.verifyWithLabel(
            suite,
            publicKey: signatureKey,
            label: Labels.leafNode,
            toBeSigned(groupID: groupID, leafIndex: leafIndex),
            signature: signature
        )
    }

    /// Whether the leaf of a key package, which is in no group yet, is signed by its own key.
    ///
    /// Source: RFC 9420 §7.2.
    public func isSignedForKeyPackage(
        _ suite: CipherSuite,
        using crypto: some CryptoProvider
    ) -> Bool {
        crypto.verifyWithLabel(
            suite,
            publicKey: signatureKey,
            label: Labels.leafNode,
            toBeSignedInKeyPackage(),
            signature: signature
        )
    }
}

extension KeyPackage {
    /// Whether the key package is signed by the key of its leaf. The leaf has its own signature.
    ///
    /// Source: RFC 9420 §10.
    public func isSigned(_ suite: CipherSuite, using crypto: some CryptoProvider) -> Bool {
        crypto.verifyWithLabel(
            suite,
            publicKey: leafNode.signatureKey,
            label: Labels.keyPackage,
            toBeSigned,
            signature: signature
        )
    }
}

extension GroupInfo {
    /// Whether the statement is signed by a member's key.
    ///
    /// Source: RFC 9420 §12.4.3.
    public func isSigned(
        by key: SignaturePublicKey,
        _ suite: CipherSuite,
        using crypto: some CryptoProvider
    ) -> Bool {
        crypto.verifyWithLabel(
            suite,
            publicKey: key,
            label: Labels.groupInfo,
            toBeSigned,
            signature: signature
        )
    }
}

extension AuthenticatedContent {
    /// Whether the message is signed by its sender's key.
    ///
    /// - Parameter context: The state of the group in the message's epoch.
    ///
    /// Source: RFC 9420 §6.1.
    public func isSigned(
        by key: SignaturePublicKey,
        context: GroupContext,
        _ suite: CipherSuite,
        using crypto: some CryptoProvider
    ) -> Bool {
        crypto.verifyWithLabel(
            suite,
            publicKey: key,
            label: Labels.framedContent,
            content.toBeSigned(wireFormat: wireFormat, context: context),
            signature: auth.signature
        )
    }
}
