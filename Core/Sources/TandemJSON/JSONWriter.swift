// `@inline(never)` below: each of hundreds of callers would carry a copy into the browser build.

/// Writes JSON, as UTF-8, in its shortest form.
///
///     var writer = JSONWriter()
///     writer.object { object in
///         object.member("text", string: "hello")
///         object.member("unread") { $0.integer(3) }
///         object.member("tags") { $0.array { tags in tags.string("new") } }
///     }
///
/// Commas come by themselves. That members stand in objects only is the caller's to see to.
///
/// Source: RFC 8259.
public struct JSONWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    /// Whether a value stands before the next one in the same array or object.
    private var needsComma = false

    /// Starts empty.
    public init() {}

    /// Writes null.
    @inline(never)
    public mutating func null() {
        literal("null")
    }

    /// Writes a truth value.
    @inline(never)
    public mutating func bool(_ value: Bool) {
        literal(value ? "true" : "false")
    }

    /// Writes a whole number.
    ///
    /// A JavaScript reader holds numbers up to 2^53 only: larger ones belong in a string.
    @inline(never)
    public mutating func integer(_ value: some BinaryInteger) {
        separate()
        var magnitude = UInt64(truncatingIfNeeded: value.magnitude)
        var digits: [UInt8] = []
        repeat {
            digits.append(UInt8(ascii: "0") + UInt8(magnitude % 10))
            magnitude /= 10
        } while magnitude > 0
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes.append(contentsOf: digits.reversed())
    }

    /// Writes a number as it is written in JSON.
    ///
    /// - Precondition: The literal is a number, as the parser gives it.
    public mutating func number(literal: [UInt8]) {
        separate()
        bytes.append(contentsOf: literal)
    }

    /// Writes a string.
    @inline(never)
    public mutating func string(_ value: String) {
        separate()
        quote(value.utf8)
    }

    /// Writes a string from its UTF-8; what is none of it is replaced by U+FFFD.
    @inline(never)
    public mutating func string(utf8: [UInt8]) {
        separate()
        if isValidUTF8(utf8) {
            quote(utf8)
        } else {
            quote(repairedUTF8(utf8))
        }
    }

    /// Writes bytes as a string of lower-case hexadecimal digits.
    @inline(never)
    public mutating func hex(_ value: some Sequence<UInt8>) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in value {
            bytes.append(lowerHexDigit(byte >> 4))
            bytes.append(lowerHexDigit(byte & 15))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes an array, whose elements `body` writes.
    @inline(never)
    public mutating func array<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try list(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), body)
    }

    /// Writes an object, whose members `body` writes.
    @inline(never)
    public mutating func object<Failure: Error>(
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try list(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), body)
    }

    /// Writes a member of an object; `value` writes exactly one value.
    @inline(never)
    public mutating func member<Failure: Error>(
        _ key: StaticString,
        _ value: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        try member(utf8Key: Array(key.utf8), value)
    }

    /// Writes a member of an object by a key that is no literal.
    ///
    /// - Precondition: The key is UTF-8.
    @inline(never)
    public mutating func member<Failure: Error>(
        utf8Key key: [UInt8],
        _ value: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        separate()
        quote(key)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
        try value(&self)
        needsComma = true
    }

    /// Writes a member that is a string.
    @inline(never)
    public mutating func member(_ key: StaticString, string value: String) {
        member(key) { $0.string(value) }
    }

    /// Writes a member that is a string, from its UTF-8.
    @inline(never)
    public mutating func member(_ key: StaticString, utf8 value: [UInt8]) {
        member(key) { $0.string(utf8: value) }
    }

    /// Writes a member that is a whole number.
    @inline(never)
    public mutating func member(_ key: StaticString, integer value: some BinaryInteger) {
        member(key) { $0.integer(value) }
    }

    /// Writes a member that is a truth value.
    @inline(never)
    public mutating func member(_ key: StaticString, bool value: Bool) {
        member(key) { $0.bool(value) }
    }

    /// Writes a member that is bytes, in hexadecimal digits.
    @inline(never)
    public mutating func member(_ key: StaticString, hex value: some Sequence<UInt8>) {
        member(key) { $0.hex(value) }
    }
}

extension JSONWriter {
    @inline(never)
    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }

    private mutating func literal(_ text: StaticString) {
        separate()
        append(text)
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(contentsOf: text.utf8)
    }

    @inline(never)
    private mutating func list<Failure: Error>(
        open: UInt8,
        close: UInt8,
        _ body: (inout JSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        separate()
        bytes.append(open)
        needsComma = false
        try body(&self)
        bytes.append(close)
        needsComma = true
    }

    @inline(never)
    private mutating func quote(_ utf8: some Sequence<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        for byte in utf8 {
            appendEscaped(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func appendEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"):
            bytes.append(UInt8(ascii: "\\"))
            bytes.append(byte)
        case UInt8(ascii: "\n"):
            append("\\n")
        case 0..<0x20:
            append("\\u00")
            bytes.append(lowerHexDigit(byte >> 4))
            bytes.append(lowerHexDigit(byte & 15))
        default:
            bytes.append(byte)
        }
    }
}

private func lowerHexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
