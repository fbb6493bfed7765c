public import TandemBytes

/// Sixteen bytes, held as two integers so that comparing and hashing them is cheap.
public struct Bytes16: WireCodable, Hashable, Comparable, Sendable {
    /// The first eight bytes, big-endian.
    public let high: UInt64
    /// The last eight bytes, big-endian.
    public let low: UInt64

    /// Holds the two halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Takes exactly sixteen bytes; `nil` for another count.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        high = bigEndian(bytes.prefix(8))
        low = bigEndian(bytes.dropFirst(8))
    }

    /// Reads sixteen bytes.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        high = try reader.integer()
        low = try reader.integer()
    }

    /// Writes sixteen bytes.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(high)
        writer.integer(low)
    }

    /// Orders as the bytes do.
    public static func < (left: Bytes16, right: Bytes16) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}

/// The positions of `keys` in ascending order; equal ones stay as they are.
func ascendingOrder(_ keys: [Bytes16]) -> [Int] {
    // By the second half, then by the first, which leaves equals as they are.
    let byLow = ascendingOrder(keys.map { $0.low })
    return ascendingOrder(byLow.map { keys[$0].high }).map { byLow[$0] }
}

/// The value of up to eight bytes, the first the most significant.
func bigEndian(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var value: UInt64 = 0
    for byte in bytes {
        value = value << 8 | UInt64(byte)
    }
    return value
}
