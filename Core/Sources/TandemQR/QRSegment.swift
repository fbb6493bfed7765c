/// How a segment packs its characters.
///
/// Source: ISO/IEC 18004:2015 §7.4, Tables 2 and 3.
enum QRMode: UInt32 {
    /// Digits, three in ten bits.
    case numeric = 0b0001
    /// Digits, capital letters and nine signs, two in eleven bits.
    case alphanumeric = 0b0010
    /// Any bytes, eight bits each.
    case byte = 0b0100

    /// The width of the character count in a symbol of `version`.
    func countBits(in version: QRVersion) -> Int {
        let isSmall = version.number < 10
        return switch self {
        case .numeric: isSmall ? 10 : version.number < 27 ? 12 : 14
        case .alphanumeric: isSmall ? 9 : version.number < 27 ? 11 : 13
        case .byte: isSmall ? 8 : 16
        }
    }
}

/// A payload in the densest single mode that can carry all of it.
struct QRSegment {
    /// How the characters are packed.
    let mode: QRMode
    private let characters: [UInt8]

    /// Chooses the mode for `payload`.
    init(_ payload: [UInt8]) {
        characters = payload
        if payload.allSatisfy({ 0x30...0x39 ~= $0 }) {
            mode = .numeric
        } else if payload.allSatisfy({ Self.alphanumericValue($0) != nil }) {
            mode = .alphanumeric
        } else {
            mode = .byte
        }
    }

    /// The bits that the segment takes in a symbol of `version`, or nothing if its count field is
    /// too narrow for this many characters.
    func bitCount(in version: QRVersion) -> Int? {
        let countBits = mode.countBits(in: version)
        guard characters.count < 1 << countBits else { return nil }
        return 4 + countBits + dataBitCount
    }

    private var dataBitCount: Int {
        let count = characters.count
        return switch mode {
        case .numeric: count / 3 * 10 + [0, 4, 7][count % 3]
        case .alphanumeric: count / 2 * 11 + count % 2 * 6
        case .byte: count * 8
        }
    }

    /// Writes mode, count and characters.
    func write(to bits: inout QRBitWriter, version: QRVersion) {
        bits.append(mode.rawValue, count: 4)
        bits.append(UInt32(characters.count), count: mode.countBits(in: version))
        switch mode {
        case .numeric: writeDigits(to: &bits)
        case .alphanumeric: writeAlphanumeric(to: &bits)
        case .byte: for byte in characters { bits.append(UInt32(byte), count: 8) }
        }
    }

    private func writeDigits(to bits: inout QRBitWriter) {
        for start in stride(from: 0, to: characters.count, by: 3) {
            let group = characters[start..<min(start + 3, characters.count)]
            let value = group.reduce(0) { $0 * 10 + UInt32($1 - 0x30) }
            bits.append(value, count: [0, 4, 7, 10][group.count])
        }
    }

    private func writeAlphanumeric(to bits: inout QRBitWriter) {
        for start in stride(from: 0, to: characters.count, by: 2) {
            let group = characters[start..<min(start + 2, characters.count)]
            let value = group.reduce(0) { $0 * 45 + (Self.alphanumericValue($1) ?? 0) }
            bits.append(value, count: [0, 6, 11][group.count])
        }
    }

    /// The value of an ASCII character in alphanumeric mode (Table 5).
    private static func alphanumericValue(_ character: UInt8) -> UInt32? {
        switch character {
        case 0x30...0x39: UInt32(character - 0x30)
        case 0x41...0x5A: UInt32(character - 0x41) + 10
        case 0x20: 36  // space
        case 0x24: 37  // $
        case 0x25: 38  // %
        case 0x2A: 39  // *
        case 0x2B: 40  // +
        case 0x2D: 41  // -
        case 0x2E: 42  // .
        case 0x2F: 43  // /
        case 0x3A: 44  // :
        default: nil
        }
    }
}
