import TandemBytes
import TandemCrypto
import TandemProtocol

/// Seals and opens the chunks of the archive.
///
/// Layout of a sealed chunk: `opaque salt[16]`, then ChaCha20-Poly1305 under
/// `HKDF-Expand(HKDF-Extract("Tandem archive", archiveKey), "chunk" || device || salt, 32)` with a
/// nonce of zeros; authenticated data: `device || uint32 index || uint32 total`. The salt makes
/// every key good for one chunk only, also when a chunk is made again after a crash.
struct ArchiveKey {
    private static let saltByteCount = 16
    private let prk: SecretBytes
    private let device: DeviceID

    init(_ key: SecretBytes, device: DeviceID, provider: some CryptoProvider) {
        let label = SecretBytes(copying: utf8Bytes("Tandem archive"))
        prk = provider.extract(.sha256, salt: label, ikm: key)
        self.device = device
    }

    private func key(_ salt: [UInt8], _ provider: some CryptoProvider) -> SecretBytes {
        let info = utf8Bytes("chunk") + device.bytes + salt
        return provider.expand(.sha256, prk: prk, info: info, byteCount: 32)
    }

    private func authenticatedData(_ index: UInt32, _ total: UInt32) -> [UInt8] {
        var writer = ByteWriter(capacity: 24)
        writer.value(device)
        writer.integer(index)
        writer.integer(total)
        return writer.bytes
    }

    func seal(
        _ chunk: ArchiveChunk,
        index: UInt32,
        total: UInt32,
        provider: some CryptoProvider
    ) -> [UInt8]? {
        let salt = provider.randomBytes(count: Self.saltByteCount)
        let sealed = try? provider.seal(
            .chaCha20Poly1305,
            key: key(salt, provider),
            nonce: [UInt8](repeating: 0, count: 12),
            authenticatedData: authenticatedData(index, total),
            chunk.encoded
        )
        return sealed.map { salt + $0 }
    }

    func open(
        _ bytes: [UInt8],
        index: UInt32,
        total: UInt32,
        provider: some CryptoProvider
    ) -> ArchiveChunk? {
        guard bytes.count > Self.saltByteCount else { return nil }
        let salt = Array(bytes[..<Self.saltByteCount])
        let plaintext = try? provider.open(
            .chaCha20Poly1305,
            key: key(salt, provider),
            nonce: [UInt8](repeating: 0, count: 12),
            authenticatedData: authenticatedData(index, total),
            Array(bytes[Self.saltByteCount...])
        )
        return plaintext.flatMap { try? ArchiveChunk(exactly: $0) }
    }
}
