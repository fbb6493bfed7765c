import Testing

@testable import TandemQR

@Suite("The parts of a QR code, against the worked examples of ISO/IEC 18004:2015")
struct QRPartsTests {
    @Test("the digits of Annex I become its data and error correction codewords")
    func annexI() {
        let layout = QRBlockLayout(version: .smallest, level: .medium)
        let segment = QRSegment(ascii("01234567"))
        let data = QRCodewords.data(segment, version: .smallest, layout: layout)
        #expect(
            data == [
                0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11,
                0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11,
            ]
        )
        let codewords = QRCodewords.interleaved(data, layout: layout)
        #expect(
            Array(codewords.dropFirst(16)) == [
                0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55,
            ]
        )
    }

    @Test("the text of §7.4.4 becomes its alphanumeric bits")
    func alphanumeric() {
        let segment = QRSegment(ascii("AC-42"))
        var bits = QRBitWriter()
        segment.write(to: &bits, version: .smallest)
        // 0010 000000101 00111001110 11100111001 000010
        #expect(
            bits.codewords == [0b0010_0000, 0b0010_1001, 0b1100_1110, 0b1110_0111, 0b0010_0001, 0]
        )
        #expect(bits.bitCount == 41)
        #expect(segment.bitCount(in: .smallest) == 41)
    }

    @Test("each payload gets the densest mode that carries all of it")
    func modes() {
        #expect(QRSegment(ascii("0123456789")).mode == .numeric)
        #expect(QRSegment(ascii("TANDEM:1 $%*+-./")).mode == .alphanumeric)
        #expect(QRSegment(ascii("Tandem")).mode == .byte)
        #expect(QRSegment([0, 255]).mode == .byte)
    }

    @Test("format and version information equal the standard's examples")
    func information() throws {
        let format = QRSymbol.formatInformation(level: .medium, mask: .horizontalLines)
        #expect(format == 0b101_0001_0010_0101)
        let annexC = QRSymbol.formatInformation(level: .medium, mask: .diagonalLines)
        #expect(annexC == 0b101_1011_0100_1011)
        let seven = try #require(QRVersion(7))
        #expect(QRSymbol.versionInformation(seven) == 0b00_0111_1100_1001_0100)
    }

    @Test("alignment patterns lie where Annex E puts them")
    func alignment() throws {
        #expect(QRVersion.smallest.alignmentCentres == [])
        #expect(try #require(QRVersion(2)).alignmentCentres == [6, 18])
        #expect(try #require(QRVersion(7)).alignmentCentres == [6, 22, 38])
        #expect(try #require(QRVersion(32)).alignmentCentres == [6, 34, 60, 86, 112, 138])
        #expect(QRVersion.largest.alignmentCentres == [6, 30, 58, 86, 114, 142, 170])
    }

    @Test("symbols hold as many codewords as Table 1 says")
    func codewordCounts() throws {
        let counts = [1: 26, 2: 44, 6: 172, 7: 196, 14: 581, 21: 1156, 32: 2465, 40: 3706]
        for (number, count) in counts {
            #expect(try #require(QRVersion(number)).codewordCount == count)
        }
        #expect(QRVersion(0) == nil)
        #expect(QRVersion(41) == nil)
    }

    @Test("codewords with their correction vanish at every root of the generator")
    func reedSolomon() {
        let data = QRGolden.payload(100)
        let block = data + ReedSolomon(correctionCount: 30).correction(of: data[...])
        var root: UInt8 = 1
        for _ in 0..<30 {
            let value = block.reduce(0) { ReedSolomon.product($0, root) ^ $1 }
            #expect(value == 0)
            root = ReedSolomon.product(root, 2)
        }
    }

    @Test("a terminal shows light modules as blocks, two rows a line, with the quiet zone")
    func terminal() throws {
        let matrix = try QRCode(ascii("TANDEM"), version: .smallest, level: .medium).matrix
        let lines = String(decoding: matrix.terminalText(), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 15)
        #expect(lines.allSatisfy { $0.count == 29 })
        #expect(lines[0].allSatisfy { $0 == "█" })
        // Rows 0 and 1 of the finder: dark over dark, then dark over light.
        #expect(lines[2].hasPrefix("████ ▄▄▄▄▄ "))
        let inverse = matrix.terminalText(isLightOnDark: false)
        let inverseLines = String(decoding: inverse, as: UTF8.self).split(separator: "\n")
        #expect(inverseLines[0].allSatisfy { $0 == " " })
        #expect(inverseLines[2].hasPrefix("    █▀▀▀▀▀█"))
    }
}
