import Synchronization
import TandemBytes
import TandemCrypto

/// Primitives that accept everything, so that changed bytes get past signatures, tags and hashes to
/// the code behind them.
///
/// All tags are equal, every signature verifies, every ciphertext opens. Only derived secrets
/// differ, since groups need keys that do. Random bytes are the same in every run.
struct PermissiveCrypto: CryptoProvider {
    /// Whether hashes differ: the engine names devices by them. When all are equal, every tree fits
    /// its group context, and every parent its leaves.
    var hashesDiffer = false

    private static let counter = Atomic<UInt64>(0)

    func randomBytes(count: Int) -> [UInt8] {
        let (_, seed) = Self.counter.add(1, ordering: .relaxed)
        return mixed(
            [[UInt8(truncatingIfNeeded: seed), UInt8(truncatingIfNeeded: seed >> 8)]],
            count
        )
    }

    func hash(_ algorithm: HashAlgorithm, _ data: [UInt8]) -> [UInt8] {
        guard hashesDiffer else { return [UInt8](repeating: 0x48, count: algorithm.byteCount) }
        return mixed([data], algorithm.byteCount)
    }

    func hmac(_ algorithm: HashAlgorithm, key: SecretBytes, _ data: [UInt8]) -> [UInt8] {
        [UInt8](repeating: 0x4d, count: algorithm.byteCount)
    }

    func extract(_ algorithm: HashAlgorithm, salt: SecretBytes, ikm: SecretBytes) -> SecretBytes {
        SecretBytes(copying: mixed([salt.copyBytes(), ikm.copyBytes()], algorithm.byteCount))
    }

    func expand(
        _ algorithm: HashAlgorithm,
        prk: SecretBytes,
        info: [UInt8],
        byteCount: Int
    ) -> SecretBytes {
        SecretBytes(copying: mixed([prk.copyBytes(), info], byteCount))
    }

    func seal(
        _ algorithm: AEADAlgorithm,
        key: SecretBytes,
        nonce: [UInt8],
        authenticatedData: [UInt8],
        _ plaintext: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        plaintext + [UInt8](repeating: 0, count: algorithm.tagByteCount)
    }

    func open(
        _ algorithm: AEADAlgorithm,
        key: SecretBytes,
        nonce: [UInt8],
        authenticatedData: [UInt8],
        _ ciphertext: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        guard ciphertext.count >= algorithm.tagByteCount else { throw .unauthenticated }
        return ciphertext.dropLast(algorithm.tagByteCount)
    }

    func generateSignatureKeyPair(_ scheme: SignatureScheme) -> SignatureKeyPair {
        let key = randomBytes(count: 32)
        return SignatureKeyPair(privateKey: SecretBytes(copying: key), publicKey: key)
    }

    func sign(
        _ scheme: SignatureScheme,
        privateKey: SecretBytes,
        _ message: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        [UInt8](repeating: 0x53, count: 64)
    }

    func verify(
        _ scheme: SignatureScheme,
        publicKey: [UInt8],
        signature: [UInt8],
        _ message: [UInt8]
    ) -> Bool {
        true
    }

    func generateKEMKeyPair(_ kem: KEMAlgorithm) -> KEMKeyPair {
        let key = randomBytes(count: 32)
        return KEMKeyPair(privateKey: SecretBytes(copying: key), publicKey: key)
    }

    func deriveKEMKeyPair(_ kem: KEMAlgorithm, ikm: SecretBytes) throws(CryptoError) -> KEMKeyPair {
        let key = mixed([ikm.copyBytes()], 32)
        return KEMKeyPair(privateKey: SecretBytes(copying: key), publicKey: key)
    }

    func hpkeSeal(
        _ suite: CipherSuite,
        publicKey: [UInt8],
        info: [UInt8],
        authenticatedData: [UInt8],
        _ plaintext: [UInt8]
    ) throws(CryptoError) -> HPKECiphertextParts {
        HPKECiphertextParts(encapsulated: [], ciphertext: plaintext)
    }

    func hpkeOpen(
        _ suite: CipherSuite,
        privateKey: SecretBytes,
        encapsulated: [UInt8],
        info: [UInt8],
        authenticatedData: [UInt8],
        _ ciphertext: [UInt8]
    ) throws(CryptoError) -> [UInt8] {
        ciphertext
    }

    func hpkeSendExport(
        _ suite: CipherSuite,
        publicKey: [UInt8],
        info: [UInt8],
        exporterContext: [UInt8],
        byteCount: Int
    ) throws(CryptoError) -> HPKEExport {
        HPKEExport(
            encapsulated: [],
            secret: SecretBytes(copying: mixed([exporterContext], byteCount))
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
        SecretBytes(copying: mixed([exporterContext], byteCount))
    }
}

/// Bytes that depend on every part: quick, and of no strength at all.
private func mixed(_ parts: [[UInt8]], _ byteCount: Int) -> [UInt8] {
    var state: UInt64 = 0x9e37_79b9_7f4a_7c15
    for part in parts {
        for byte in part {
            state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        state = state &+ 0xbf58_476d_1ce4_e5b9
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount)
    while bytes.count < byteCount {
        state = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9 &+ 1
        bytes.append(UInt8(truncatingIfNeeded: state >> 56))
    }
    return bytes
}
