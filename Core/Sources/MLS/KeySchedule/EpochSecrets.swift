package import TandemBytes
package import TandemCrypto

/// The secret at the root of one epoch; everything else of the epoch is derived from it, once.
///
/// Source: RFC 9420 §8.
package struct EpochSecret: ~Copyable {
    private let bytes: SecretBytes

    /// Takes over an epoch secret.
    package init(_ bytes: SecretBytes) {
        self.bytes = bytes
    }

    /// The first secret of a new group, of which nobody else knows anything yet.
    package init(randomFor suite: CipherSuite, provider: some CryptoProvider) {
        var random = provider.randomBytes(count: suite.hash.byteCount)
        bytes = SecretBytes(moving: &random)
    }

    /// Derives the secrets of the epoch; uses up the epoch secret.
    ///
    /// Source: RFC 9420 §8, table 4.
    package consuming func derive(
        suite: CipherSuite,
        provider: some CryptoProvider
    ) -> EpochSecrets {
        EpochSecrets(
            senderData: provider.deriveSecret(suite, bytes, label: "sender data"),
            encryption: provider.deriveSecret(suite, bytes, label: "encryption"),
            exporter: provider.deriveSecret(suite, bytes, label: "exporter"),
            external: provider.deriveSecret(suite, bytes, label: "external"),
            confirmation: provider.deriveSecret(suite, bytes, label: "confirm"),
            membership: provider.deriveSecret(suite, bytes, label: "membership"),
            resumption: provider.deriveSecret(suite, bytes, label: "resumption"),
            authenticator: provider.deriveSecret(suite, bytes, label: "authentication"),
            initial: provider.deriveSecret(suite, bytes, label: "init")
        )
    }
}

/// All secrets that an epoch starts with.
///
/// Source: RFC 9420 §8, table 4.
package struct EpochSecrets: Sendable {
    /// `sender_data_secret`: encrypts who sent a PrivateMessage.
    package let senderData: SecretBytes
    /// `encryption_secret`: the root of the secret tree; deleted once the tree stands.
    package let encryption: SecretBytes
    /// `exporter_secret`.
    package let exporter: SecretBytes
    /// `external_secret`: its key pair is the group's, for external joiners.
    package let external: SecretBytes
    /// `confirmation_key`.
    package let confirmation: SecretBytes
    /// `membership_key`.
    package let membership: SecretBytes
    /// `resumption_psk`.
    package let resumption: SecretBytes
    /// `epoch_authenticator`.
    package let authenticator: SecretBytes
    /// `init_secret`: carried into the next epoch.
    package let initial: SecretBytes
}

extension CryptoProvider {
    /// A secret for an application, bound to its label and context.
    ///
    /// - Precondition: `byteCount` is at most 255 times the hash's length.
    ///
    /// Source: RFC 9420 §8.5.
    package func export(
        _ suite: CipherSuite,
        exporterSecret: SecretBytes,
        label: String,
        context: [UInt8],
        byteCount: Int
    ) -> SecretBytes {
        expandWithLabel(
            suite,
            deriveSecret(suite, exporterSecret, label: label),
            label: "exported",
            context: hash(suite.hash, context),
            byteCount: byteCount
        )
    }

    /// The key pair that external joiners encapsulate to.
    ///
    /// - Throws: `malformedInput` never for a secret of the suite's length.
    ///
    /// Source: RFC 9420 §8.3.
    package func externalKeyPair(
        _ suite: CipherSuite,
        externalSecret: SecretBytes
    ) throws(CryptoError) -> KEMKeyPair {
        try deriveKEMKeyPair(suite.kem, ikm: externalSecret)
    }

    /// An external joiner's init secret, and what tells the members of it.
    ///
    /// - Throws: `malformedInput` if the public key is not of the suite's KEM.
    ///
    /// Source: RFC 9420 §8.3.
    package func sendExternalInit(
        _ suite: CipherSuite,
        externalPublicKey: [UInt8]
    ) throws(CryptoError) -> HPKEExport {
        try hpkeSendExport(
            suite,
            publicKey: externalPublicKey,
            info: [],
            exporterContext: externalInitLabel,
            byteCount: suite.hash.byteCount
        )
    }

    /// The init secret that an external joiner chose.
    ///
    /// - Throws: `malformedInput` for an encapsulation of the wrong form.
    ///
    /// Source: RFC 9420 §8.3.
    package func receiveExternalInit(
        _ suite: CipherSuite,
        externalSecret: SecretBytes,
        kemOutput: [UInt8]
    ) throws(CryptoError) -> SecretBytes {
        try hpkeReceiveExport(
            suite,
            privateKey: externalKeyPair(suite, externalSecret: externalSecret).privateKey,
            encapsulated: kemOutput,
            info: [],
            exporterContext: externalInitLabel,
            byteCount: suite.hash.byteCount
        )
    }
}

private let externalInitLabel = utf8Bytes("MLS 1.0 external init secret")
