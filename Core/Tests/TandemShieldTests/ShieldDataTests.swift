import TandemShield
import TandemShieldTables
import Testing

@Suite("Tables of the link shield")
struct ShieldDataTests {
    @Test("another format and a cut-off file are refused")
    func refused() {
        #expect(throws: ShieldDataError.unknownFormat) { try ShieldData([]) }
        #expect(throws: ShieldDataError.unknownFormat) {
            try ShieldData(Array("nothing like it".utf8))
        }
        let bytes = ShieldTables.bytes
        for count in [5, 20, 100, bytes.count / 2, bytes.count - 1] {
            #expect(throws: ShieldDataError.malformed) {
                try ShieldData(Array(bytes.prefix(count)))
            }
        }
    }

    @Test("damaged tables are refused or give other answers, and never trap")
    func damaged() {
        var generator = SplitMix(seed: 1)
        let (bytes, hosts) = (
            ShieldTables.bytes, ["https://pаypal.com.bücher.co.uk/", "https://क्‍ष.kobe.jp/"]
        )
        for _ in 0..<12 {
            var changed = bytes
            for _ in 0..<400 {
                changed[Int(generator.next() % UInt64(bytes.count - 200)) + 150] = UInt8(
                    generator.next() & 255
                )
            }
            guard let data = try? ShieldData(changed) else { continue }
            for host in hosts { _ = try? WebURL(parsing: Array(host.utf8), data: data) }
        }
    }
}

/// The same numbers in every run.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
