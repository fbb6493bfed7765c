package import MLSWire
package import TandemBytes
package import TandemCrypto

/// All that a member knows of the current epoch.
package struct EpochState: Sendable {
    /// What turns messages into bytes and back; holds the group context.
    package var cipher: MessageCipher
    /// The public tree.
    package var tree: RatchetTree
    /// The own place in it, and the private keys.
    package var privateTree: PrivateTree
    /// The hash that the next commit continues.
    package var interimTranscriptHash: [UInt8]
    /// The tag of the commit that began the epoch.
    package var confirmationTag: MAC
    /// The secrets that are used until the epoch ends.
    package var secrets: KeptSecrets

    /// The group context.
    package var context: GroupContext { cipher.context }
}

/// The secrets of an epoch that outlive its beginning.
///
/// Source: RFC 9420 §8, table 4.
package struct KeptSecrets: Sendable {
    package let exporter: SecretBytes
    package let external: SecretBytes
    package let confirmation: SecretBytes
    package let resumption: SecretBytes
    package let authenticator: SecretBytes
    package let initial: SecretBytes

    /// Zeros, where there are no secrets any more.
    static func none(_ suite: CipherSuite) -> KeptSecrets {
        KeptSecrets(
            exporter: .zeros(suite),
            external: .zeros(suite),
            confirmation: .zeros(suite),
            resumption: .zeros(suite),
            authenticator: .zeros(suite),
            initial: .zeros(suite)
        )
    }
}

extension EpochState {
    /// Begins an epoch from the secrets that its key schedule yielded.
    ///
    /// - Parameter confirmationTag: The tag of the commit that began it, already verified or made.
    package init(
        secrets: borrowing EpochSecrets,
        context: GroupContext,
        tree: RatchetTree,
        privateTree: PrivateTree,
        confirmationTag: MAC,
        suite: CipherSuite,
        provider: some CryptoProvider
    ) {
        cipher = MessageCipher(
            suite: suite,
            context: context,
            senderDataSecret: secrets.senderData,
            membershipKey: secrets.membership,
            secretTree: SecretTree(
                suite: suite,
                size: tree.size,
                encryptionSecret: secrets.encryption
            )
        )
        self.tree = tree
        self.privateTree = privateTree
        self.confirmationTag = confirmationTag
        interimTranscriptHash = TranscriptHash.interim(
            confirmed: context.confirmedTranscriptHash,
            confirmationTag: confirmationTag,
            suite,
            using: provider
        )
        self.secrets = KeptSecrets(
            exporter: secrets.exporter,
            external: secrets.external,
            confirmation: secrets.confirmation,
            resumption: secrets.resumption,
            authenticator: secrets.authenticator,
            initial: secrets.initial
        )
    }
}

extension EpochSecrets {
    /// The tag by which a committer proves that it knows these secrets.
    ///
    /// Source: RFC 9420 §6.1.
    package func confirmationTag(
        for context: GroupContext,
        suite: CipherSuite,
        provider: some CryptoProvider
    ) -> MAC {
        MAC(
            provider.hmac(
                suite.hash,
                key: confirmation,
                context.confirmedTranscriptHash
            )
        )
    }
}
