package import MLSWire
package import TandemBytes
package import TandemCrypto

/// Why a message cannot be read with an epoch's keys.
package enum OpenError: Error, Equatable, Sendable {
    /// The sender data or the content does not decrypt, or makes no sense when decrypted.
    case undecryptable
    /// The key was used before: most likely the message came twice.
    case spent(sender: LeafIndex)
    /// The message lies beyond the forward window of its sender.
    case tooFarAhead(sender: LeafIndex)
}

/// What one epoch needs to turn messages into bytes and back.
///
/// Source: RFC 9420 §6.2, §6.3.
package struct MessageCipher: Sendable {
    package let suite: CipherSuite
    package let context: GroupContext
    package let senderDataSecret: SecretBytes
    package let membershipKey: SecretBytes
    package var secretTree: SecretTree

    /// Holds the parts.
    package init(
        suite: CipherSuite,
        context: GroupContext,
        senderDataSecret: SecretBytes,
        membershipKey: SecretBytes,
        secretTree: SecretTree
    ) {
        self.suite = suite
        self.context = context
        self.senderDataSecret = senderDataSecret
        self.membershipKey = membershipKey
        self.secretTree = secretTree
    }
}

// MARK: - Public messages

extension MessageCipher {
    /// Frames a signed message for sending in the clear, with a member's tag.
    ///
    /// - Returns: `nil` for data of the application, which never travel in the clear.
    ///
    /// Source: RFC 9420 §6.2.
    package func publicMessage(
        _ message: AuthenticatedContent,
        provider: some CryptoProvider
    ) -> PublicMessage? {
        guard message.content.content.type != .application else { return nil }
        var tag: MAC?
        if case .member = message.content.sender {
            tag = membershipTag(of: message, provider: provider)
        }
        return PublicMessage(content: message.content, auth: message.auth, membershipTag: tag)
    }

    /// Whether a public message's membership tag is right; true for senders that have none.
    package func verifyMembership(
        _ message: PublicMessage,
        provider: some CryptoProvider
    ) -> Bool {
        guard case .member = message.content.sender else { return message.membershipTag == nil }
        let expected = membershipTag(of: message.authenticatedContent, provider: provider)
        return message.membershipTag == expected
    }

    private func membershipTag(
        of message: AuthenticatedContent,
        provider: some CryptoProvider
    ) -> MAC {
        MAC(
            provider.hmac(
                suite.hash,
                key: membershipKey,
                message.toBeMACed(context: context)
            )
        )
    }
}

// MARK: - Private messages

/// A private message that decrypted; its signature is still to be verified.
package struct OpenedMessage: Sendable {
    /// What it says.
    package let message: AuthenticatedContent
    /// The key it used up, once the message has proved genuine.
    package let step: SecretTreeStep
}

extension MessageCipher {
    /// Encrypts a signed message of the own leaf; uses up one generation.
    ///
    /// - Throws: `tooFarAhead` if no generation is left; `undecryptable` never for this library's
    ///   suites.
    ///
    /// Source: RFC 9420 §6.3.
    package mutating func seal(
        _ message: AuthenticatedContent,
        from leaf: LeafIndex,
        provider: some CryptoProvider
    ) throws(OpenError) -> PrivateMessage {
        let key = try nextKey(of: leaf, for: message.content.content.type, provider)
        let sender = SenderData(
            leafIndex: leaf,
            generation: Generation(rawValue: key.generation),
            reuseGuard: provider.randomBytes(count: SenderData.reuseGuardByteCount)
        )
        do throws(CryptoError) {
            return try seal(message, sender, key, provider)
        } catch {
            throw .undecryptable
        }
    }

    /// Decrypts a private message, and uses nothing up.
    ///
    /// - Parameter sender: What `senderData(of:)` found.
    ///
    /// Source: RFC 9420 §6.3.
    package func open(
        _ message: PrivateMessage,
        from sender: SenderData,
        provider: some CryptoProvider
    ) throws(OpenError) -> OpenedMessage {
        let step = try step(to: sender, message.contentType, provider)
        let plaintext = try content(of: message, sender, step.key, provider)
        let content = FramedContent(
            groupID: message.groupID,
            epoch: message.epoch,
            sender: .member(sender.leafIndex),
            authenticatedData: message.authenticatedData,
            content: plaintext.content
        )
        return OpenedMessage(
            message: AuthenticatedContent(
                wireFormat: .privateMessage,
                content: content,
                auth: plaintext.auth
            ),
            step: step
        )
    }

