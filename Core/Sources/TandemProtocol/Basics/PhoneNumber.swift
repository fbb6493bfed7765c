/// A phone number in international form: `+`, then 7 to 15 digits, the first of them not 0.
///
/// Source: ITU-T E.164 §6.
public struct PhoneNumber: Hashable, Sendable {
    /// The characters, in ASCII.
    public let bytes: [UInt8]

    /// Takes a well-formed number; `nil` for anything else.
    public init?(_ bytes: [UInt8]) {
        guard bytes.first == UInt8(ascii: "+"), (8...16).contains(bytes.count) else { return nil }
        let digits = bytes.dropFirst()
        let zero = UInt8(ascii: "0")
        guard digits.first != zero, digits.allSatisfy({ zero...zero + 9 ~= $0 }) else { return nil }
        self.bytes = bytes
    }
}
