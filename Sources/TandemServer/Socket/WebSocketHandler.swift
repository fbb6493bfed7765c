package import NIOCore
package import NIOWebSocket

/// One WebSocket: messages in, messages out, pings answered, rules kept.
///
/// Whole messages are written below the frame encoder, so that one buffer can go to many sockets.
package final class WebSocketHandler: ChannelInboundHandler {
    package typealias InboundIn = WebSocketFrame

    private let receiver: any MessageReceiver
    private var assembler = MessageAssembler()
    private var context: ChannelHandlerContext?
    private var encoderContext: ChannelHandlerContext?
    private var isClosing = false

    /// When something last came from the other side.
    private var lastReadAt = NIODeadline.uptimeNanoseconds(0)

    /// Bytes of a frame that is not whole yet.
    private var unreadByteCount = 0
    /// Since when a message is on its way that is not whole yet.
    private var unfinishedSince: NIODeadline?

    /// Hands messages to `receiver`.
    package init(receiver: any MessageReceiver) {
        self.receiver = receiver
    }

    package func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        lastReadAt = context.eventLoop.now
        encoderContext = try? context.pipeline.syncOperations.context(
            handlerType: WebSocketFrameEncoder.self
        )
        receiver.opened(self)
    }

    package func channelInactive(context: ChannelHandlerContext) {
        finish()
        context.fireChannelInactive()
    }

    package func handlerRemoved(context: ChannelHandlerContext) {
        finish()
    }

    private func finish() {
        guard context != nil else { return }
        context = nil
        encoderContext = nil
        receiver.closed()
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastReadAt = context.eventLoop.now
        guard !isClosing else {
            if unwrapInboundIn(data).opcode == .connectionClose { context.close(promise: nil) }
            return
        }
        unreadByteCount = 0
        let frame = unwrapInboundIn(data)
        let outcome = assembler.take(frame, byteLimit: receiver.byteLimit)
        if !assembler.isInMessage { unfinishedSince = nil }
        switch outcome {
        case .nothing: break
        case .text, .binary: receiver.received(outcome, on: self)
        case .ping(let payload): send(.pong, payload)
        case .close(let payload): answerClose(payload)
        case .violation(let code) where frame.opcode == .connectionClose:
            // The other side has closed, if badly: it will not do so again.
            answerClose(ByteBuffer(integer: UInt16(webSocketErrorCode: code)))
        case .violation(let code): close(code)
        }
    }

    /// Notes that bytes come; the frames that are whole with them follow at once.
    func noteRead(_ byteCount: Int) {
        unreadByteCount += byteCount
    }

    /// Notes that what came with the last bytes was read.
    ///
    /// The frame decoder keeps a frame until it is whole, as large as the largest of anybody: who may
    /// not send that is cut off before.
    func noteUnread() {
        guard let context else { return }
        if unreadByteCount > 0 || assembler.isInMessage {
            unfinishedSince = unfinishedSince ?? context.eventLoop.now
        }
        guard unreadByteCount > receiver.byteLimit + ServerLimits.readByteCount else { return }
        close(.messageTooLarge)
    }

    package func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error as? NIOWebSocketError {
        case .invalidFrameLength?: close(.messageTooLarge)
        case .some:
            // Nothing is decoded any more, so an answer to a close could not be heard either.
            answerClose(ByteBuffer(integer: UInt16(webSocketErrorCode: .protocolError)))
        case nil: context.close(promise: nil)
        }
    }

    package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: close(.goingAway)
        case ChannelEvent.inputClosed: context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    // MARK: Writing

    /// Writes a whole message without flushing; a reader who is too slow is cut off.
    package func write(_ message: ByteBuffer, promise: EventLoopPromise<Void>? = nil) {
        guard let context, let encoderContext, !isClosing else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        guard context.channel.isWritable else {
            promise?.fail(ChannelError.ioOnClosedChannel)
            context.close(promise: nil)
            return
        }
        encoderContext.write(NIOAny(message), promise: promise)
    }

    /// Flushes what was written.
    package func flush() {
        context?.flush()
    }

    /// A promise on this socket's event loop; `nil` when it is gone.
    func makePromise() -> EventLoopPromise<Void>? {
        context?.eventLoop.makePromise()
    }

    /// For how long nothing has come; zero when the socket is gone.
    var silence: TimeAmount {
        context.map { $0.eventLoop.now - lastReadAt } ?? .zero
    }

    /// For how long a message has been on its way; zero if none is.
    var delay: TimeAmount {
        guard let context, let unfinishedSince else { return .zero }
        return context.eventLoop.now - unfinishedSince
    }

    /// Asks the other side for a sign of life.
    func ping() {
        send(.ping, ByteBuffer())
    }

    private func send(_ opcode: WebSocketOpcode, _ payload: ByteBuffer) {
        write(MessageBuffer.message(opcode: UInt8(webSocketOpcode: opcode), payload))
        flush()
    }

    // MARK: Closing

    /// Closes now: the other side has closed already, or cannot be heard any more.
    private func answerClose(_ payload: ByteBuffer) {
        guard let context, let encoderContext, !isClosing else { return }
        isClosing = true
        let frame = MessageBuffer.message(opcode: 0x8, payload)
        let closed = context.eventLoop.makePromise(of: Void.self)
        closed.futureResult.assumeIsolated().whenComplete { _ in context.close(promise: nil) }
        encoderContext.writeAndFlush(NIOAny(frame), promise: closed)
    }

    /// Closes with a code, and waits a little for the other side to do so.
    package func close(_ code: WebSocketErrorCode) {
        guard let context, let encoderContext, !isClosing else { return }
        isClosing = true
        let payload = ByteBuffer(integer: UInt16(webSocketErrorCode: code))
        encoderContext.writeAndFlush(
            NIOAny(MessageBuffer.message(opcode: 0x8, payload)),
            promise: nil
        )
        context.eventLoop.assumeIsolated().scheduleTask(in: ServerLimits.closing) {
            context.close(promise: nil)
        }
    }
}
