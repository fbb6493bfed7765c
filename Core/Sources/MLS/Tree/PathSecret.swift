package import TandemBytes
package import TandemCrypto

/// The secret of one node on an updated path: it yields the node's key pair and the secret above.
///
/// Source: RFC 9420 §7.4.
package struct PathSecret: Sendable {
    /// The secret itself, as it is encrypted to the copath.
    package let bytes: SecretBytes

    /// Takes over a path secret that was decrypted.
    package init(_ bytes: SecretBytes) {
        self.bytes = bytes
    }

    /// A fresh path secret, for the lowest node of a new path.
    package init(randomFor suite: CipherSuite, provider: some CryptoProvider) {
        var random = provider.randomBytes(count: suite.hash.byteCount)
        bytes = SecretBytes(moving: &random)
    }

    /// The secret of the next node up; above the last node of the path, the commit secret.
    package func next(suite: CipherSuite, provider: some CryptoProvider) -> PathSecret {
        PathSecret(provider.deriveSecret(suite, bytes, label: "path"))
    }

    /// The node's key pair.
    ///
    /// - Throws: `malformedInput` if the secret is shorter than the KEM allows.
    package func keyPair(
        suite: CipherSuite,
        provider: some CryptoProvider
    ) throws(CryptoError) -> KEMKeyPair {
        try provider.deriveKEMKeyPair(
            suite.kem,
            ikm: provider.deriveSecret(suite, bytes, label: "node")
        )
    }
}
