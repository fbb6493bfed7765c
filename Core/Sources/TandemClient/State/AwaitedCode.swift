import TandemBytes
import TandemProtocol

/// A verification code that was sent and is to be typed: who reads the message elsewhere finds the
/// same question again.
///
/// Layout: `uint16 format = 1; opaque number<V>; uint64 retryAt; uint64 validUntil`.
struct AwaitedCode: WireCodable {
    /// Whom it was sent to.
    let number: [UInt8]
    /// When another one may be asked for.
    let retryAt: Timestamp
    /// Until when it is good.
    let validUntil: Timestamp

    init(number: [UInt8], retryAt: Timestamp, validUntil: Timestamp) {
        self.number = number
        self.retryAt = retryAt
        self.validUntil = validUntil
    }

    init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == 1 else { throw .unknownValue }
        number = try reader.vector(limit: ClientLimits.number)
        retryAt = try reader.value()
        validUntil = try reader.value()
    }

    func encode(into writer: inout ByteWriter) {
        writer.integer(UInt16(1))
        writer.vector(number)
        writer.value(retryAt)
        writer.value(validUntil)
    }
}
