import TandemCrypto
import TandemShield
import TandemToyCrypto
import Testing

@Suite("Blocklists")
struct BlocklistTests {
    private let provider = ToyCrypto()

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private func list(_ hosts: String..., serial: UInt64 = 1) -> Blocklist {
        Blocklist(hosts: hosts.map(bytes), serial: serial, provider: provider)
    }

    @Test("an entry stands for the host and all below it, and for nothing else")
    func contains() throws {
        let list = list("evil.example", "a.b.example", "10.0.0.1", "com")
        for host in [
            "evil.example", "www.evil.example", "evil.example.", "a.b.example", "10.0.0.1",
        ] {
            #expect(try verdict("https://\(host)/", blocklist: list).reasons.first == .blocked)
        }
        for host in ["good.example", "b.example", "notevil.example", "evil.example.net", "x.com"] {
            #expect(try !verdict("https://\(host)/", blocklist: list).reasons.contains(.blocked))
        }
    }

    @Test("a signed list is read back")
    func signed() throws {
        let keys = provider.generateSignatureKeyPair(.ed25519)
        let list = list("b.example", "a.example", "b.example", serial: 7)
        #expect(list.count == 2)
        let file = try SignedBlocklist.sign(list, privateKey: keys.privateKey, provider: provider)
        let read = try SignedBlocklist.open(
            file,
            publicKey: keys.publicKey,
            newerThan: 6,
            provider: provider
        )
        #expect(read == list)
    }

    @Test("a list that is foreign, damaged or not newer is refused")
    func refused() throws {
        let (keys, others) = (
            provider.generateSignatureKeyPair(.ed25519), provider.generateSignatureKeyPair(.ed25519)
        )
        let file = try SignedBlocklist.sign(
            list("a.example", serial: 7),
            privateKey: keys.privateKey,
            provider: provider
        )
        func open(_ file: [UInt8], _ key: [UInt8], newerThan serial: UInt64?) throws(BlocklistError)
        {
            _ = try SignedBlocklist.open(
                file,
                publicKey: key,
                newerThan: serial,
                provider: provider
            )
        }
        #expect(throws: BlocklistError.unauthenticated) {
            try open(file, others.publicKey, newerThan: nil)
        }
        #expect(throws: BlocklistError.outdated) { try open(file, keys.publicKey, newerThan: 7) }
        #expect(throws: BlocklistError.malformed) {
            try open([1, 2, 3], keys.publicKey, newerThan: nil)
        }
        for index in file.indices {
            var changed = file
            changed[index] ^= 1
            #expect(throws: BlocklistError.unauthenticated) {
                try open(changed, keys.publicKey, newerThan: nil)
            }
        }
    }

    @Test("a list that is signed and yet malformed is refused")
    func malformed() throws {
        let lenient = ToyCrypto(.trustsSignatures)
        let good = list("a.example", "b.example").encoded
        let empty = [UInt8](repeating: 0, count: 64)
        var swapped = good
        swapped.replaceSubrange(16..<32, with: good[24..<32] + good[16..<24])
        for content in [
            Array(good.dropLast()), good + [0], swapped, [0] + good.dropFirst(),
            Array(good.prefix(9)),
        ] {
            #expect(throws: BlocklistError.malformed) {
                try SignedBlocklist.open(
                    empty + content,
                    publicKey: [],
                    newerThan: nil,
                    provider: lenient
                )
            }
        }
    }

    @Test("hosts files, lists and CSV feeds are read; comments, addresses and shared hosts are not")
    func imports() throws {
        let feed = """
            # a comment
            ! another
            127.0.0.1 localhost
            0.0.0.0 Evil.example.com tracker.example.net # trailing
            plain.example.org
            https://trap.example.de/path#x
            "3","2023-01-02","http://csv.example.fr/x,y","online"
            4,https://www.paypal.com/abused,listed.example.it
            5,list.example.es,spam
            https://co.uk/
            http://203.0.113.9/x
            not a host..
            """
        let hosts = BlocklistImporter(data: try shieldData()).hosts(in: bytes(feed))
        let expected = [
            "evil.example.com", "tracker.example.net", "plain.example.org", "trap.example.de",
            "csv.example.fr", "list.example.es", "203.0.113.9",
        ]
        #expect(hosts.map { String(decoding: $0, as: UTF8.self) } == expected)
    }
}