    /// Decrypts who sent a private message.
    ///
    /// - Throws: `undecryptable` if the message is not of this epoch.
    ///
    /// Source: RFC 9420 §6.3.2.
    package func senderData(
        of message: PrivateMessage,
        provider: some CryptoProvider
    ) throws(OpenError) -> SenderData {
        let key = SenderDataKey(
            suite: suite,
            senderDataSecret: senderDataSecret,
            ciphertext: message.ciphertext,
            provider: provider
        )
        do throws(CryptoError) {
            let plaintext = try provider.open(
                suite.aead,
                key: key.key,
                nonce: key.nonce,
                authenticatedData: message.senderDataAAD,
                message.encryptedSenderData
            )
            guard let data = try? SenderData(exactly: plaintext) else { throw .malformedInput }
            return data
        } catch {
            throw .undecryptable
        }
    }
}

extension MessageCipher {
    private mutating func nextKey(
        of leaf: LeafIndex,
        for type: ContentType,
        _ provider: some CryptoProvider
    ) throws(OpenError) -> MessageKey {
        do throws(RatchetError) {
            return try secretTree.next(leaf, type.ratchet, provider: provider)
        } catch {
            throw .tooFarAhead(sender: leaf)
        }
    }

    private func step(
        to sender: SenderData,
        _ type: ContentType,
        _ provider: some CryptoProvider
    ) throws(OpenError) -> SecretTreeStep {
        do throws(RatchetError) {
            return try secretTree.step(
                sender.leafIndex,
                type.ratchet,
                to: sender.generation.rawValue,
                provider: provider
            )
        } catch {
            switch error {
            case .spent: throw .spent(sender: sender.leafIndex)
            case .tooFarAhead: throw .tooFarAhead(sender: sender.leafIndex)
            case .noSuchLeaf: throw .undecryptable
            }
        }
    }

    private func seal(
        _ message: AuthenticatedContent,
        _ sender: SenderData,
        _ key: MessageKey,
        _ provider: some CryptoProvider
    ) throws(CryptoError) -> PrivateMessage {
        var sealed = PrivateMessage(
            groupID: message.content.groupID,
            epoch: message.content.epoch,
            contentType: message.content.content.type,
            authenticatedData: message.content.authenticatedData,
            encryptedSenderData: [],
            ciphertext: []
        )
        sealed.ciphertext = try provider.seal(
            suite.aead,
            key: key.key,
            nonce: key.nonce(reuseGuard: sender.reuseGuard),
            authenticatedData: sealed.contentAAD,
            paddedContent(of: message)
        )
        sealed.encryptedSenderData = try encryptedSenderData(sender, of: sealed, provider)
        return sealed
    }

    private func encryptedSenderData(
        _ sender: SenderData,
        of message: PrivateMessage,
        _ provider: some CryptoProvider
    ) throws(CryptoError) -> [UInt8] {
        let key = SenderDataKey(
            suite: suite,
            senderDataSecret: senderDataSecret,
            ciphertext: message.ciphertext,
            provider: provider
        )
        return try provider.seal(
            suite.aead,
            key: key.key,
            nonce: key.nonce,
            authenticatedData: message.senderDataAAD,
            sender.encoded
        )
    }

    private func content(
        of message: PrivateMessage,
        _ sender: SenderData,
        _ key: MessageKey,
        _ provider: some CryptoProvider
    ) throws(OpenError) -> PrivateMessageContent {
        do throws(CryptoError) {
            let plaintext = try provider.open(
                suite.aead,
                key: key.key,
                nonce: key.nonce(reuseGuard: sender.reuseGuard),
                authenticatedData: message.contentAAD,
                message.ciphertext
            )
            guard
                let content = try? PrivateMessageContent(
                    of: message.contentType,
                    exactly: plaintext
                )
            else { throw .malformedInput }
            return content
        } catch {
            throw .undecryptable
        }
    }
}

/// The plaintext of a message, its length rounded up to a multiple of the padding block.
private func paddedContent(of message: AuthenticatedContent) -> [UInt8] {
    let content = PrivateMessageContent(content: message.content.content, auth: message.auth)
    var plaintext = content.encoded(paddingByteCount: 0)
    let surplus = plaintext.count % GroupLimits.paddingBlock
    if surplus > 0 {
        plaintext.append(
            contentsOf: repeatElement(0, count: GroupLimits.paddingBlock - surplus)
        )
    }
    return plaintext
}

extension ContentType {
    /// The ratchet whose keys encrypt messages of this type.
    fileprivate var ratchet: RatchetKind {
        switch self {
        case .application: .application
        case .proposal, .commit: .handshake
        }
    }
}
