// `@inline(never)` below: each of hundreds of callers would carry a copy into the browser build.

/// Reads values of the TLS presentation language from a byte array, front to back.
///
/// Every read checks its bounds first: input from outside can be refused, never trap.
///
/// Source: RFC 8446 §3, with the variable-size vectors of RFC 9420 §2.1.2.
public struct ByteReader: Sendable {
    private let bytes: [UInt8]
    private let end: Int

    /// The offset of the next byte, from the start of the array.
    public private(set) var position: Int

    /// Starts at the first byte of `bytes`.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        self.position = 0
        self.end = bytes.count
    }

    private init(_ bytes: [UInt8], from start: Int, to end: Int) {
        self.bytes = bytes
        self.position = start
        self.end = end
    }

    /// How many bytes are left.
    public var remainingCount: Int { end - position }

    /// Whether everything was read.
    public var isAtEnd: Bool { position == end }

    /// Reads one byte.
    ///
    /// - Throws: `truncated` at the end of the input.
    @inline(never)
    public mutating func uint8() throws(DecodeError) -> UInt8 {
        guard position < end else { throw .truncated }
        defer { position += 1 }
        return bytes[position]
    }

    /// Reads a truth value: a byte that is 0 or 1.
    ///
    /// - Throws: `truncated`; `unknownValue` for another byte.
    @inline(never)
    public mutating func flag() throws(DecodeError) -> Bool {
        switch try uint8() {
        case 0: return false
        case 1: return true
        default: throw .unknownValue
        }
    }

    /// Reads a big-endian integer of the width of its type.
    ///
    /// - Throws: `truncated` if fewer bytes are left.
    @inline(never)
    public mutating func integer<Integer: FixedWidthInteger & UnsignedInteger>(
        _: Integer.Type = Integer.self
    ) throws(DecodeError) -> Integer {
        let byteCount = Integer.bitWidth / 8
        guard remainingCount >= byteCount else { throw .truncated }
        var value: Integer = 0
        for offset in 0..<byteCount {
            value = value << 8 | Integer(truncatingIfNeeded: bytes[position + offset])
        }
        position += byteCount
        return value
    }

    /// Reads exactly `count` bytes.
    ///
    /// - Throws: `truncated` if fewer bytes are left.
    @inline(never)
    public mutating func fixed(_ count: Int) throws(DecodeError) -> [UInt8] {
        guard count >= 0, remainingCount >= count else { throw .truncated }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    /// Reads the length header of a variable-size vector.
    ///
    /// Layout: 1, 2 or 4 bytes, big-endian; the two high bits of the first give the header's size.
    ///
    /// - Returns: The length of the contents, in bytes: `0..<1 << 30`.
    /// - Throws: `truncated` if the input ends inside the header; `malformedLength` if a shorter
    ///   header could carry the same length.
    ///
    /// Source: RFC 9420 §2.1.2.
    @inline(never)
    public mutating func vectorLength() throws(DecodeError) -> Int {
        let first = try uint8()
        switch first >> 6 {
        case 0: return Int(first)
        case 1: return try longLength(from: first, moreBytes: 1, atLeast: 1 << 6)
        case 2: return try longLength(from: first, moreBytes: 3, atLeast: 1 << 14)
        default: throw .malformedLength
        }
    }

    private mutating func longLength(
        from first: UInt8,
        moreBytes: Int,
        atLeast minimum: Int
    ) throws(DecodeError) -> Int {
        var length = Int(first & 0x3f)
        for _ in 0..<moreBytes {
            length = length << 8 | Int(try uint8())
        }
        guard length >= minimum else { throw .malformedLength }
        return length
    }

    /// Reads a variable-size vector of bytes, `opaque<V>`.
    ///
    /// - Parameter limit: The largest length that the field allows, in bytes.
    /// - Throws: As `vectorLength()`; `tooLong` above `limit`; `truncated` if the contents are cut.
    @inline(never)
    public mutating func vector(limit: Int = .max) throws(DecodeError) -> [UInt8] {
        let count = try vectorLength()
        guard count <= limit else { throw .tooLong }
        return try fixed(count)
    }

    /// Reads a variable-size vector of values, `T<V>`, each by `element`.
    ///
    /// - Parameter limit: The largest number of elements that the field allows.
    /// - Throws: As `vectorLength()`; `tooLong` above `limit` elements; whatever `element` throws.
    public mutating func vector<Element>(
        limit: Int = .max,
        of element: (inout ByteReader) throws(DecodeError) -> Element
    ) throws(DecodeError) -> [Element] {
        var contents = try subReader()
        var elements: [Element] = []
        while !contents.isAtEnd {
            guard elements.count < limit else { throw .tooLong }
            let before = contents.position
            elements.append(try element(&contents))
            // An element of no bytes would make a short input loop for ever.
            guard contents.position > before else { throw .invalid }
        }
        return elements
    }

    /// A reader of the contents of the vector that comes next, which is skipped here.
    ///
    /// - Throws: As `vectorLength()`; `truncated` if the contents are cut.
    @inline(never)
    public mutating func subReader() throws(DecodeError) -> ByteReader {
        let count = try vectorLength()
        guard remainingCount >= count else { throw .truncated }
        defer { position += count }
        return ByteReader(bytes, from: position, to: position + count)
    }

    /// Reads `optional<T>`: a presence byte, 0 or 1, and the value if it is 1.
    ///
    /// - Throws: `unknownValue` for another presence byte; whatever `value` throws.
    ///
    /// Source: RFC 9420 §2.1.1.
    public mutating func optional<Value>(
        _ value: (inout ByteReader) throws(DecodeError) -> Value
    ) throws(DecodeError) -> Value? {
        switch try uint8() {
        case 0: return nil
        case 1: return try value(&self)
        default: throw .unknownValue
        }
    }

    /// The bytes from `start` up to the next byte to be read.
    ///
    /// For values that are signed or hashed as they came.
    public func consumed(since start: Int) -> [UInt8] {
        Array(bytes[start..<position])
    }

    /// Checks that nothing is left.
    ///
    /// - Throws: `trailingBytes` if something is.
    @inline(never)
    public func finish() throws(DecodeError) {
        guard isAtEnd else { throw .trailingBytes }
    }
}
