// `@inline(never)` below: each of hundreds of callers would carry a copy into the browser build.

/// Writes values of the TLS presentation language to a growing byte array.
///
/// Source: RFC 8446 §3, with the variable-size vectors of RFC 9420 §2.1.2.
public struct ByteWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    /// Starts empty.
    public init() {}

    /// Starts empty, with room for `capacity` bytes.
    public init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    /// Writes one byte.
    @inline(never)
    public mutating func uint8(_ value: UInt8) {
        bytes.append(value)
    }

    /// Writes a truth value: a byte that is 0 or 1.
    public mutating func flag(_ value: Bool) {
        uint8(value ? 1 : 0)
    }

    /// Writes an integer big-endian, in the width of its type.
    @inline(never)
    public mutating func integer<Integer: FixedWidthInteger & UnsignedInteger>(_ value: Integer) {
        var shift = Integer.bitWidth
        while shift > 0 {
            shift -= 8
            bytes.append(UInt8(truncatingIfNeeded: value >> Integer(shift)))
        }
    }

    /// Writes bytes as they are, without a length.
    @inline(never)
    public mutating func fixed(_ value: some Sequence<UInt8>) {
        bytes.append(contentsOf: value)
    }

    /// Writes a variable-size vector of bytes, `opaque<V>`.
    ///
    /// - Precondition: Less than `1 << 30` bytes.
    @inline(never)
    public mutating func vector(_ value: some Collection<UInt8>) {
        vectorLength(value.count)
        bytes.append(contentsOf: value)
    }

    /// Writes a variable-size vector whose contents `body` writes.
    ///
    /// - Precondition: Less than `1 << 30` bytes.
    public mutating func vector(_ body: (inout ByteWriter) -> Void) {
        var contents = ByteWriter()
        body(&contents)
        vector(contents.bytes)
    }

    /// Writes a variable-size vector of values, `T<V>`, each by `element`.
    public mutating func vector<Element>(
        _ elements: some Sequence<Element>,
        of element: (inout ByteWriter, Element) -> Void
    ) {
        vector { contents in
            for value in elements {
                element(&contents, value)
            }
        }
    }

    /// Writes `optional<T>`: a presence byte, and the value if there is one.
    ///
    /// Source: RFC 9420 §2.1.1.
    public mutating func optional<Value>(
        _ value: Value?,
        _ body: (inout ByteWriter, Value) -> Void
    ) {
        guard let value else {
            uint8(0)
            return
        }
        uint8(1)
        body(&self, value)
    }

    /// Writes the length header of a variable-size vector, in its shortest form.
    @inline(never)
    private mutating func vectorLength(_ count: Int) {
        precondition(count < 1 << 30, "a vector holds less than 2^30 bytes")
        switch count {
        case 0..<1 << 6: uint8(UInt8(count))
        case 0..<1 << 14: integer(UInt16(count) | 0x4000)
        default: integer(UInt32(count) | 0x8000_0000)
        }
    }
}
