import Crypto
import FoundationEssentials
public import TandemBytes
public import TandemCrypto

extension NativeCryptoProvider {
    /// By BoringSSL's Ed25519.
    public func generateSignatureKeyPair(_ scheme: SignatureScheme) -> SignatureKeyPair {
        switch scheme {
        case .ed25519:
            let key = Curve25519.Signing.PrivateKey()
            var seed = key.rawRepresentation
            return SignatureKeyPair(
                privateKey: seed.moveToSecret(),
                publicKey: Array(key.publicKey.rawRepresentation)
            )
        }
    }

    /// By BoringSSL's Ed25519, deterministic.
    public func sign(
        _ scheme: SignatureScheme,
        privateKey: SecretBytes,
        _ message: [UInt8]
    ) throws(TandemCrypto.CryptoError) -> [UInt8] {
        switch scheme {
        case .ed25519:
            do {
                let key = try privateKey.withUnsafeBytes {
                    try Curve25519.Signing.PrivateKey(rawRepresentation: $0)
                }
                return try Array(key.signature(for: message))
            } catch {
                throw .malformedInput
            }
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
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
            return key?.isValidSignature(signature, for: message) ?? false
        }
    }
}
