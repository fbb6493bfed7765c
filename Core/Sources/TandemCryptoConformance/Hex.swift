import TandemBytes

/// The bytes of a literal of hexadecimal digits.
func hex(_ literal: StaticString) -> [UInt8] {
    let digits = UnsafeBufferPointer(
        start: literal.utf8Start,
        count: literal.utf8CodeUnitCount
    )
    return stride(from: 0, to: digits.count, by: 2).map { index in
        nibble(digits[index]) << 4 | nibble(digits[index + 1])
    }
}

/// The same as a secret.
func secret(_ literal: StaticString) -> SecretBytes {
    SecretBytes(copying: hex(literal))
}

/// `count` times the same byte, as a secret.
func secret(repeating byte: UInt8, count: Int) -> SecretBytes {
    SecretBytes(copying: [UInt8](repeating: byte, count: count))
}

private func nibble(_ digit: UInt8) -> UInt8 {
    digit <= UInt8(ascii: "9") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
}

/// Whether `secret` has exactly these bytes.
func equal(_ secret: SecretBytes?, _ bytes: [UInt8]) -> Bool {
    secret == SecretBytes(copying: bytes)
}
