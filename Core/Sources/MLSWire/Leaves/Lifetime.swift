public import TandemBytes

/// When a key package may be used.
///
/// Source: RFC 9420 §7.2.
public struct Lifetime: WireCodable, Hashable, Sendable {
    /// The first moment, in seconds since 1970-01-01T00:00:00Z.
    public var notBefore: UInt64
    /// The last moment, in seconds since 1970-01-01T00:00:00Z.
    public var notAfter: UInt64

    /// Holds the two moments.
    public init(notBefore: UInt64, notAfter: UInt64) {
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// Reads the two moments.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        notBefore = try reader.integer()
        notAfter = try reader.integer()
    }

    /// Writes the two moments.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(notBefore)
        writer.integer(notAfter)
    }

    /// Whether a moment, in seconds since 1970-01-01T00:00:00Z, lies within.
    public func contains(_ seconds: UInt64) -> Bool {
        notBefore <= seconds && seconds <= notAfter
    }
}
