import Crypto
import FoundationEssentials
public import TandemBytes
public import TandemCrypto

extension NativeCryptoProvider {
    /// By BoringSSL's X25519.
    public func generateKEMKeyPair(_ kem: KEMAlgorithm) -> KEMKeyPair {
        switch kem {
        case .x25519: KEMKeyPair(Curve25519.KeyAgreement.PrivateKey())
        }
    }

    /// By the HKDF of this provider.
    public func deriveKEMKeyPair(
        _ kem: KEMAlgorithm,
        ikm: SecretBytes
    ) throws(TandemCrypto.CryptoError) -> KEMKeyPair {
        switch kem {
        case .x25519:
            guard ikm.count >= 32 else { throw .malformedInput }
            let privateKey = derivedX25519PrivateKey(ikm: ikm)
            do {
                return try KEMKeyPair(privateKey.x25519PrivateKey)
            } catch {
                throw .malformedInput
            }
        }
    }

    /// DeriveKeyPair of DHKEM(X25519, HKDF-SHA256), by the HKDF above: swift-crypto has it not.
    ///
    /// Source: RFC 9180 §7.1.3, with LabeledExtract and LabeledExpand of §4.
    private func derivedX25519PrivateKey(ikm: SecretBytes) -> SecretBytes {
        let suiteID = Array("KEM".utf8) + [0x00, 0x20]
        let version = Array("HPKE-v1".utf8)
        let prefix = version + suiteID + Array("dkp_prk".utf8)
        let labeledIKM = SecretBytes(count: prefix.count + ikm.count) { span in
            span.withUnsafeMutableBytes { buffer in
                buffer.copyBytes(from: prefix)
                ikm.withUnsafeBytes { ikm in
                    UnsafeMutableRawBufferPointer(rebasing: buffer[prefix.count...])
                        .copyMemory(from: ikm)
                }
            }
        }
        let prk = extract(.sha256, salt: SecretBytes(copying: []), ikm: labeledIKM)
        let info = [0, 32] + version + suiteID + Array("sk".utf8)
        return expand(.sha256, prk: prk, info: info, byteCount: 32)
    }
}

extension KEMKeyPair {
    /// The two halves of `key`.
    fileprivate init(_ key: Curve25519.KeyAgreement.PrivateKey) {
        var privateKey = key.rawRepresentation
        self.init(
            privateKey: privateKey.moveToSecret(),
            publicKey: Array(key.publicKey.rawRepresentation)
        )
    }
}

extension SecretBytes {
    /// The key as swift-crypto holds it, which also computes the public half.
    var x25519PrivateKey: Curve25519.KeyAgreement.PrivateKey {
        get throws {
            try withUnsafeBytes { try Curve25519.KeyAgreement.PrivateKey(rawRepresentation: $0) }
        }
    }
}
