import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import Testing

@Suite("Stored secret tree")
struct StoredSecretTreeTests {
    private let suite = CipherSuite.x25519ChaCha20Poly1305SHA256Ed25519

    private var tree: SecretTree {
        SecretTree(suite: suite, size: TreeSize(leafCount: 8), encryptionSecret: .zeros(suite))
    }

    private var bytes: [UInt8] {
        var writer = ByteWriter()
        tree.encode(into: &writer)
        return writer.bytes
    }

    @Test("what was stored is read back")
    func roundTrip() throws {
        var reader = ByteReader(bytes)
        let read = try SecretTree(suite: suite, from: &reader)
        var writer = ByteWriter()
        read.encode(into: &writer)
        #expect(reader.isAtEnd)
        #expect(writer.bytes == bytes)
    }

    @Test("every cut of the stored bytes is refused")
    func truncated() {
        for count in 0..<bytes.count {
            var reader = ByteReader(Array(bytes.prefix(count)))
            #expect(throws: DecodeError.self) { try SecretTree(suite: suite, from: &reader) }
        }
    }

    @Test("a size beyond the largest tree is refused")
    func tooLarge() {
        var large = bytes
        large.replaceSubrange(0..<4, with: [0xff, 0xff, 0xff, 0xff])
        var reader = ByteReader(large)
        #expect(throws: DecodeError.invalid) { try SecretTree(suite: suite, from: &reader) }
    }
}
