/// A value with one encoding in the TLS presentation language.
public protocol WireCodable {
    /// Reads one value and leaves the reader behind it.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    init(from reader: inout ByteReader) throws(DecodeError)

    /// Writes the value.
    func encode(into writer: inout ByteWriter)
}

extension WireCodable {
    /// The value's encoding.
    public var encoded: [UInt8] {
        var writer = ByteWriter()
        encode(into: &writer)
        return writer.bytes
    }

    /// Reads a value that must fill the whole input.
    ///
    /// - Throws: As `init(from:)`; `trailingBytes` if bytes follow the value.
    public init(exactly bytes: [UInt8]) throws(DecodeError) {
        var reader = ByteReader(bytes)
        try self.init(from: &reader)
        try reader.finish()
    }
}

extension ByteReader {
    /// Reads one value.
    ///
    /// - Throws: As the value's `init(from:)`.
    public mutating func value<Value: WireCodable>(
        _: Value.Type = Value.self
    ) throws(DecodeError) -> Value {
        try Value(from: &self)
    }

    /// Reads a variable-size vector of values, `T<V>`.
    ///
    /// - Parameter limit: The largest number of elements that the field allows.
    /// - Throws: As `vector(limit:of:)`.
    public mutating func values<Value: WireCodable>(
        _: Value.Type = Value.self,
        limit: Int = .max
    ) throws(DecodeError) -> [Value] {
        try vector(limit: limit) { reader throws(DecodeError) in try Value(from: &reader) }
    }
}

extension ByteWriter {
    /// Writes one value.
    public mutating func value(_ value: some WireCodable) {
        value.encode(into: &self)
    }

    /// Writes a variable-size vector of values, `T<V>`.
    public mutating func values<Value: WireCodable>(_ values: some Sequence<Value>) {
        vector(values) { writer, value in value.encode(into: &writer) }
    }
}
