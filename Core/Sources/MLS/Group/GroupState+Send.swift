public import MLSWire
import TandemBytes
public import TandemCrypto

extension GroupState {
    /// Encrypts bytes of the application to the group.
    ///
    /// The caller stores the changed state before the message leaves the device: a restart must
    /// not use the same key again.
    ///
    /// - Parameter authenticatedData: Travels in the clear, bound to the message.
    /// - Returns: An encoded MLSMessage.
    ///
    /// Source: RFC 9420 §15.
    public mutating func protect(
        _ applicationData: [UInt8],
        authenticatedData: [UInt8],
        identity: ClientIdentity,
        provider: some CryptoProvider
    ) throws(ProtectError) -> [UInt8] {
        guard !isRemoved else { throw .removed }
        guard successor == nil else { throw .groupEnded }
        guard isOwn(identity) else { throw .wrongIdentity }
        // §12.4: whoever was proposed for removal must not be sent to.
        guard pendingProposals.isEmpty else { throw .pendingProposals }
        let message: AuthenticatedContent
        do throws(CryptoError) {
            message = try signed(
                .application(applicationData),
                authenticatedData: authenticatedData,
                wireFormat: .privateMessage,
                identity: identity,
                provider: provider
            )
        } catch {
            throw .wrongIdentity
        }
        do throws(OpenError) {
            return try sealed(message, provider: provider)
        } catch {
            throw .exhausted
        }
    }

    /// A signed statement of the current epoch, for those who join by an external commit or watch
    /// the public tree.
    ///
    /// - Parameter withTree: Whether it carries the tree too.
    ///
    /// Source: RFC 9420 §12.4.3.
    public func groupInfo(
        withTree: Bool,
        identity: ClientIdentity,
        provider: some CryptoProvider
    ) throws(ProtectError) -> GroupInfo {
        guard !isRemoved else { throw .removed }
        guard isOwn(identity) else { throw .wrongIdentity }
        do throws(CryptoError) {
            return try current.publishedGroupInfo(
                withTree: withTree,
                identity: identity,
                provider: provider
            )
        } catch {
            throw .wrongIdentity
        }
    }
}

extension EpochState {
    /// A signed statement of the epoch, with the key that external joiners encapsulate to.
    ///
    /// - Throws: `malformedInput` if the identity's key is not of the suite.
    func publishedGroupInfo(
        withTree: Bool,
        identity: ClientIdentity,
        provider: some CryptoProvider
    ) throws(CryptoError) -> GroupInfo {
        let keyPair = try provider.externalKeyPair(
            cipher.suite,
            externalSecret: secrets.external
        )
        let externalPub = ExternalPub(externalPub: HPKEPublicKey(keyPair.publicKey))
        return try groupInfo(
            extensions: [Extension(externalPub)],
            withTree: withTree,
            identity: identity,
            provider: provider
        )
    }

    /// A signed statement of the epoch.
    ///
    /// - Throws: `malformedInput` if the identity's key is not of the suite.
    func groupInfo(
        extensions: [Extension],
        withTree: Bool,
        identity: ClientIdentity,
        provider: some CryptoProvider
    ) throws(CryptoError) -> GroupInfo {
        var info = GroupInfo(
            groupContext: context,
            extensions: extensions + (withTree ? [Extension(tree.exported)] : []),
            confirmationTag: confirmationTag,
            signer: privateTree.leaf,
            signature: []
        )
        info.signature = try provider.signWithLabel(
            cipher.suite,
            privateKey: identity.signatureKeyPair.privateKey,
            label: Labels.groupInfo,
            info.toBeSigned
        )
        return info
    }
}

extension GroupState {
    /// Whether the identity's key is the one in the own leaf.
    func isOwn(_ identity: ClientIdentity) -> Bool {
        tree.leaf(at: ownLeafIndex)?.signatureKey == identity.signatureKey
    }

    /// A signed message of this member.
    ///
    /// - Throws: `malformedInput` if the identity's key is not of the suite.
    func signed(
        _ content: FramedContent.Content,
        authenticatedData: [UInt8],
        wireFormat: WireFormat,
        identity: ClientIdentity,
        provider: some CryptoProvider
    ) throws(CryptoError) -> AuthenticatedContent {
        let framed = FramedContent(
            groupID: groupID,
            epoch: epoch,
            sender: .member(ownLeafIndex),
            authenticatedData: authenticatedData,
            content: content
        )
        return try framed.signed(
            wireFormat: wireFormat,
            context: context,
            identity: identity,
            suite: suite,
            provider: provider
        )
    }

    /// Encrypts a signed message; uses up a generation.
    ///
    /// - Throws: `tooFarAhead` if no generation is left.
    /// - Returns: An encoded MLSMessage.
    mutating func sealed(
        _ message: AuthenticatedContent,
        provider: some CryptoProvider
    ) throws(OpenError) -> [UInt8] {
        let sealed = try current.cipher.seal(message, from: ownLeafIndex, provider: provider)
        return MLSMessage.privateMessage(sealed).encoded
    }
}

extension FramedContent {
    /// The message with its sender's signature; a commit has no confirmation tag yet.
    ///
    /// - Throws: `malformedInput` if the identity's key is not of the suite.
    ///
    /// Source: RFC 9420 §6.1.
    func signed(
        wireFormat: WireFormat,
        context: GroupContext,
        identity: ClientIdentity,
        suite: CipherSuite,
        provider: some CryptoProvider
    ) throws(CryptoError) -> AuthenticatedContent {
        let signature = try provider.signWithLabel(
            suite,
            privateKey: identity.signatureKeyPair.privateKey,
            label: Labels.framedContent,
            toBeSigned(wireFormat: wireFormat, context: context)
        )
        return AuthenticatedContent(
            wireFormat: wireFormat,
            content: self,
            auth: FramedContentAuthData(signature: signature, confirmationTag: nil)
        )
    }
}
