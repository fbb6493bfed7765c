package import TandemBytes
package import TandemCrypto

/// The key and nonce that encrypt one message's sender data.
///
/// Source: RFC 9420 §6.3.2.
package struct SenderDataKey {
    package let key: SecretBytes
    package let nonce: [UInt8]

    /// Derives both from a sample of the message's ciphertext: its first `Nh` bytes.
    package init(
        suite: CipherSuite,
        senderDataSecret: SecretBytes,
        ciphertext: [UInt8],
        provider: some CryptoProvider
    ) {
        let sample = Array(ciphertext.prefix(suite.hash.byteCount))
        key = provider.expandWithLabel(
            suite,
            senderDataSecret,
            label: "key",
            context: sample,
            byteCount: suite.aead.keyByteCount
        )
        nonce =
            provider.expandWithLabel(
                suite,
                senderDataSecret,
                label: "nonce",
                context: sample,
                byteCount: suite.aead.nonceByteCount
            ).copyBytes()
    }
}

extension MessageKey {
    /// The nonce with the reuse guard mixed into its first four bytes.
    ///
    /// Source: RFC 9420 §6.3.1.
    package func nonce(reuseGuard: [UInt8]) -> [UInt8] {
        var mixed = nonce
        for (index, byte) in reuseGuard.enumerated() where index < mixed.count {
            mixed[index] ^= byte
        }
        return mixed
    }
}
