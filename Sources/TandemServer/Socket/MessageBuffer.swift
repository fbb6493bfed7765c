package import NIOCore

/// A whole WebSocket message as it is on the wire, so that many sockets can share it.
package enum MessageBuffer {
    /// A binary message in one frame.
    static func binary(_ payload: [UInt8]) -> ByteBuffer {
        message(opcode: 0x2, ByteBuffer(bytes: payload))
    }

    /// A message in one frame; servers do not mask.
    ///
    /// Source: RFC 6455 §5.2.
    package static func message(opcode: UInt8, _ payload: ByteBuffer) -> ByteBuffer {
        let count = payload.readableBytes
        var buffer = ByteBufferAllocator().buffer(capacity: count + 10)
        buffer.writeInteger(0x80 | opcode)
        switch count {
        case 0..<126: buffer.writeInteger(UInt8(count))
        case 126..<65_536:
            buffer.writeInteger(UInt8(126))
            buffer.writeInteger(UInt16(count))
        default:
            buffer.writeInteger(UInt8(127))
            buffer.writeInteger(UInt64(count))
        }
        buffer.writeImmutableBuffer(payload)
        return buffer
    }
}
