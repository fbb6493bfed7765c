/// An MLS cipher suite, by its registered number.
///
/// A value of this type is one that this implementation knows; a number on the wire may be another.
///
/// Source: RFC 9420 §17.1.
public enum CipherSuite: UInt16, CaseIterable, Sendable {
    case x25519AES128GCMSHA256Ed25519 = 1
    case x25519ChaCha20Poly1305SHA256Ed25519 = 3

    /// The hash function, also of the KDF (HKDF) and the MAC (HMAC).
    public var hash: HashAlgorithm { .sha256 }

    /// The AEAD algorithm, of messages and of HPKE.
    public var aead: AEADAlgorithm {
        switch self {
        case .x25519AES128GCMSHA256Ed25519: .aes128GCM
        case .x25519ChaCha20Poly1305SHA256Ed25519: .chaCha20Poly1305
        }
    }

    /// The KEM of HPKE.
    public var kem: KEMAlgorithm { .x25519 }

    /// The signature scheme.
    public var signature: SignatureScheme { .ed25519 }
}
