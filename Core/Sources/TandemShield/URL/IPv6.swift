/// IPv6 addresses.
///
/// Source: URL Standard §3.5, "IPv6 parser", and §3.6, "IPv6 serializer" (RFC 5952).
enum IPv6 {
    /// Reads what stands between the brackets.
    ///
    /// - Returns: Eight pieces; nil if it is no address.
    static func parse(_ text: ArraySlice<UInt8>) -> [UInt16]? {
        var parser = Parser(text: Array(text))
        return parser.address()
    }

    /// Pieces in lower-case hexadecimal, the longest run of zeros as "::".
    static func serialized(_ pieces: [UInt16]) -> [UInt8] {
        let run = longestZeros(pieces)
        var (output, index) = ([UInt8](), 0)
        while index < pieces.count {
            if index == run.lowerBound, !run.isEmpty {
                output += index == 0 ? [0x3A, 0x3A] : [0x3A]
                index = run.upperBound
                continue
            }
            output += hexadecimal(pieces[index])
            if index < pieces.count - 1 { output.append(0x3A) }
            index += 1
        }
        return output
    }

    private static func longestZeros(_ pieces: [UInt16]) -> Range<Int> {
        var (best, start) = (0..<0, 0)
        for index in pieces.indices {
            if pieces[index] != 0 {
                start = index + 1
            } else if index + 1 - start > max(best.count, 1) {
                best = start..<index + 1
            }
        }
        return best
    }

    private static func hexadecimal(_ value: UInt16) -> [UInt8] {
        var (rest, digits) = (value, [UInt8]())
        repeat {
            let digit = UInt8(rest & 15)
            digits.append(digit < 10 ? 0x30 + digit : 0x61 + digit - 10)
            rest >>= 4
        } while rest > 0
        return digits.reversed()
    }
}

/// The state of reading one address.
private struct Parser {
    let text: [UInt8]
    var position = 0
    var pieces = [UInt16](repeating: 0, count: 8)
    var count = 0
    var compress: Int?

    init(text: [UInt8]) { self.text = text }

    private var current: UInt8? { position < text.count ? text[position] : nil }

    mutating func address() -> [UInt16]? {
        if current == 0x3A {
            guard text.count >= 2, text[1] == 0x3A else { return nil }
            (position, count, compress) = (2, 1, 1)
        }
        while current != nil {
            guard count < 8 else { return nil }
            if current == 0x3A {
                guard compress == nil else { return nil }
                (position, count) = (position + 1, count + 1)
                compress = count
                continue
            }
            guard let end = piece() else { return nil }
            if end { break }
        }
        return expanded()
    }

    /// Reads one piece, or the IPv4 address at the end; tells which.
    private mutating func piece() -> Bool? {
        let start = position
        var value: UInt16 = 0
        while position - start < 4, let digit = current.flatMap(hexadecimalDigit) {
            value = value << 4 | UInt16(digit)
            position += 1
        }
        if current == 0x2E {
            guard position > start, count <= 6 else { return nil }
            position = start
            return ipv4() ? true : nil
        }
        if current == 0x3A {
            position += 1
            guard current != nil else { return nil }
        } else if current != nil {
            return nil
        }
        pieces[count] = value
        count += 1
        return false
    }

    private mutating func ipv4() -> Bool {
        var seen = 0
        while current != nil {
            if seen > 0 {
                guard current == 0x2E, seen < 4 else { return false }
                position += 1
            }
            guard let value = decimalByte() else { return false }
            pieces[count] = pieces[count] << 8 | value
            seen += 1
            if seen == 2 || seen == 4 { count += 1 }
        }
        return seen == 4
    }

    private mutating func decimalByte() -> UInt16? {
        var value: UInt16?
        while let byte = current, (0x30...0x39).contains(byte) {
            if value == 0 { return nil }
            let next = (value ?? 0) * 10 + UInt16(byte - 0x30)
            guard next <= 255 else { return nil }
            value = next
            position += 1
        }
        return value
    }

    private func expanded() -> [UInt16]? {
        guard let compress else { return count == 8 ? pieces : nil }
        let tail = pieces[compress..<count]
        let zeros = [UInt16](repeating: 0, count: 8 - count)
        return Array(pieces[..<compress]) + zeros + tail
    }
}
