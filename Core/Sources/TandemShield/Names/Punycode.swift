/// Punycode: letters of any script in those of host names.
///
/// Source: RFC 3492 §6.
enum Punycode {
    private static let (base, tMin, tMax): (UInt32, UInt32, UInt32) = (36, 1, 26)
    private static let (skew, damp): (UInt32, UInt32) = (38, 700)
    private static let (initialBias, initialN): (UInt32, UInt32) = (72, 128)

    /// Decodes what follows "xn--".
    ///
    /// - Returns: nil if it is no Punycode, or longer than any label.
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt32]? {
        guard text.count <= Limits.labelCodePointCount else { return nil }
        var output: [UInt32] = []
        var position = text.startIndex
        if let delimiter = text.lastIndex(of: UInt8(ascii: "-")) {
            output = text[..<delimiter].map { UInt32($0) }
            position = delimiter + 1
        }
        var (n, index, bias) = (initialN, UInt32(0), initialBias)
        while position < text.endIndex {
            let old = index
            guard let delta = number(text, &position, from: index, bias) else { return nil }
            index = delta
            let count = UInt32(output.count + 1)
            bias = adapted(index - old, count, first: old == 0)
            let (sum, overflow) = n.addingReportingOverflow(index / count)
            guard !overflow, sum <= 0x10_FFFF, !(0xD800..<0xE000).contains(sum) else { return nil }
            n = sum
            index %= count
            output.insert(n, at: Int(index))
            index += 1
        }
        return output
    }

    /// Reads a generalized variable-length integer and adds it to `start`.
    private static func number(
        _ text: ArraySlice<UInt8>,
        _ position: inout Int,
        from start: UInt32,
        _ bias: UInt32
    ) -> UInt32? {
        var (value, weight, k) = (start, UInt32(1), base)
        while true {
            guard position < text.endIndex, let digit = digit(text[position]) else { return nil }
            position += 1
            let (part, tooLarge) = digit.multipliedReportingOverflow(by: weight)
            let (sum, overflow) = value.addingReportingOverflow(part)
            guard !tooLarge, !overflow else { return nil }
            value = sum
            let threshold = threshold(k, bias)
            if digit < threshold { return value }
            let (next, overflows) = weight.multipliedReportingOverflow(by: base - threshold)
            guard !overflows else { return nil }
            weight = next
            k += base
        }
    }

    /// Encodes a label, without "xn--".
    ///
    /// - Returns: nil if it is longer than any label.
    static func encode(_ label: [UInt32]) -> [UInt8]? {
        guard label.count <= Limits.labelCodePointCount else { return nil }
        var output = label.filter { $0 < 0x80 }.map { UInt8($0) }
        let basicCount = output.count
        if basicCount > 0 { output.append(UInt8(ascii: "-")) }
        var (n, delta, bias, handled) = (initialN, UInt32(0), initialBias, basicCount)
        while handled < label.count {
            let next = label.reduce(UInt32.max) { $1 >= n ? min($0, $1) : $0 }
            // At most 512 letters times 0x10FFFF: below the 32 bits' end.
            delta += (next - n) * UInt32(handled + 1)
            n = next
            for code in label {
                if code < n { delta += 1 }
                guard code == n else { continue }
                append(delta, bias, to: &output)
                bias = adapted(delta, UInt32(handled + 1), first: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return output
    }

    private static func append(_ delta: UInt32, _ bias: UInt32, to output: inout [UInt8]) {
        var (rest, k) = (delta, base)
        while true {
            let threshold = threshold(k, bias)
            guard rest >= threshold else { break }
            output.append(letter(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            k += base
        }
        output.append(letter(rest))
    }

    private static func threshold(_ k: UInt32, _ bias: UInt32) -> UInt32 {
        k <= bias ? tMin : min(k - bias, tMax)
    }

    private static func adapted(_ delta: UInt32, _ count: UInt32, first: Bool) -> UInt32 {
        var delta = first ? delta / damp : delta / 2
        delta += delta / count
        var k: UInt32 = 0
        while delta > (base - tMin) * tMax / 2 {
            delta /= base - tMin
            k += base
        }
        return k + (base - tMin + 1) * delta / (delta + skew)
    }

    private static func letter(_ digit: UInt32) -> UInt8 {
        UInt8(digit < 26 ? 0x61 + digit : 0x30 + digit - 26)
    }

    private static func digit(_ letter: UInt8) -> UInt32? {
        switch letter {
        case 0x30...0x39: UInt32(letter) - 0x30 + 26
        case 0x41...0x5A: UInt32(letter) - 0x41
        case 0x61...0x7A: UInt32(letter) - 0x61
        default: nil
        }
    }
}
