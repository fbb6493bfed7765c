import Logging
import NIOCore
import NIOEmbedded
import NIOWebSocket
import TandemStoreSQLite
import TandemTestSupport
import Testing

@testable import TandemDelivery
@testable import TandemServer

@Suite("A silent socket", .scratch)
struct IdleTests {
    /// A socket on a loop whose time the test moves.
    private struct Silent {
        let loop = EmbeddedEventLoop()
        let channel: EmbeddedChannel

        init() throws {
            let hub = SocketHub(group: loop)
            let service = DeliveryService(
                configuration: .init(),
                store: try SQLiteStore(
                    path: Scratch.path(".sqlite"),
                    logger: Logger(label: "test")
                ),
                bus: LocalBus(),
                transport: hub,
                gateway: LocalOutbox { .zero },
                logger: Logger(label: "test")
            ) { .zero }
            let receiver = SocketHandler(
                service: service,
                part: try #require(hub.part(of: loop)),
                limit: SocketLimit(most: 10),
                address: NetworkAddress("127.0.0.1"),
                audience: []
            )
            channel = EmbeddedChannel(loop: loop)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(WebSocketFrameEncoder())
            try pipeline.addHandler(WebSocketHandler(receiver: receiver))
            loop.run()
            // The challenge.
            _ = try channel.readOutbound(as: ByteBuffer.self)
        }

        /// The first two bytes of each frame that was written within a time.
        func heads(in time: TimeAmount) throws -> [[UInt8]] {
            loop.advanceTime(by: time)
            var heads: [[UInt8]] = []
            while let frame = try channel.readOutbound(as: ByteBuffer.self) {
                heads.append(Array(frame.readableBytesView.prefix(2)))
            }
            return heads
        }
    }

    private let ping: [UInt8] = [0x89, 0]
    private let close: [UInt8] = [0x88, 2]

    @Test("it is asked for a sign of life, and closed when none comes")
    func closed() throws {
        let socket = try Silent()
        #expect(try socket.heads(in: ServerLimits.silence.ping - .seconds(1)) == [])
        #expect(try socket.heads(in: .seconds(1)) == [ping])
        let rest = try socket.heads(in: ServerLimits.silence.close)
        #expect(rest == [ping, close])
        #expect(!socket.channel.isActive || rest.last == close)
    }

    @Test("one that answers stays open")
    func answered() throws {
        let socket = try Silent()
        for _ in 0..<10 {
            #expect(try socket.heads(in: ServerLimits.silence.ping) == [ping])
            try socket.channel.writeInbound(
                WebSocketFrame(fin: true, opcode: .pong, maskKey: .random(), data: ByteBuffer())
            )
        }
    }
}
