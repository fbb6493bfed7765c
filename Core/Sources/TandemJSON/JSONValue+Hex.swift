extension JSONValue {
    /// The bytes, if this is a string of hexadecimal digits, two to a byte.
    public var hexBytes: [UInt8]? {
        guard case .string(let digits) = self, digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = hexDigit(digits[index]), let low = hexDigit(digits[index + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
