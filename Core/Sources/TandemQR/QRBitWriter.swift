/// Collects bits, most significant first, into codewords.
struct QRBitWriter {
    /// The codewords begun so far; bits not yet written are zero.
    private(set) var codewords: [UInt8] = []
    /// How many bits were written.
    private(set) var bitCount = 0

    /// Appends the low `count` bits of `value`, the highest of them first.
    mutating func append(_ value: UInt32, count: Int) {
        for shift in (0..<count).reversed() {
            append(value >> UInt32(shift) & 1 == 1)
        }
    }

    private mutating func append(_ bit: Bool) {
        if bitCount % 8 == 0 { codewords.append(0) }
        if bit { codewords[bitCount / 8] |= 0x80 >> UInt8(bitCount % 8) }
        bitCount += 1
    }

    /// Ends the data and fills it up to `codewordCount` codewords.
    ///
    /// Source: ISO/IEC 18004:2015 §7.4.9 (terminator) and §7.4.10 (padding).
    mutating func finish(codewordCount: Int) {
        append(0, count: min(4, codewordCount * 8 - bitCount))
        var padding: UInt8 = 0xEC
        while codewords.count < codewordCount {
            codewords.append(padding)
            padding ^= 0xEC ^ 0x11
        }
        bitCount = codewordCount * 8
    }
}
