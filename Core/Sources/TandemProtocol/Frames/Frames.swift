internal import TandemBytes

/// Why one WebSocket message is no frame.
public enum FrameError: Error, Equatable, Sendable {
    /// The header is there, but not the body that its type asks for: the request can be answered.
    case malformed(request: UInt32)
    /// The type is not known.
    case unknownType(request: UInt32)
    /// There is not even a header, or it is longer than a frame may be.
    case notAFrame
}

/// The header of every frame: `uint16 type; uint32 request`.
private struct FrameHeader {
    static let byteCount = 6
    let type: UInt16
    let request: UInt32

    init(from reader: inout ByteReader) throws(DecodeError) {
        type = try reader.integer()
        request = try reader.integer()
    }

    static func write(type: UInt16, request: UInt32, into writer: inout ByteWriter) {
        writer.integer(type)
        writer.integer(request)
    }
}

/// One message from a client to the server.
public struct ClientFrame: Hashable, Sendable {
    /// The client's number for the request, which the answer repeats; 0 if none is wanted.
    public let request: UInt32
    /// The request.
    public let body: Request

    /// Holds the two.
    public init(request: UInt32, _ body: Request) {
        self.request = request
        self.body = body
    }

    /// Reads a frame that fills the whole message.
    ///
    /// - Throws: `FrameError`, which says whether the sender can be answered.
    public init(decoding bytes: [UInt8]) throws(FrameError) {
        (request, body) = try decodeFrame(bytes) { number, reader throws(DecodeError) in
            guard let type = RequestType(rawValue: number) else { return nil }
            return try Request(type, from: &reader)
        }
    }

    /// The frame's bytes.
    public var encoded: [UInt8] {
        var writer = ByteWriter(capacity: 256)
        FrameHeader.write(type: body.type.rawValue, request: request, into: &writer)
        body.encode(into: &writer)
        return writer.bytes
    }
}

/// One message from the server to a client.
public struct ServerFrame: Hashable, Sendable {
    /// The number of the request that this answers; 0 in pushes.
    public let request: UInt32
    /// The answer or the push.
    public let body: ServerMessage

    /// Holds the two.
    public init(request: UInt32 = 0, _ body: ServerMessage) {
        self.request = request
        self.body = body
    }

    /// Reads a frame that fills the whole message.
    ///
    /// - Throws: `FrameError`; a client passes over an `unknownType`.
    public init(decoding bytes: [UInt8]) throws(FrameError) {
        (request, body) = try decodeFrame(bytes) { number, reader throws(DecodeError) in
            guard let type = ServerMessageType(rawValue: number) else { return nil }
            return try ServerMessage(type, from: &reader)
        }
    }

    /// The frame's bytes.
    public var encoded: [UInt8] {
        var writer = ByteWriter(capacity: 256)
        FrameHeader.write(type: body.type.rawValue, request: request, into: &writer)
        body.encode(into: &writer)
        return writer.bytes
    }
}

/// Reads a header, and the body by `body`, which returns `nil` for a type that it does not know.
private func decodeFrame<Body>(
    _ bytes: [UInt8],
    body: (UInt16, inout ByteReader) throws(DecodeError) -> Body?
) throws(FrameError) -> (UInt32, Body) {
    guard bytes.count <= ProtocolLimits.frameByteCount else { throw .notAFrame }
    var reader = ByteReader(bytes)
    let header: FrameHeader
    do throws(DecodeError) {
        header = try FrameHeader(from: &reader)
    } catch {
        throw .notAFrame
    }
    let value: Body?
    do throws(DecodeError) {
        value = try body(header.type, &reader)
        if value != nil { try reader.finish() }
    } catch {
        throw .malformed(request: header.request)
    }
    guard let value else { throw .unknownType(request: header.request) }
    return (header.request, value)
}
