package import TandemBytes
package import TandemCrypto

/// The secret that a Welcome carries to a new member.
///
/// Source: RFC 9420 §8.
package struct JoinerSecret: ~Copyable {
    /// The secret itself, to be encrypted to new members.
    package let bytes: SecretBytes

    /// Takes over a joiner secret that came in a Welcome.
    package init(received bytes: SecretBytes) {
        self.bytes = bytes
    }

    /// Mixes the commit secret into the last epoch's init secret, bound to the new context.
    ///
    /// - Parameter groupContext: The encoded GroupContext of the new epoch.
    package init(
        initSecret: SecretBytes,
        commitSecret: SecretBytes,
        groupContext: [UInt8],
        suite: CipherSuite,
        provider: some CryptoProvider
    ) {
        let extracted = provider.extract(suite.hash, salt: initSecret, ikm: commitSecret)
        bytes = provider.expandWithLabel(
            suite,
            extracted,
            label: "joiner",
            context: groupContext,
            byteCount: suite.hash.byteCount
        )
    }

    /// Mixes in the pre-shared keys; uses up the joiner secret.
    package consuming func memberSecret(
        pskSecret: SecretBytes,
        suite: CipherSuite,
        provider: some CryptoProvider
    ) -> MemberSecret {
        MemberSecret(
            bytes: provider.extract(suite.hash, salt: bytes, ikm: pskSecret),
            suite: suite
        )
    }
}

/// The joiner secret with the pre-shared keys mixed in: what every member of the new epoch has.
///
/// Source: RFC 9420 §8 (the intermediate value without a name).
package struct MemberSecret: ~Copyable {
    private let bytes: SecretBytes
    private let suite: CipherSuite

    fileprivate init(bytes: SecretBytes, suite: CipherSuite) {
        self.bytes = bytes
        self.suite = suite
    }

    /// The secret whose key and nonce encrypt the GroupInfo of a Welcome.
    package func welcomeSecret(provider: some CryptoProvider) -> WelcomeSecret {
        WelcomeSecret(
            bytes: provider.deriveSecret(suite, bytes, label: "welcome"),
            suite: suite
        )
    }

    /// Binds the context of the new epoch; uses up the member secret.
    ///
    /// - Parameter groupContext: The encoded GroupContext of the new epoch.
    package consuming func epochSecret(
        groupContext: [UInt8],
        provider: some CryptoProvider
    ) -> EpochSecret {
        EpochSecret(
            provider.expandWithLabel(
                suite,
                bytes,
                label: "epoch",
                context: groupContext,
                byteCount: suite.hash.byteCount
            )
        )
    }
}

/// The secret that encrypts the GroupInfo in a Welcome.
///
/// Source: RFC 9420 §12.4.3.1.
package struct WelcomeSecret: ~Copyable {
    /// The secret itself.
    package let bytes: SecretBytes
    private let suite: CipherSuite

    fileprivate init(bytes: SecretBytes, suite: CipherSuite) {
        self.bytes = bytes
        self.suite = suite
    }

    /// Encrypts an encoded GroupInfo; uses up the secret, whose nonce is good for one message.
    ///
    /// - Throws: `malformedInput` never for a suite this library knows.
    package consuming func seal(
        groupInfo: [UInt8],
        provider: some CryptoProvider
    ) throws(CryptoError) -> [UInt8] {
        try provider.seal(
            suite.aead,
            key: key(provider),
            nonce: nonce(provider),
            authenticatedData: [],
            groupInfo
        )
    }

    /// Decrypts the GroupInfo of a Welcome.
    ///
    /// - Throws: `unauthenticated` if the Welcome is not for this secret.
    package consuming func open(
        encryptedGroupInfo: [UInt8],
        provider: some CryptoProvider
    ) throws(CryptoError) -> [UInt8] {
        try provider.open(
            suite.aead,
            key: key(provider),
            nonce: nonce(provider),
            authenticatedData: [],
            encryptedGroupInfo
        )
    }

    private func key(_ provider: some CryptoProvider) -> SecretBytes {
        provider.expandWithLabel(
            suite,
            bytes,
            label: "key",
            context: [],
            byteCount: suite.aead.keyByteCount
        )
    }

    private func nonce(_ provider: some CryptoProvider) -> [UInt8] {
        provider.expandWithLabel(
            suite,
            bytes,
            label: "nonce",
            context: [],
            byteCount: suite.aead.nonceByteCount
        ).copyBytes()
    }
}
