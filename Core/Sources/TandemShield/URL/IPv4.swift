/// IPv4 addresses, in every form that browsers accept: decimal, octal, hexadecimal, short.
///
/// Source: URL Standard §3.5, "IPv4 parser", "ends in a number checker".
enum IPv4 {
    /// Whether a host can be nothing but an address.
    static func endsInNumber(_ host: [UInt8]) -> Bool {
        guard let last = parts(host).last else { return false }
        if !last.isEmpty, last.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
        return isHexadecimal(last) && number(last) != nil
    }

    /// - Returns: nil if it is no address.
    static func parse(_ host: [UInt8]) -> UInt32? {
        let parts = parts(host)
        guard parts.count <= 4 else { return nil }
        var numbers: [UInt64] = []
        for part in parts {
            guard let number = number(part) else { return nil }
            numbers.append(number)
        }
        guard let last = numbers.popLast(), numbers.allSatisfy({ $0 <= 255 }),
            last < UInt64(1) << (8 * UInt64(4 - numbers.count))
        else { return nil }
        var address = UInt32(last)
        for (index, number) in numbers.enumerated() {
            address += UInt32(number) << (8 * UInt32(3 - index))
        }
        return address
    }

    /// Four decimal numbers.
    static func serialized(_ address: UInt32) -> [UInt8] {
        var output: [UInt8] = []
        for shift in [24, 16, 8, 0] as [UInt32] {
            if shift < 24 { output.append(UInt8(ascii: ".")) }
            output += decimal(address >> shift & 255)
        }
        return output
    }

    private static func parts(_ host: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        if parts.count > 1, parts.last?.isEmpty ?? false { parts.removeLast() }
        return parts
    }

    private static func isHexadecimal(_ text: ArraySlice<UInt8>) -> Bool {
        text.count >= 2 && text[text.startIndex] == 0x30 && text[text.startIndex + 1] | 0x20 == 0x78
    }

    /// A number with its prefix; what exceeds 32 bits is held at their end plus one.
    private static func number(_ text: ArraySlice<UInt8>) -> UInt64? {
        guard !text.isEmpty else { return nil }
        var (digits, radix) = (text, UInt64(10))
        if isHexadecimal(text) {
            (digits, radix) = (text.dropFirst(2), 16)
        } else if text.count >= 2, text.first == 0x30 {
            (digits, radix) = (text.dropFirst(), 8)
        }
        var value: UInt64 = 0
        for byte in digits {
            guard let digit = hexadecimalDigit(byte), UInt64(digit) < radix else { return nil }
            value = min(value * radix + UInt64(digit), 1 << 32)
        }
        return value
    }
}

/// The decimal digits of a number.
func decimal(_ value: UInt32) -> [UInt8] {
    var (rest, digits) = (value, [UInt8]())
    repeat {
        digits.append(0x30 + UInt8(rest % 10))
        rest /= 10
    } while rest > 0
    return digits.reversed()
}
