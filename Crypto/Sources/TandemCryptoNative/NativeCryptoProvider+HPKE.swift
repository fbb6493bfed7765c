import Crypto
import FoundationEssentials
public import TandemBytes
public import TandemCrypto

extension NativeCryptoProvider {
    /// By swift-crypto's HPKE; refuses points of low order first.
    public func hpkeSeal(
        _ suite: CipherSuite,
        publicKey: [UInt8],
        info: [UInt8],
        authenticatedData: [UInt8],
        _ plaintext: [UInt8]
    ) throws(TandemCrypto.CryptoError) -> HPKECiphertextParts {
        try checkPublicKey(publicKey)
        do {
            var sender = try sender(suite, publicKey: publicKey, info: info)
            let ciphertext = try sender.seal(plaintext, authenticating: authenticatedData)
            return HPKECiphertextParts(
                encapsulated: Array(sender.encapsulatedKey),
                ciphertext: Array(ciphertext)
            )
        } catch {
            throw .malformedInput
        }
    }

    /// By swift-crypto's HPKE; refuses points of low order first.
    public func hpkeOpen(
        _ suite: CipherSuite,
        privateKey: SecretBytes,
        encapsulated: [UInt8],
        info: [UInt8],
        authenticatedData: [UInt8],
        _ ciphertext: [UInt8]
    ) throws(TandemCrypto.CryptoError) -> [UInt8] {
        var recipient = try recipient(
            suite,
            privateKey: privateKey,
            encapsulated: encapsulated,
            info: info
        )
        do {
            var plaintext = try recipient.open(ciphertext, authenticating: authenticatedData)
            return plaintext.moveToArray()
        } catch {
            throw .unauthenticated
        }
    }

    /// By swift-crypto's HPKE; refuses points of low order first.
    public func hpkeSendExport(
        _ suite: CipherSuite,
        publicKey: [UInt8],
        info: [UInt8],
        exporterContext: [UInt8],
        byteCount: Int
    ) throws(TandemCrypto.CryptoError) -> HPKEExport {
        try checkPublicKey(publicKey)
        do {
            let sender = try sender(suite, publicKey: publicKey, info: info)
            let secret = try sender.exportSecret(
                context: exporterContext,
                outputByteCount: byteCount
            )
            return HPKEExport(
                encapsulated: Array(sender.encapsulatedKey),
                secret: secret.secretBytes
            )
        } catch {
            throw .malformedInput
        }
    }

    /// By swift-crypto's HPKE; refuses points of low order first.
    public func hpkeReceiveExport(
        _ suite: CipherSuite,
        privateKey: SecretBytes,
        encapsulated: [UInt8],
        info: [UInt8],
        exporterContext: [UInt8],
        byteCount: Int
    ) throws(TandemCrypto.CryptoError) -> SecretBytes {
        let recipient = try recipient(
            suite,
            privateKey: privateKey,
            encapsulated: encapsulated,
            info: info
        )
        do {
            return try recipient.exportSecret(
                context: exporterContext,
                outputByteCount: byteCount
            ).secretBytes
        } catch {
            throw .malformedInput
        }
    }

    private func sender(
        _ suite: CipherSuite,
        publicKey: [UInt8],
        info: [UInt8]
    ) throws -> HPKE.Sender {
        switch suite.kem {
        case .x25519:
            try HPKE.Sender(
                recipientKey: Curve25519.KeyAgreement.PublicKey(rawRepresentation: publicKey),
                ciphersuite: suite.hpke,
                info: Data(info)
            )
        }
    }

    private func recipient(
        _ suite: CipherSuite,
        privateKey: SecretBytes,
        encapsulated: [UInt8],
        info: [UInt8]
    ) throws(TandemCrypto.CryptoError) -> HPKE.Recipient {
        try checkPublicKey(encapsulated)
        do {
            return switch suite.kem {
            case .x25519:
                try HPKE.Recipient(
                    privateKey: privateKey.x25519PrivateKey,
                    ciphersuite: suite.hpke,
                    info: Data(info),
                    encapsulatedKey: Data(encapsulated)
                )
            }
        } catch {
            throw .malformedInput
        }
    }

    /// Refuses a point whose shared secret would be zero with any private key.
    ///
    /// swift-crypto computes that secret all the same, and HPKE must not use it.
    ///
    /// Source: RFC 9180 §7.1.4.
    private func checkPublicKey(_ publicKey: [UInt8]) throws(TandemCrypto.CryptoError) {
        guard publicKey.count == 32, !isX25519LowOrder(publicKey) else { throw .malformedInput }
    }
}

extension CipherSuite {
    /// The suite's HPKE algorithms.
    fileprivate var hpke: HPKE.Ciphersuite {
        switch self {
        case .x25519AES128GCMSHA256Ed25519:
            HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_128)
        case .x25519ChaCha20Poly1305SHA256Ed25519:
            .Curve25519_SHA256_ChachaPoly
        }
    }
}
