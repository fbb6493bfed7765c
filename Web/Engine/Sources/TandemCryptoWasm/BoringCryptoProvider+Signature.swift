import CTandemBoring
public import TandemBytes
public import TandemCrypto

extension BoringCryptoProvider {
    /// From a fresh random seed.
    public func generateSignatureKeyPair(_ scheme: SignatureScheme) -> SignatureKeyPair {
        switch scheme {
        case .ed25519:
            let seed = SecretBytes(filling: ed25519KeyByteCount) {
                tandem_random($0, ed25519KeyByteCount)
            }
            let publicKey = seed.asInput { seed in
                [UInt8](filling: ed25519KeyByteCount) { tandem_ed25519_public(seed.bytes, $0) }
            }
            return SignatureKeyPair(privateKey: seed, publicKey: publicKey)
        }
    }

    /// By BoringSSL's Ed25519.
    public func sign(
        _ scheme: SignatureScheme,
        privateKey: SecretBytes,
        _ message: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        switch scheme {
        case .ed25519:
            guard privateKey.count == ed25519KeyByteCount else { throw .malformedInput }
            let signature = privateKey.asInput { seed in
                message.asInput { message in
                    [UInt8](trying: ed25519SignatureByteCount) {
                        tandem_ed25519_sign(seed.bytes, message, $0)
                    }
                }
            }
            guard let signature else { throw .malformedInput }
            return signature
        }
    }

    /// By BoringSSL's Ed25519.
    public func verify(
        _ scheme: SignatureScheme,
        publicKey: [UInt8],
        signature: [UInt8],
        _ message: [UInt8]
    ) -> Bool {
        switch scheme {
        case .ed25519:
            guard publicKey.count == ed25519KeyByteCount,
                signature.count == ed25519SignatureByteCount
            else { return false }
            return publicKey.asInput { key in
                signature.asInput { signature in
                    message.asInput { tandem_ed25519_verify(key.bytes, signature.bytes, $0) == 1 }
                }
            }
        }
    }
}

/// The length of a seed and of a public key, in bytes.
///
/// Source: RFC 8032 §5.1.5.
private let ed25519KeyByteCount = 32

/// The length of a signature, in bytes.
///
/// Source: RFC 8032 §5.1.6.
private let ed25519SignatureByteCount = 64
