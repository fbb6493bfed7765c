import Testing

@testable import TandemQR

@Suite("QR codes, ISO/IEC 18004:2015")
struct QRCodeTests {
    @Test("a symbol of version 1-M is the one that qrencode 4.1.1 draws")
    func versionOne() throws {
        let code = try QRCode(ascii("TANDEM"), version: .smallest, level: .medium)
        #expect(drawing(code.matrix) == versionOneDrawing)
    }

    @Test("the full symbol of every version and level is as an independent reader confirmed it")
    func everyVersionAndLevel() throws {
        for (index, levels) in QRGolden.table.enumerated() {
            let version = try #require(QRVersion(index + 1))
            for (level, golden) in zip(QRErrorCorrection.allCases, levels) {
                let mask = try #require(
                    QRMask(rawValue: UInt8((index + 1 + Int(level.rawValue)) % 8))
                )
                let payload = QRGolden.payload(golden.capacity)
                let code = try QRCode(
                    payload,
                    version: version,
                    level: level,
                    mask: mask
                )
                #expect(checksum(code.matrix) == golden.checksum, "\(version.number) \(level)")
                #expect(throws: QREncodeError.tooLong) {
                    try QRCode(payload + [0x61], version: version, level: level)
                }
            }
        }
    }

    @Test("the smallest version that holds the payload is taken, and its level raised for nothing")
    func smallestVersion() throws {
        let barely = try QRCode(QRGolden.payload(26), level: .medium)
        #expect(barely.version.number == 2)
        #expect(barely.level == .medium)
        let roomy = try QRCode(QRGolden.payload(15), level: .medium)
        #expect(roomy.version.number == 2)
        #expect(roomy.level == .quartile)
        #expect(try QRCode([], level: .low).level == .high)
    }

    @Test("a payload too long for version 40 is refused")
    func tooLong() throws {
        #expect(try QRCode(QRGolden.payload(2953), level: .low).version == .largest)
        #expect(throws: QREncodeError.tooLong) {
            try QRCode(QRGolden.payload(2954), level: .low)
        }
        let digits = [UInt8](repeating: 0x37, count: 7089)
        #expect(try QRCode(digits, level: .low).version == .largest)
        #expect(throws: QREncodeError.tooLong) { try QRCode(digits + [0x37], level: .low) }
        #expect(throws: QREncodeError.tooLong) {
            try QRCode([UInt8](repeating: 0, count: 1 << 20), level: .low)
        }
    }

    @Test("the mask that is chosen has the least penalty of all eight")
    func leastPenalty() throws {
        let version = try #require(QRVersion(5))
        let payload = QRGolden.payload(60)
        let chosen = try QRCode(payload, version: version, level: .medium)
        for mask in QRMask.allCases {
            let other = try QRCode(payload, version: version, level: .medium, mask: mask)
            #expect(QRPenalty.points(chosen.matrix) <= QRPenalty.points(other.matrix))
        }
    }

    @Test("penalties are counted as the standard's table says")
    func penalties() {
        let light = QRMatrix(size: 21)
        let (runs, blocks, imbalance) = (42 * (3 + 16), 400 * 3, 100)
        #expect(QRPenalty.points(light) == runs + blocks + imbalance)
        var checkerboard = light
        for index in stride(from: 0, to: 21 * 21, by: 2) {
            checkerboard[index % 21, index / 21] = true
        }
        #expect(QRPenalty.points(checkerboard) == 0)
        let finderThenLight = ascii("#.###.#....")
        #expect(QRPenalty.linePoints(11) { finderThenLight[$0] == 0x23 } == 40)
        #expect(QRPenalty.linePoints(11) { finderThenLight[10 - $0] == 0x23 } == 40)
        #expect(QRPenalty.linePoints(10) { finderThenLight[$0] == 0x23 } == 0)
    }

    private let versionOneDrawing = """
        #######....##.#######
        #.....#.##..#.#.....#
        #.###.#..####.#.###.#
        #.###.#..##.#.#.###.#
        #.###.#.#.#.#.#.###.#
        #.....#..##.#.#.....#
        #######.#.#.#.#######
        ..........###........
        #.#.#.#....#....#..#.
        ..#.##..##....#..##.#
        ....#.##..#.#...#.#.#
        ###.##........#..#.##
        ..###.#####.#.#.##..#
        ........##.#.#.#.#...
        #######..###.###..###
        #.....#..#.###.####.#
        #.###.#.#..#.###....#
        #.###.#..#....##.#.#.
        #.###.#.##..#...##..#
        #.....#..##...##.#.##
        #######.#.#.#.#.#.#.#

        """
}

/// The bytes of an ASCII string.
func ascii(_ text: String) -> [UInt8] {
    Array(text.utf8)
}

/// The modules as `#` and `.`, a line a row.
private func drawing(_ matrix: QRMatrix) -> String {
    (0..<matrix.size).map { row in
        (0..<matrix.size).map { matrix.isDark(column: $0, row: row) ? "#" : "." }.joined() + "\n"
    }.joined()
}

/// The CRC-32 (ISO 3309) of the modules as the characters `0` and `1`.
private func checksum(_ matrix: QRMatrix) -> UInt32 {
    var remainder: UInt32 = 0xFFFF_FFFF
    for isDark in matrix.modules {
        remainder ^= isDark ? 0x31 : 0x30
        for _ in 0..<8 {
            remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0xEDB8_8320 : 0)
        }
    }
    return ~remainder
}
