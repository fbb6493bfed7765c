public import TandemBytes

/// One of the host's two tables. Keys are bytes, compared as unsigned; values are opaque.
public enum StoreTable: UInt8, Sendable {
    /// All that the engine must know to run; loaded as a whole at the start.
    case state = 1
    /// The messages, by conversation and order; read on demand.
    case messages = 2
}

/// One row of a table.
///
/// Layout: `opaque key<V>; opaque value<V>`.
public struct StoredRow: Equatable, Sendable, WireCodable {
    /// The row's key.
    public var key: [UInt8]
    /// What was put there.
    public var value: [UInt8]

    /// Holds the two.
    public init(key: [UInt8], value: [UInt8]) {
        self.key = key
        self.value = value
    }

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        key = try reader.vector()
        value = try reader.vector()
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        writer.vector(key)
        writer.vector(value)
    }
}

/// One change of a table; several make one atomic batch.
///
/// Layout: `uint8 kind; uint8 table; opaque key<V>;` and, of `put`, `opaque value<V>`.
public enum StoreChange: Equatable, Sendable, WireCodable {
    /// Adds the row or replaces its value.
    case put(StoreTable, key: [UInt8], value: [UInt8])
    /// Removes the row, if it is there.
    case delete(StoreTable, key: [UInt8])
    /// Removes every row whose key starts so.
    case deletePrefix(StoreTable, prefix: [UInt8])

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        let kind = try reader.uint8()
        guard let table = StoreTable(rawValue: try reader.uint8()) else { throw .unknownValue }
        let key = try reader.vector()
        switch kind {
        case 1: self = .put(table, key: key, value: try reader.vector())
        case 2: self = .delete(table, key: key)
        case 3: self = .deletePrefix(table, prefix: key)
        default: throw .unknownValue
        }
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        switch self {
        case .put(let table, let key, let value):
            encodeHead(1, table, key, into: &writer)
            writer.vector(value)
        case .delete(let table, let key):
            encodeHead(2, table, key, into: &writer)
        case .deletePrefix(let table, let prefix):
            encodeHead(3, table, prefix, into: &writer)
        }
    }

    private func encodeHead(
        _ kind: UInt8,
        _ table: StoreTable,
        _ key: [UInt8],
        into writer: inout ByteWriter
    ) {
        writer.uint8(kind)
        writer.uint8(table.rawValue)
        writer.vector(key)
    }
}

/// Asks the host for rows, in the order of their keys.
///
/// Layout: `uint32 request; uint8 table; opaque from<V>; opaque to<V>; uint32 limit;
/// uint8 descending`.
public struct StoreRead: Equatable, Sendable, WireCodable {
    /// What the answer, `Event.rows`, names.
    public var request: UInt32
    /// The table.
    public var table: StoreTable
    /// The least key.
    public var from: [UInt8]
    /// The key behind the greatest.
    public var to: [UInt8]
    /// How many rows at most.
    public var limit: UInt32
    /// Whether to start at the greatest key.
    public var descending: Bool

    /// Holds the parts.
    public init(
        request: UInt32,
        table: StoreTable,
        from: [UInt8],
        to: [UInt8],
        limit: UInt32,
        descending: Bool
    ) {
        self.request = request
        self.table = table
        self.from = from
        self.to = to
        self.limit = limit
        self.descending = descending
    }

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        request = try reader.integer()
        guard let table = StoreTable(rawValue: try reader.uint8()) else { throw .unknownValue }
        self.table = table
        from = try reader.vector()
        to = try reader.vector()
        limit = try reader.integer()
        descending = try reader.flag()
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(request)
        writer.uint8(table.rawValue)
        writer.vector(from)
        writer.vector(to)
        writer.integer(limit)
        writer.flag(descending)
    }
}
