import CTandemBoring
public import TandemBytes
public import TandemCrypto

extension BoringCryptoProvider {
    /// From fresh random bytes.
    public func generateKEMKeyPair(_ kem: KEMAlgorithm) -> KEMKeyPair {
        switch kem {
        case .x25519:
            pair(of: SecretBytes(filling: kem.keyByteCount) { tandem_random($0, kem.keyByteCount) })
        }
    }

    /// By the HKDF above: BoringSSL keeps its own to itself.
    public func deriveKEMKeyPair(
        _ kem: KEMAlgorithm,
        ikm: SecretBytes
    ) throws(CryptoError) -> KEMKeyPair {
        switch kem {
        case .x25519:
            guard ikm.count >= kem.keyByteCount else { throw .malformedInput }
            return pair(of: derivedX25519PrivateKey(ikm: ikm))
        }
    }

    /// By BoringSSL's HPKE.
    public func hpkeSeal(
        _ suite: CipherSuite,
        publicKey: [UInt8],
        info: [UInt8],
        authenticatedData: [UInt8],
        _ plaintext: [UInt8]
    ) throws(CryptoError) -> HPKECiphertextParts {
        var ciphertext: [UInt8]?
        let encapsulated = publicKey.asInput { key in
            lend(info, authenticatedData, plaintext) { info, data, text in
                [UInt8](filling: suite.kem.keyByteCount) { encapsulated in
                    ciphertext = [UInt8](trying: text.count + suite.aead.tagByteCount) { out in
                        tandem_hpke_seal(
                            suite.kem.number,
                            suite.aead.number,
                            key,
                            info,
                            data,
                            text,
                            encapsulated,
                            suite.kem.keyByteCount,
                            out
                        )
                    }
                }
            }
        }
        guard let ciphertext else { throw .malformedInput }
        return HPKECiphertextParts(encapsulated: encapsulated, ciphertext: ciphertext)
    }

    /// By BoringSSL's HPKE.
    public func hpkeOpen(
        _ suite: CipherSuite,
        privateKey: SecretBytes,
        encapsulated: [UInt8],
        info: [UInt8],
        authenticatedData: [UInt8],
        _ ciphertext: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        var outcome: Int32 = 0
        let plaintext = privateKey.asInput { key in
            encapsulated.asInput { encapsulated in
                lend(info, authenticatedData, ciphertext) { info, data, text in
                    [UInt8](trying: max(0, text.count - suite.aead.tagByteCount)) { out in
                        outcome = tandem_hpke_open(
                            suite.kem.number,
                            suite.aead.number,
                            key,
                            encapsulated,
                            info,
                            data,
                            text,
                            out
                        )
                        return outcome
                    }
                }
            }
        }
        guard let plaintext else {
            throw outcome == Int32(TANDEM_HPKE_MALFORMED) ? .malformedInput : .unauthenticated
        }
        return plaintext
    }

    /// By BoringSSL's HPKE.
    public func hpkeSendExport(
        _ suite: CipherSuite,
        publicKey: [UInt8],
        info: [UInt8],
        exporterContext: [UInt8],
        byteCount: Int
    ) throws(CryptoError) -> HPKEExport {
        var exported: Int32 = 0
        var encapsulated: [UInt8] = []
        let secret = lend(publicKey, info, exporterContext) { key, info, context in
            SecretBytes(filling: byteCount) { out in
                encapsulated = [UInt8](filling: suite.kem.keyByteCount) { encapsulated in
                    exported = tandem_hpke_send_export(
                        suite.kem.number,
                        suite.aead.number,
                        key,
                        info,
                        context,
                        encapsulated,
                        suite.kem.keyByteCount,
                        out,
                        byteCount
                    )
                }
            }
        }
        guard exported == 1 else { throw .malformedInput }
        return HPKEExport(encapsulated: encapsulated, secret: secret)
    }

    /// By BoringSSL's HPKE.
    public func hpkeReceiveExport(
        _ suite: CipherSuite,
        privateKey: SecretBytes,
        encapsulated: [UInt8],
        info: [UInt8],
        exporterContext: [UInt8],
        byteCount: Int
    ) throws(CryptoError) -> SecretBytes {
        var exported: Int32 = 0
        let secret = privateKey.asInput { key in
            lend(encapsulated, info, exporterContext) { encapsulated, info, context in
                SecretBytes(filling: byteCount) { out in
                    exported = tandem_hpke_receive_export(
                        suite.kem.number,
                        suite.aead.number,
                        key,
                        encapsulated,
                        info,
                        context,
                        out,
                        byteCount
                    )
                }
            }
        }
        guard exported == 1 else { throw .malformedInput }
        return secret
    }

    /// Lends three inputs to `body`.
    private func lend<Result>(
        _ first: [UInt8],
        _ second: [UInt8],
        _ third: [UInt8],
        _ body: (tandem_input, tandem_input, tandem_input) -> Result
    ) -> Result {
        first.asInput { first in
            second.asInput { second in
                third.asInput { third in body(first, second, third) }
            }
        }
    }

    /// The X25519 private key with its public half.
    private func pair(of privateKey: SecretBytes) -> KEMKeyPair {
        let publicKey = privateKey.asInput { key in
            [UInt8](filling: KEMAlgorithm.x25519.keyByteCount) {
                tandem_x25519_public(key.bytes, $0)
            }
        }
        return KEMKeyPair(privateKey: privateKey, publicKey: publicKey)
    }

    /// HPKE's DeriveKeyPair for DHKEM(X25519, HKDF-SHA256), up to the private key.
    ///
    /// Source: RFC 9180 §7.1.3, with LabeledExtract and LabeledExpand of §4.
    private func derivedX25519PrivateKey(ikm: SecretBytes) -> SecretBytes {
        let suiteID = Array("KEM".utf8) + [0x00, 0x20]
        let version = Array("HPKE-v1".utf8)
        let prefix = version + suiteID + Array("dkp_prk".utf8)
        let labeledKeyMaterial = SecretBytes(count: prefix.count + ikm.count) { span in
            span.withUnsafeMutableBytes { buffer in
                buffer.copyBytes(from: prefix)
                ikm.withUnsafeBytes { ikm in
                    UnsafeMutableRawBufferPointer(rebasing: buffer[prefix.count...])
                        .copyMemory(from: ikm)
                }
            }
        }
        let prk = extract(.sha256, salt: SecretBytes(copying: []), ikm: labeledKeyMaterial)
        let info = [0x00, 0x20] + version + suiteID + Array("sk".utf8)
        return expand(.sha256, prk: prk, info: info, byteCount: 32)
    }
}

extension KEMAlgorithm {
    /// The shim's number of the KEM.
    fileprivate var number: Int32 {
        switch self {
        case .x25519: Int32(TANDEM_X25519)
        }
    }

    /// The length of a private key, of a public key and of an encapsulation, in bytes.
    fileprivate var keyByteCount: Int {
        switch self {
        case .x25519: 32
        }
    }
}
