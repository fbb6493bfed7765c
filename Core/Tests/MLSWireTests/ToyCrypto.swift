import TandemBytes
import TandemCrypto

/// Arithmetic with the shape of a crypto provider, for rules that do not depend on strength: the
/// private key of a signature is its public key, and nothing is secret.
struct ToyCrypto: CryptoProvider {
    /// Whether every signature verifies, so that mutated messages reach the rules behind.
    var acceptsAllSignatures = false

    func randomBytes(count: Int) -> [UInt8] { [UInt8](repeating: 7, count: count) }

    func hash(_ algorithm: HashAlgorithm, _ data: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for lane in 0..<UInt64(algorithm.byteCount / 8) {
            var state: UInt64 = 0xcbf2_9ce4_8422_2325 &+ lane &* 0x9e37_79b9_7f4a_7c15
            for byte in data {
                state = (state ^ UInt64(byte)) &* 0x100_0000_01b3
                state ^= state >> 29
            }
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                result.append(UInt8(truncatingIfNeeded: state >> shift))
            }
        }
        return result
    }

    func hmac(_ algorithm: HashAlgorithm, key: SecretBytes, _ data: [UInt8]) -> [UInt8] {
        hash(algorithm, key.copyBytes() + data)
    }

    func extract(_ algorithm: HashAlgorithm, salt: SecretBytes, ikm: SecretBytes) -> SecretBytes {
        SecretBytes(copying: hash(algorithm, salt.copyBytes() + ikm.copyBytes()))
    }

    func expand(
        _ algorithm: HashAlgorithm,
        prk: SecretBytes,
        info: [UInt8],
        byteCount: Int
    ) -> SecretBytes {
        var bytes: [UInt8] = []
        while bytes.count < byteCount {
            bytes += hash(algorithm, prk.copyBytes() + info + [UInt8(bytes.count & 0xff)])
        }
        return SecretBytes(copying: bytes.prefix(byteCount))
    }

    func seal(
        _ algorithm: AEADAlgorithm,
        key: SecretBytes,
        nonce: [UInt8],
        authenticatedData: [UInt8],
        _ plaintext: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        plaintext + hash(.sha256, key.copyBytes() + nonce + authenticatedData).prefix(16)
    }

    func open(
        _ algorithm: AEADAlgorithm,
        key: SecretBytes,
        nonce: [UInt8],
        authenticatedData: [UInt8],
        _ ciphertext: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        let tag = hash(.sha256, key.copyBytes() + nonce + authenticatedData).prefix(16)
        guard ciphertext.suffix(16) == tag else { throw .unauthenticated }
        return ciphertext.dropLast(16)
    }

    func generateSignatureKeyPair(_ scheme: SignatureScheme) -> SignatureKeyPair {
        SignatureKeyPair(privateKey: SecretBytes(copying: [1]), publicKey: [1])
    }

    func sign(
        _ scheme: SignatureScheme,
        privateKey: SecretBytes,
        _ message: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        hash(.sha256, privateKey.copyBytes() + message)
    }

    func verify(
        _ scheme: SignatureScheme,
        publicKey: [UInt8],
        signature: [UInt8],
        _ message: [UInt8]
    ) -> Bool {
        acceptsAllSignatures || signature == hash(.sha256, publicKey + message)
    }

    func generateKEMKeyPair(_ kem: KEMAlgorithm) -> KEMKeyPair {
        KEMKeyPair(privateKey: SecretBytes(copying: [2]), publicKey: [2])
    }

    func deriveKEMKeyPair(_ kem: KEMAlgorithm, ikm: SecretBytes) throws(CryptoError) -> KEMKeyPair {
        let key = hash(.sha256, ikm.copyBytes())
        return KEMKeyPair(privateKey: SecretBytes(copying: key), publicKey: key)
    }

    func hpkeSeal(
        _ suite: CipherSuite,
        publicKey: [UInt8],
        info: [UInt8],
        authenticatedData: [UInt8],
        _ plaintext: [UInt8]
    ) throws(CryptoError) -> HPKECiphertextParts {
        HPKECiphertextParts(
            encapsulated: hash(.sha256, publicKey + info + authenticatedData),
            ciphertext: plaintext
        )
    }

    func hpkeOpen(
        _ suite: CipherSuite,
        privateKey: SecretBytes,
        encapsulated: [UInt8],
        info: [UInt8],
        authenticatedData: [UInt8],
        _ ciphertext: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        guard encapsulated == hash(.sha256, privateKey.copyBytes() + info + authenticatedData)
        else { throw .unauthenticated }
        return ciphertext
    }

    func hpkeSendExport(
        _ suite: CipherSuite,
        publicKey: [UInt8],
        info: [UInt8],
        exporterContext: [UInt8],
        byteCount: Int
    ) throws(CryptoError) -> HPKEExport {
        HPKEExport(
            encapsulated: [3],
            secret: expand(
                .sha256,
                prk: SecretBytes(copying: publicKey),
                info: info + exporterContext,
                byteCount: byteCount
            )
        )
    }

    func hpkeReceiveExport(
        _ suite: CipherSuite,
        privateKey: SecretBytes,
        encapsulated: [UInt8],
        info: [UInt8],
        exporterContext: [UInt8],
        byteCount: Int
    ) throws(CryptoError) -> SecretBytes {
        expand(.sha256, prk: privateKey, info: info + exporterContext, byteCount: byteCount)
    }
}
