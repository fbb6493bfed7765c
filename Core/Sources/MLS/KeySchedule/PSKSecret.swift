package import MLSWire
package import TandemBytes
package import TandemCrypto

/// A pre-shared key with the ID that a proposal or a Welcome names it by.
package struct IdentifiedPSK: Sendable {
    package let id: PreSharedKeyID
    package let secret: SecretBytes

    /// Holds the two.
    package init(id: PreSharedKeyID, secret: SecretBytes) {
        self.id = id
        self.secret = secret
    }
}

extension CryptoProvider {
    /// The one secret that all pre-shared keys of a commit add up to, in their order.
    ///
    /// Source: RFC 9420 §8.4.
    package func pskSecret(_ suite: CipherSuite, _ psks: [IdentifiedPSK]) -> SecretBytes {
        var total = SecretBytes.zeros(suite)
        for (index, psk) in psks.enumerated() {
            let extracted = extract(suite.hash, salt: .zeros(suite), ikm: psk.secret)
            let input = expandWithLabel(
                suite,
                extracted,
                label: "derived psk",
                context: PSKLabel(
                    id: psk.id,
                    index: UInt16(truncatingIfNeeded: index),
                    count: UInt16(truncatingIfNeeded: psks.count)
                ).encoded,
                byteCount: suite.hash.byteCount
            )
            total = extract(suite.hash, salt: input, ikm: total)
        }
        return total
    }
}
