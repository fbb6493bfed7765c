import MLS
import MLSWire
import TandemBytes
import TandemCrypto

extension VectorEntry {
    /// A proposal, a commit and application data, in the clear and encrypted, in both directions.
    ///
    /// Source: test-vectors.md, "Message Protection"; RFC 9420 §6.
    func checkMessageProtection(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let epoch = try ProtectedEpoch(self, suite)
        let proposal = try decoded("proposal", Proposal.self)
        try checkPublic("proposal_pub", .proposal(proposal), epoch, crypto)
        try checkPrivate("proposal_priv", .proposal(proposal), epoch, crypto)
        let commit = try decoded("commit", Commit.self)
        try checkPublic("commit_pub", .commit(commit), epoch, crypto)
        try checkPrivate("commit_priv", .commit(commit), epoch, crypto)
        let application = FramedContent.Content.application(try bytes("application"))
        try checkPrivate("application_priv", application, epoch, crypto)
        let signed = try epoch.signed(application, .publicMessage, tag: nil, crypto)
        try require(
            epoch.cipher.publicMessage(signed, provider: crypto) == nil,
            "application data stay out of public messages"
        )
    }

    private func checkPublic(
        _ key: StaticString,
        _ content: FramedContent.Content,
        _ epoch: ProtectedEpoch,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        guard case .publicMessage(let given) = try decoded(key, MLSMessage.self) else {
            throw .malformed(field: key)
        }
        try epoch.check(given, content, key, crypto)
        let signed = try epoch.signed(
            content,
            .publicMessage,
            tag: given.auth.confirmationTag,
            crypto
        )
        guard let made = epoch.cipher.publicMessage(signed, provider: crypto) else {
            throw .refused(key)
        }
        try requireEqual(made.content, given.content, key)
        let sent = try accept(key) { () throws(DecodeError) in
            try PublicMessage(exactly: made.encoded)
        }
        try epoch.check(sent, content, key, crypto)
    }

    private func checkPrivate(
        _ key: StaticString,
        _ content: FramedContent.Content,
        _ epoch: ProtectedEpoch,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        guard case .privateMessage(let given) = try decoded(key, MLSMessage.self) else {
            throw .malformed(field: key)
        }
        let tag = try epoch.check(given, content, key, crypto)
        let signed = try epoch.signed(content, .privateMessage, tag: tag, crypto)
        var sender = epoch.cipher
        let made = try accept(key) { () throws(OpenError) in
            try sender.seal(signed, from: epoch.sender, provider: crypto)
        }
        let sent = try accept(key) { () throws(DecodeError) in
            try PrivateMessage(exactly: made.encoded)
        }
        try epoch.check(sent, content, key, crypto)
    }
}

/// The epoch of two members in which the messages are sent, by the member at leaf 1.
private struct ProtectedEpoch {
    let sender = LeafIndex(rawValue: 1)
    let cipher: MessageCipher
    private let signaturePublicKey: SignaturePublicKey
    private let signaturePrivateKey: SecretBytes

    init(_ entry: VectorEntry, _ suite: CipherSuite) throws(CheckFailure) {
        let context = GroupContext(
            cipherSuite: CipherSuiteNumber(suite),
            groupID: GroupID(try entry.bytes("group_id")),
            epoch: Epoch(rawValue: try entry.integer("epoch", UInt64.self)),
            treeHash: try entry.bytes("tree_hash"),
            confirmedTranscriptHash: try entry.bytes("confirmed_transcript_hash"),
            extensions: []
        )
        cipher = MessageCipher(
            suite: suite,
            context: context,
            senderDataSecret: try entry.secret("sender_data_secret"),
            membershipKey: try entry.secret("membership_key"),
            secretTree: SecretTree(
                suite: suite,
                size: TreeSize(leafCount: 2),
                encryptionSecret: try entry.secret("encryption_secret")
            )
        )
        signaturePublicKey = SignaturePublicKey(try entry.bytes("signature_pub"))
        signaturePrivateKey = try entry.secret("signature_priv")
    }

    func signed(
        _ content: FramedContent.Content,
        _ wireFormat: WireFormat,
        tag: MAC?,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) -> AuthenticatedContent {
        let framed = FramedContent(
            groupID: cipher.context.groupID,
            epoch: cipher.context.epoch,
            sender: .member(sender),
            authenticatedData: [],
            content: content
        )
        let signature = try accept("signature_priv") { () throws(CryptoError) in
            try crypto.signWithLabel(
                cipher.suite,
                privateKey: signaturePrivateKey,
                label: Labels.framedContent,
                framed.toBeSigned(wireFormat: wireFormat, context: cipher.context)
            )
        }
        return AuthenticatedContent(
            wireFormat: wireFormat,
            content: framed,
            auth: FramedContentAuthData(signature: signature, confirmationTag: tag)
        )
    }

    /// Checks tag, signature and contents of a public message.
    func check(
        _ message: PublicMessage,
        _ content: FramedContent.Content,
        _ key: StaticString,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        guard cipher.verifyMembership(message, provider: crypto) else { throw .refused(key) }
        try check(message.authenticatedContent, content, key, crypto)
    }

    /// Decrypts a private message, and checks its signature and contents.
    ///
    /// - Returns: The confirmation tag, if it is a commit.
    @discardableResult
    func check(
        _ message: PrivateMessage,
        _ content: FramedContent.Content,
        _ key: StaticString,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) -> MAC? {
        let opened = try accept(key) { () throws(OpenError) in
            try cipher.open(
                message,
                from: cipher.senderData(of: message, provider: crypto),
                provider: crypto
            )
        }
        try check(opened.message, content, key, crypto)
        return opened.message.auth.confirmationTag
    }

    private func check(
        _ message: AuthenticatedContent,
        _ content: FramedContent.Content,
        _ key: StaticString,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        try require(
            message.isSigned(
                by: signaturePublicKey,
                context: cipher.context,
                cipher.suite,
                using: crypto
            ),
            key
        )
        try requireEqual(message.content.sender, .member(sender), key)
        try requireEqual(message.content.content, content, key)
    }
}
