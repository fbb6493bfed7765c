/// The code points of UTF-8; what is none becomes U+FFFD.
///
/// Source: Encoding Standard §8.1.1, "UTF-8 decode without BOM".
func codePoints(_ bytes: some Sequence<UInt8>) -> [UInt32] {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var output: [UInt32] = []
    while true {
        switch decoder.decode(&iterator) {
        case .scalarValue(let scalar): output.append(scalar.value)
        case .error: output.append(0xFFFD)
        case .emptyInput: return output
        }
    }
}

/// The UTF-8 of code points; surrogates and what lies above Unicode become U+FFFD.
func utf8(_ codes: some Sequence<UInt32>) -> [UInt8] {
    var output: [UInt8] = []
    for code in codes {
        let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
        switch scalar.value {
        case ..<0x80: output.append(UInt8(scalar.value))
        case ..<0x800: output += [0xC0 | UInt8(scalar.value >> 6), trail(scalar.value)]
        case ..<0x1_0000:
            output += [
                0xE0 | UInt8(scalar.value >> 12), trail(scalar.value >> 6), trail(scalar.value),
            ]
        default:
            output += [0xF0 | UInt8(scalar.value >> 18), trail(scalar.value >> 12)]
            output += [trail(scalar.value >> 6), trail(scalar.value)]
        }
    }
    return output
}

private func trail(_ value: UInt32) -> UInt8 { 0x80 | UInt8(value & 0x3F) }
