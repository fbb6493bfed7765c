package import NIOCore
package import NIOWebSocket

/// Makes messages of frames, as strictly as RFC 6455 asks; does no I/O.
///
///     idle ── first fragment ──▶ inMessage ── last fragment ──▶ idle
///      any ── close, or a broken rule ──▶ closed
package struct MessageAssembler {
    /// What a frame leads to.
    package enum Outcome {
        /// Nothing yet.
        case nothing
        /// A whole text message; valid UTF-8.
        case text(ByteBuffer)
        /// A whole binary message.
        case binary(ByteBuffer)
        /// The other side asks for a sign of life, with these bytes.
        case ping(ByteBuffer)
        /// The other side closes; these bytes are the answer.
        case close(ByteBuffer)
        /// A rule is broken: close with this code.
        case violation(WebSocketErrorCode)
    }

    private var opcode: WebSocketOpcode?
    private var contents = ByteBuffer()
    private var isClosed = false

    /// Whether the last fragment of a message has not come yet.
    var isInMessage: Bool { opcode != nil }

    /// Takes the next frame, of a message of up to `byteLimit` bytes.
    ///
    /// Source: RFC 6455 §5.
    mutating func take(_ frame: WebSocketFrame, byteLimit: Int) -> Outcome {
        guard !isClosed else { return .nothing }
        let outcome = outcome(of: frame, byteLimit)
        switch outcome {
        case .close, .violation: isClosed = true
        case .nothing, .text, .binary, .ping: break
        }
        return outcome
    }

    private mutating func outcome(of frame: WebSocketFrame, _ byteLimit: Int) -> Outcome {
        guard frame.maskKey != nil, !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
            return .violation(.protocolError)
        }
        switch frame.opcode {
        case .text, .binary: return begin(frame, byteLimit)
        case .continuation: return continueMessage(frame, byteLimit)
        case .ping: return .ping(frame.unmaskedData)
        case .pong: return .nothing
        case .connectionClose: return Self.close(frame.unmaskedData)
        default: return .violation(.protocolError)
        }
    }

    private mutating func begin(_ frame: WebSocketFrame, _ byteLimit: Int) -> Outcome {
        guard opcode == nil else { return .violation(.protocolError) }
        guard frame.length <= byteLimit else { return .violation(.messageTooLarge) }
        guard !frame.fin else { return whole(frame.opcode, frame.unmaskedData) }
        opcode = frame.opcode
        contents = frame.unmaskedData
        return .nothing
    }

    private mutating func continueMessage(
        _ frame: WebSocketFrame,
        _ byteLimit: Int
    ) -> Outcome {
        guard let opcode else { return .violation(.protocolError) }
        guard contents.readableBytes + frame.length <= byteLimit else {
            return .violation(.messageTooLarge)
        }
        var fragment = frame.unmaskedData
        contents.writeBuffer(&fragment)
        guard frame.fin else { return .nothing }
        self.opcode = nil
        defer { contents = ByteBuffer() }
        return whole(opcode, contents)
    }

    private func whole(_ opcode: WebSocketOpcode, _ contents: ByteBuffer) -> Outcome {
        guard opcode == .text else { return .binary(contents) }
        guard String(validating: contents.readableBytesView, as: UTF8.self) != nil else {
            return .violation(.dataInconsistentWithMessage)
        }
        return .text(contents)
    }

    /// Checks what the other side closes with.
    ///
    /// Source: RFC 6455 §5.5.1, §7.4.
    private static func close(_ payload: ByteBuffer) -> Outcome {
        var rest = payload
        guard rest.readableBytes > 0 else { return .close(ByteBuffer()) }
        guard let code = rest.readInteger(as: UInt16.self), isAllowed(code) else {
            return .violation(.protocolError)
        }
        guard String(validating: rest.readableBytesView, as: UTF8.self) != nil else {
            return .violation(.dataInconsistentWithMessage)
        }
        return .close(ByteBuffer(integer: code))
    }

    private static func isAllowed(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}
