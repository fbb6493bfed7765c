public import TandemBytes

/// Something that happened outside the engine.
///
/// Layout: `uint8 kind; select (kind) …`, as in `docs/engine.md`.
public enum Event: Equatable, Sendable, WireCodable {
    /// The engine begins: the whole table `state`.
    case started([StoredRow])
    /// The socket is open; the server speaks first.
    case connected
    /// The socket is gone, with everything that was asked on it.
    case disconnected
    /// One message from the socket.
    case frame([UInt8])
    /// What a person wants; JSON.
    case intent([UInt8])
    /// The answer to `Action.read`.
    case rows(request: UInt32, [StoredRow])
    /// The answer to `Action.upload`.
    case uploaded(request: UInt32)
    /// The answer to `Action.download`.
    case downloaded(request: UInt32, [UInt8])
    /// An upload or a download failed for now.
    case blobFailed(request: UInt32)
    /// A batch could not be stored: nothing of it, nor of any later one, is there.
    case persistFailed
    /// The time that `Action.wake` named has come.
    case wake

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        switch try reader.uint8() {
        case 1: self = .started(try reader.values())
        case 2: self = .connected
        case 3: self = .disconnected
        case 4: self = .frame(try reader.vector())
        case 5: self = .intent(try reader.vector())
        case 6: self = .rows(request: try reader.integer(), try reader.values())
        case 7: self = .uploaded(request: try reader.integer())
        case 8: self = .downloaded(request: try reader.integer(), try reader.vector())
        case 9: self = .blobFailed(request: try reader.integer())
        case 10: self = .persistFailed
        case 11: self = .wake
        default: throw .unknownValue
        }
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        switch self {
        case .started(let rows):
            writer.uint8(1)
            writer.values(rows)
        case .connected: writer.uint8(2)
        case .disconnected: writer.uint8(3)
        case .frame(let bytes):
            writer.uint8(4)
            writer.vector(bytes)
        case .intent(let bytes):
            writer.uint8(5)
            writer.vector(bytes)
        case .rows(let request, let rows):
            writer.uint8(6)
            writer.integer(request)
            writer.values(rows)
        case .uploaded(let request):
            writer.uint8(7)
            writer.integer(request)
        case .downloaded(let request, let bytes):
            writer.uint8(8)
            writer.integer(request)
            writer.vector(bytes)
        case .blobFailed(let request):
            writer.uint8(9)
            writer.integer(request)
        case .persistFailed: writer.uint8(10)
        case .wake: writer.uint8(11)
        }
    }
}
