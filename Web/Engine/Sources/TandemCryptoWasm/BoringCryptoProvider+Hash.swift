import CTandemBoring
public import TandemBytes
public import TandemCrypto

extension BoringCryptoProvider {
    /// By BoringSSL's SHA-2.
    public func hash(_ algorithm: HashAlgorithm, _ data: [UInt8]) -> [UInt8] {
        data.asInput { data in
            [UInt8](filling: algorithm.byteCount) { tandem_hash(algorithm.number, data, $0) }
        }
    }

    /// By BoringSSL's HMAC.
    public func hmac(_ algorithm: HashAlgorithm, key: SecretBytes, _ data: [UInt8]) -> [UInt8] {
        key.asInput { key in
            data.asInput { data in
                [UInt8](filling: algorithm.byteCount) {
                    tandem_hmac(algorithm.number, key, data, $0)
                }
            }
        }
    }

    /// By BoringSSL's HKDF.
    public func extract(
        _ algorithm: HashAlgorithm,
        salt: SecretBytes,
        ikm: SecretBytes
    ) -> SecretBytes {
        salt.asInput { salt in
            ikm.asInput { ikm in
                SecretBytes(filling: algorithm.byteCount) {
                    tandem_hkdf_extract(algorithm.number, salt, ikm, $0)
                }
            }
        }
    }

    /// By BoringSSL's HKDF.
    public func expand(
        _ algorithm: HashAlgorithm,
        prk: SecretBytes,
        info: [UInt8],
        byteCount: Int
    ) -> SecretBytes {
        precondition(
            byteCount >= 0 && byteCount <= 255 * algorithm.byteCount,
            "HKDF gives at most 255 blocks"
        )
        return prk.asInput { prk in
            info.asInput { info in
                SecretBytes(filling: byteCount) {
                    _ = tandem_hkdf_expand(algorithm.number, prk, info, $0, byteCount)
                }
            }
        }
    }
}

extension HashAlgorithm {
    /// The shim's number of the hash function.
    fileprivate var number: Int32 {
        switch self {
        case .sha256: Int32(TANDEM_SHA256)
        case .sha384: Int32(TANDEM_SHA384)
        case .sha512: Int32(TANDEM_SHA512)
        }
    }
}
