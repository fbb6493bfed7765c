/// Which bytes are percent-encoded where.
///
/// Source: URL Standard §1.3.
enum PercentEncodeSet {
    case c0Control, fragment, query, specialQuery, path, userinfo

    func contains(_ byte: UInt8) -> Bool {
        if byte < 0x20 || byte > 0x7E { return true }
        switch self {
        case .c0Control: return false
        case .fragment: return Self.contains(byte, " \"<>`")
        case .query: return Self.contains(byte, " \"#<>")
        case .specialQuery: return Self.contains(byte, " \"#<>'")
        case .path: return Self.contains(byte, " \"#<>?^`{}")
        case .userinfo: return Self.contains(byte, " \"#<>?^`{}/:;=@[\\]|")
        }
    }

    private static func contains(_ byte: UInt8, _ set: StaticString) -> Bool {
        set.withUTF8Buffer { $0.contains(byte) }
    }
}

/// Writes bytes, those of the set as "%" and two digits.
func percentEncoded(_ bytes: some Sequence<UInt8>, _ set: PercentEncodeSet) -> [UInt8] {
    var output: [UInt8] = []
    for byte in bytes {
        if set.contains(byte) {
            output += [UInt8(ascii: "%"), upperDigit(byte >> 4), upperDigit(byte & 15)]
        } else {
            output.append(byte)
        }
    }
    return output
}

/// Replaces "%" and two digits by their byte.
func percentDecoded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    var index = bytes.startIndex
    while index < bytes.endIndex {
        if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.endIndex,
            let high = hexadecimalDigit(bytes[index + 1]),
            let low = hexadecimalDigit(bytes[index + 2])
        {
            output.append(high << 4 | low)
            index += 3
        } else {
            output.append(bytes[index])
            index += 1
        }
    }
    return output
}

/// The value of a digit; nil if it is none.
func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
}

private func upperDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x41 + value - 10 }
