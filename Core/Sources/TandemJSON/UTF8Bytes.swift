/// Whether `bytes` are well-formed UTF-8: shortest forms, no surrogates, nothing above U+10FFFF.
///
/// Source: RFC 3629 §4.
func isValidUTF8(_ bytes: some Collection<UInt8>) -> Bool {
    var iterator = bytes.makeIterator()
    while let first = iterator.next() {
        if first < 0x80 { continue }
        guard let form = sequenceForm(first) else { return false }
        guard let second = iterator.next(), form.second.contains(second) else { return false }
        for _ in 0..<form.tailCount {
            guard let tail = iterator.next(), tail & 0xc0 == 0x80 else { return false }
        }
    }
    return true
}

/// `bytes` with U+FFFD in place of each part that is no UTF-8, as the longest start of a sequence.
///
/// `String` does the same, but would bring all its storage into the browser build.
///
/// Source: The Unicode Standard 15.0, §3.9, "U+FFFD Substitution of Maximal Subparts".
func repairedUTF8(_ bytes: [UInt8]) -> [UInt8] {
    var repaired: [UInt8] = []
    var start = 0
    while start < bytes.count {
        let part = sequence(in: bytes, at: start)
        if part.isWhole {
            repaired += bytes[start..<start + part.count]
        } else {
            appendUTF8(of: 0xfffd, to: &repaired)
        }
        start += part.count
    }
    return repaired
}

/// How many bytes from `start` on belong together, and whether they are a whole sequence.
private func sequence(in bytes: [UInt8], at start: Int) -> (count: Int, isWhole: Bool) {
    if bytes[start] < 0x80 { return (1, true) }
    guard let form = sequenceForm(bytes[start]), start + 1 < bytes.count,
        form.second.contains(bytes[start + 1])
    else { return (1, false) }
    for count in 2..<2 + form.tailCount {
        guard start + count < bytes.count, bytes[start + count] & 0xc0 == 0x80 else {
            return (count, false)
        }
    }
    return (2 + form.tailCount, true)
}

/// Which second byte may follow `first`, and how many more follow that; nil if `first` starts none.
private func sequenceForm(_ first: UInt8) -> (second: ClosedRange<UInt8>, tailCount: Int)? {
    switch first {
    case 0xc2...0xdf: (0x80...0xbf, 0)
    case 0xe0: (0xa0...0xbf, 1)
    case 0xe1...0xec, 0xee...0xef: (0x80...0xbf, 1)
    case 0xed: (0x80...0x9f, 1)
    case 0xf0: (0x90...0xbf, 2)
    case 0xf1...0xf3: (0x80...0xbf, 2)
    case 0xf4: (0x80...0x8f, 2)
    default: nil
    }
}

/// Appends a scalar's UTF-8.
///
/// - Precondition: No surrogate, and at most U+10FFFF.
func appendUTF8(of scalar: UInt32, to bytes: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | scalar >> shift & 0x3f) }
    switch scalar {
    case 0..<0x80: bytes.append(UInt8(scalar))
    case 0x80..<0x800: bytes += [UInt8(0xc0 | scalar >> 6), tail(0)]
    case 0x800..<0x10000: bytes += [UInt8(0xe0 | scalar >> 12), tail(6), tail(0)]
    default: bytes += [UInt8(0xf0 | scalar >> 18), tail(12), tail(6), tail(0)]
    }
}

/// The value of a hexadecimal digit, of either case.
func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
