import TandemBytes
import TandemCrypto
import TandemCryptoNative
import Testing

@Suite("X25519 points of low order, RFC 7748 §6.1")
struct LowOrderTests {
    @Test("a message is not sealed to a point of low order")
    func seal() {
        var minusOne = [UInt8](repeating: 0xff, count: 32)
        minusOne[0] = 0xec
        for point in [[UInt8](repeating: 0, count: 32), minusOne] {
            #expect(throws: CryptoError.malformedInput) {
                try NativeCryptoProvider().hpkeSeal(
                    .x25519ChaCha20Poly1305SHA256Ed25519,
                    publicKey: point,
                    info: [],
                    authenticatedData: [],
                    [1]
                )
            }
        }
    }
}
