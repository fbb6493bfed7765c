public import TandemBytes

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: WireCodable, Hashable, Comparable, Sendable {
    /// The number of milliseconds.
    public let milliseconds: UInt64

    /// Takes a number of milliseconds since 1970-01-01T00:00:00Z.
    public init(milliseconds: UInt64) { self.milliseconds = milliseconds }

    /// Zero, which stands for "never" where a field says so.
    public static let zero = Timestamp(milliseconds: 0)

    /// Reads eight bytes.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        milliseconds = try reader.integer()
    }

    /// Writes eight bytes.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(milliseconds)
    }

    /// Orders by time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// The moment so many milliseconds later; the last one if there is none.
    public func adding(milliseconds delta: UInt64) -> Timestamp {
        let (sum, overflow) = milliseconds.addingReportingOverflow(delta)
        return Timestamp(milliseconds: overflow ? .max : sum)
    }

    /// How many milliseconds have passed since an earlier moment; 0 since a later one.
    public func milliseconds(since earlier: Timestamp) -> UInt64 {
        milliseconds > earlier.milliseconds ? milliseconds - earlier.milliseconds : 0
    }
}
