import CTandemBoring
public import TandemBytes
public import TandemCrypto

extension BoringCryptoProvider {
    /// By BoringSSL's AEADs.
    public func seal(
        _ algorithm: AEADAlgorithm,
        key: SecretBytes,
        nonce: [UInt8],
        authenticatedData: [UInt8],
        _ plaintext: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        try check(algorithm, key: key, nonce: nonce)
        let sealed = lend(key, nonce, authenticatedData, plaintext) { key, nonce, data, text in
            [UInt8](trying: text.count + algorithm.tagByteCount) {
                tandem_aead_seal(algorithm.number, key, nonce, data, text, $0)
            }
        }
        guard let sealed else { throw .malformedInput }
        return sealed
    }

    /// By BoringSSL's AEADs.
    public func open(
        _ algorithm: AEADAlgorithm,
        key: SecretBytes,
        nonce: [UInt8],
        authenticatedData: [UInt8],
        _ ciphertext: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        try check(algorithm, key: key, nonce: nonce)
        guard ciphertext.count >= algorithm.tagByteCount else { throw .unauthenticated }
        let opened = lend(key, nonce, authenticatedData, ciphertext) { key, nonce, data, text in
            [UInt8](trying: text.count - algorithm.tagByteCount) {
                tandem_aead_open(algorithm.number, key, nonce, data, text, $0)
            }
        }
        guard let opened else { throw .unauthenticated }
        return opened
    }

    private func check(
        _ algorithm: AEADAlgorithm,
        key: SecretBytes,
        nonce: [UInt8]
    ) throws(CryptoError) {
        guard key.count == algorithm.keyByteCount, nonce.count == algorithm.nonceByteCount else {
            throw .malformedInput
        }
    }

    /// Lends the four inputs of an AEAD to `body`.
    private func lend<Result>(
        _ key: SecretBytes,
        _ nonce: [UInt8],
        _ data: [UInt8],
        _ text: [UInt8],
        _ body: (tandem_input, tandem_input, tandem_input, tandem_input) -> Result
    ) -> Result {
        key.asInput { key in
            nonce.asInput { nonce in
                data.asInput { data in
                    text.asInput { text in body(key, nonce, data, text) }
                }
            }
        }
    }
}

extension AEADAlgorithm {
    /// The shim's number of the algorithm.
    var number: Int32 {
        switch self {
        case .aes128GCM: Int32(TANDEM_AES_128_GCM)
        case .aes256GCM: Int32(TANDEM_AES_256_GCM)
        case .chaCha20Poly1305: Int32(TANDEM_CHACHA20_POLY1305)
        }
    }
}
