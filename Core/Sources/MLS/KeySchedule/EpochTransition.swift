package import MLSWire
package import TandemBytes
package import TandemCrypto

/// What the secrets of a new epoch are made from.
///
/// Source: RFC 9420 §8.
package struct EpochTransition: Sendable {
    package let suite: CipherSuite
    /// The last epoch's init secret, or the one that an external joiner chose.
    package let initSecret: SecretBytes
    /// Of the commit's path; zeros without one.
    package let commitSecret: SecretBytes
    /// The pre-shared keys of the commit, in the order of their proposals.
    package let psks: [IdentifiedPSK]
    /// The context of the new epoch, complete.
    package let context: GroupContext

    /// Holds the parts.
    package init(
        suite: CipherSuite,
        initSecret: SecretBytes,
        commitSecret: SecretBytes,
        psks: [IdentifiedPSK],
        context: GroupContext
    ) {
        self.suite = suite
        self.initSecret = initSecret
        self.commitSecret = commitSecret
        self.psks = psks
        self.context = context
    }

    /// Runs the key schedule.
    package func derive(provider: some CryptoProvider) -> DerivedEpoch {
        let encodedContext = context.encoded
        let joiner = JoinerSecret(
            initSecret: initSecret,
            commitSecret: commitSecret,
            groupContext: encodedContext,
            suite: suite,
            provider: provider
        )
        let joinerBytes = joiner.bytes
        let member = joiner.memberSecret(
            pskSecret: provider.pskSecret(suite, psks),
            suite: suite,
            provider: provider
        )
        let welcome = member.welcomeSecret(provider: provider)
        let secrets = member.epochSecret(groupContext: encodedContext, provider: provider)
            .derive(suite: suite, provider: provider)
        return DerivedEpoch(joiner: joinerBytes, welcome: welcome, secrets: secrets)
    }
}

/// What the key schedule yields: the secrets of the epoch, and what newcomers get.
package struct DerivedEpoch: ~Copyable {
    /// For the GroupSecrets of a Welcome.
    package let joiner: SecretBytes
    /// Seals the GroupInfo of a Welcome, once.
    package let welcome: WelcomeSecret
    /// The secrets of the epoch.
    package let secrets: EpochSecrets
}
