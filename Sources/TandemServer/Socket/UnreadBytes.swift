internal import NIOCore

/// Counts bytes before the frame decoder, which keeps them until a frame is whole.
final class UnreadBytes: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let socket: WebSocketHandler

    /// Tells `socket` what came.
    init(before socket: WebSocketHandler) {
        self.socket = socket
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        socket.noteRead(unwrapInboundIn(data).readableBytes)
        context.fireChannelRead(data)
        socket.noteUnread()
    }
}
