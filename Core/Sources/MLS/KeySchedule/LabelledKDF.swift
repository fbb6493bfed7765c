package import TandemBytes
package import TandemCrypto

// The labelled key derivations that everything else in MLS is made of.
extension CryptoProvider {
    /// Derives `byteCount` bytes from `secret`, bound to a label and a context.
    ///
    /// - Precondition: `byteCount` is at most 255 times the hash's length.
    ///
    /// Source: RFC 9420 §8.
    package func expandWithLabel(
        _ suite: CipherSuite,
        _ secret: SecretBytes,
        label: String,
        context: [UInt8],
        byteCount: Int
    ) -> SecretBytes {
        var info = ByteWriter(capacity: context.count + 40)
        info.integer(UInt16(byteCount))
        info.vector(mlsLabel(label))
        info.vector(context)
        return expand(suite.hash, prk: secret, info: info.bytes, byteCount: byteCount)
    }

    /// Derives a secret of the hash's length, `Nh`, from another.
    ///
    /// Source: RFC 9420 §8.
    package func deriveSecret(
        _ suite: CipherSuite,
        _ secret: SecretBytes,
        label: String
    ) -> SecretBytes {
        expandWithLabel(
            suite,
            secret,
            label: label,
            context: [],
            byteCount: suite.hash.byteCount
        )
    }

    /// Derives what a ratchet yields at `generation`.
    ///
    /// Source: RFC 9420 §9.
    package func deriveTreeSecret(
        _ suite: CipherSuite,
        _ secret: SecretBytes,
        label: String,
        generation: UInt32,
        byteCount: Int
    ) -> SecretBytes {
        var context = ByteWriter(capacity: 4)
        context.integer(generation)
        return expandWithLabel(
            suite,
            secret,
            label: label,
            context: context.bytes,
            byteCount: byteCount
        )
    }
}

/// The label as RFC 9420 writes it into every derivation: with its version in front.
private func mlsLabel(_ label: String) -> [UInt8] {
    utf8Bytes("MLS 1.0 ") + utf8Bytes(label)
}

extension SecretBytes {
    /// `Nh` zero bytes: what stands in for a secret that is not there.
    package static func zeros(_ suite: CipherSuite) -> SecretBytes {
        SecretBytes(count: suite.hash.byteCount) { _ in }
    }
}
