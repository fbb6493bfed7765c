/// A hash function, named as in the cipher suites.
public enum HashAlgorithm: Sendable {
    case sha256
    case sha384
    case sha512

    /// The length of a digest, in bytes: the KDF's `Nh`.
    public var byteCount: Int {
        switch self {
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }
}

/// An AEAD algorithm.
///
/// Source: RFC 5116; RFC 8439.
public enum AEADAlgorithm: Sendable {
    case aes128GCM
    case aes256GCM
    case chaCha20Poly1305

    /// The length of a key, in bytes: `Nk`.
    public var keyByteCount: Int {
        switch self {
        case .aes128GCM: 16
        case .aes256GCM, .chaCha20Poly1305: 32
        }
    }

    /// The length of a nonce, in bytes: `Nn`.
    public var nonceByteCount: Int { 12 }

    /// How much longer a ciphertext is than its plaintext, in bytes: `Nt`.
    public var tagByteCount: Int { 16 }
}

/// A key encapsulation mechanism of HPKE.
///
/// Source: RFC 9180 §7.1.
public enum KEMAlgorithm: Sendable {
    case x25519
}

/// A signature scheme.
///
/// Source: RFC 8446 §4.2.3.
public enum SignatureScheme: Sendable {
    case ed25519
}
