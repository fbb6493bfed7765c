import Crypto
import FoundationEssentials
public import TandemBytes
public import TandemCrypto

extension NativeCryptoProvider {
    /// By swift-crypto's HMAC: Extract is nothing else.
    public func extract(
        _ algorithm: HashAlgorithm,
        salt: SecretBytes,
        ikm: SecretBytes
    ) -> SecretBytes {
        switch algorithm {
        case .sha256: extract(SHA256.self, salt: salt, ikm: ikm)
        case .sha384: extract(SHA384.self, salt: salt, ikm: ikm)
        case .sha512: extract(SHA512.self, salt: salt, ikm: ikm)
        }
    }

    /// By swift-crypto's HKDF.
    public func expand(
        _ algorithm: HashAlgorithm,
        prk: SecretBytes,
        info: [UInt8],
        byteCount: Int
    ) -> SecretBytes {
        precondition(
            (0...255 * algorithm.byteCount).contains(byteCount),
            "HKDF gives at most 255 blocks"
        )
        guard byteCount > 0 else { return SecretBytes(copying: []) }
        return switch algorithm {
        case .sha256: expand(SHA256.self, prk: prk, info: info, byteCount: byteCount)
        case .sha384: expand(SHA384.self, prk: prk, info: info, byteCount: byteCount)
        case .sha512: expand(SHA512.self, prk: prk, info: info, byteCount: byteCount)
        }
    }

    /// HKDF-Extract is HMAC with the salt as the key, which also pads an empty salt with zeros.
    ///
    /// Source: RFC 5869 §2.2.
    private func extract<Hash: HashFunction>(
        _: Hash.Type,
        salt: SecretBytes,
        ikm: SecretBytes
    ) -> SecretBytes {
        let code = ikm.withUnsafeBytes { ikm in
            HMAC<Hash>.authenticationCode(for: ikm, using: salt.symmetricKey)
        }
        return code.withUnsafeBytes { SecretBytes(copying: $0) }
    }

    private func expand<Hash: HashFunction>(
        _: Hash.Type,
        prk: SecretBytes,
        info: [UInt8],
        byteCount: Int
    ) -> SecretBytes {
        prk.withUnsafeBytes { prk in
            HKDF<Hash>.expand(pseudoRandomKey: prk, info: info, outputByteCount: byteCount)
        }.secretBytes
    }
}

extension SecretBytes {
    /// The same bytes as swift-crypto holds them: also wiped on release.
    var symmetricKey: SymmetricKey {
        withUnsafeBytes { SymmetricKey(data: $0) }
    }
}

extension SymmetricKey {
    /// The same bytes as the seam holds them.
    var secretBytes: SecretBytes {
        withUnsafeBytes { SecretBytes(copying: $0) }
    }
}
