public import TandemBytes
public import TandemProtocol

/// Something that the host is to do, after all that stands before it.
///
/// Layout: `uint8 kind; select (kind) …`, as in `docs/engine.md`.
public enum Action: Equatable, Sendable, WireCodable {
    /// Store one batch, whole or not at all, before anything that follows.
    case persist([StoreChange])
    /// Send one message on the socket; dropped when there is none.
    case send([UInt8])
    /// Read rows and answer with `Event.rows`.
    case read(StoreRead)
    /// Put a blob and answer with `Event.uploaded` or `Event.blobFailed`.
    case upload(request: UInt32, blob: [UInt8], token: [UInt8], body: [UInt8])
    /// Get a blob of at most `limit` bytes; `Event.downloaded` or `Event.blobFailed`.
    case download(request: UInt32, blob: [UInt8], limit: UInt32)
    /// Show something to the views; JSON.
    case notify([UInt8])
    /// Say when this time has come; replaces an earlier one.
    case wake(at: Timestamp)
    /// Keep a socket open, from now on.
    case connect
    /// Close the socket and open no other.
    case disconnect
    /// Delete everything that is stored, then start anew.
    case wipe

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        switch try reader.uint8() {
        case 1: self = .persist(try reader.values())
        case 2: self = .send(try reader.vector())
        case 3: self = .read(try reader.value())
        case 4:
            self = .upload(
                request: try reader.integer(),
                blob: try reader.fixed(32),
                token: try reader.fixed(32),
                body: try reader.vector()
            )
        case 5:
            self = .download(
                request: try reader.integer(),
                blob: try reader.fixed(32),
                limit: try reader.integer()
            )
        case 6: self = .notify(try reader.vector())
        case 7: self = .wake(at: try reader.value())
        case 8: self = .connect
        case 9: self = .disconnect
        case 10: self = .wipe
        default: throw .unknownValue
        }
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        switch self {
        case .persist(let changes):
            writer.uint8(1)
            writer.values(changes)
        case .send(let bytes):
            writer.uint8(2)
            writer.vector(bytes)
        case .read(let read):
            writer.uint8(3)
            writer.value(read)
        case .upload(let request, let blob, let token, let body):
            writer.uint8(4)
            writer.integer(request)
            writer.fixed(blob)
            writer.fixed(token)
            writer.vector(body)
        case .download(let request, let blob, let limit):
            writer.uint8(5)
            writer.integer(request)
            writer.fixed(blob)
            writer.integer(limit)
        case .notify(let bytes):
            writer.uint8(6)
            writer.vector(bytes)
        case .wake(let time):
            writer.uint8(7)
            writer.value(time)
        case .connect: writer.uint8(8)
        case .disconnect: writer.uint8(9)
        case .wipe: writer.uint8(10)
        }
    }
}
