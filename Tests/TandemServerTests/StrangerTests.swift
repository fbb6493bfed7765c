import Logging
import NIOCore
import NIOEmbedded
import NIOPosix
import NIOWebSocket
import TandemProtocol
import TandemStoreSQLite
import TandemTestSupport
import Testing

@testable import TandemDelivery
@testable import TandemServer

@Suite("What a stranger may cost, docs/server.md", .scratch)
struct StrangerTests {
    /// A socket with the frame decoder before it, on a loop whose time the test moves.
    private struct Unknown {
        let loop = EmbeddedEventLoop()
        let channel: EmbeddedChannel

        init() throws {
            let hub = SocketHub(group: loop)
            let logger = Logger(label: "test")
            let service = DeliveryService(
                configuration: .init(),
                store: try SQLiteStore(path: Scratch.path(".sqlite"), logger: logger),
                bus: LocalBus(),
                transport: hub,
                gateway: LocalOutbox { .zero },
                logger: logger
            ) { .zero }
            let receiver = SocketHandler(
                service: service,
                part: try #require(hub.part(of: loop)),
                limit: SocketLimit(most: 10),
                address: NetworkAddress("127.0.0.1"),
                audience: []
            )
            channel = EmbeddedChannel(loop: loop)
            let handler = WebSocketHandler(receiver: receiver)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(UnreadBytes(before: handler))
            try pipeline.addHandler(WebSocketFrameEncoder())
            try pipeline.addHandler(
                ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: 4 << 20))
            )
            try pipeline.addHandler(handler)
            loop.run()
            _ = try channel.readOutbound(as: ByteBuffer.self)
        }

        /// The opcodes of what was written.
        func opcodes() throws -> [UInt8] {
            var opcodes: [UInt8] = []
            while let frame = try channel.readOutbound(as: ByteBuffer.self) {
                opcodes.append((frame.readableBytesView.first ?? 0) & 0x0f)
            }
            return opcodes
        }

        /// The head of a masked binary frame that is to have 4 MiB.
        func beginLargeFrame() throws {
            let count = withUnsafeBytes(of: UInt64(4 << 20).bigEndian) { Array($0) }
            try channel.writeInbound(ByteBuffer(bytes: [0x82, 0xff] + count + [1, 2, 3, 4]))
        }
    }

    private let close: UInt8 = 0x8
    private let page = ByteBuffer(repeating: 7, count: 16 << 10)

    @Test("a large frame of who has not authenticated is cut off on its way, not kept until whole")
    func unread() throws {
        let socket = try Unknown()
        try socket.beginLargeFrame()
        for _ in 0..<4 { try socket.channel.writeInbound(page) }
        let early = try socket.opcodes()
        #expect(!early.contains(close))
        for _ in 0..<8 { try socket.channel.writeInbound(page) }
        let late = try socket.opcodes()
        #expect(late.contains(close))
    }

    @Test("a message that never ends is cut off, whatever signs of life come between")
    func unfinished() throws {
        let socket = try Unknown()
        // A first fragment, and then pongs only.
        try socket.channel.writeInbound(ByteBuffer(bytes: [0x02, 0x81, 0, 0, 0, 0, 7]))
        var written: [UInt8] = []
        for _ in 0..<8 {
            socket.loop.advanceTime(by: .seconds(20))
            written += try socket.opcodes()
            try socket.channel.writeInbound(ByteBuffer(bytes: [0x8a, 0x80, 0, 0, 0, 0]))
        }
        #expect(written.contains(close))
    }

    @Test("a message of who has not authenticated is small, afterwards it may be large")
    func whole() async throws {
        try await RunningServer.run { server in
            let stranger = try await SocketClient(port: server.port)
            stranger.send(raw: [UInt8](repeating: 7, count: 70_000))
            do {
                for try await _ in stranger.frames {}
                Issue.record("the socket was not closed")
            } catch let closed as SocketClosed {
                #expect(closed.code == .messageTooLarge)
            }
            let person = try await TestPerson("+4915100000001", at: server)
            let socket = try await person.signIn(port: server.port)
            let (id, creation) = try person.ownConversation()
            #expect(try await socket.ask(creation) == .done)
            let large = numbered(1, in: id, byteCount: 900_000)
            guard case .accepted = try await socket.ask(.send(large)) else {
                Issue.record("a large message was refused")
                return
            }
        }
    }

    @Test("connections of one address are counted before they send anything")
    func silent() async throws {
        try await RunningServer.run {
            $0.connectionsPerAddress = 3
        } body: { server in
            var channels: [any Channel] = []
            for _ in 0..<6 {
                channels.append(
                    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                        .connect(host: "127.0.0.1", port: server.port).get()
                )
            }
            for channel in channels.suffix(3) { try await channel.closeFuture.get() }
            #expect(channels.prefix(3).count { $0.isActive } == 3)
            try await channels[0].close()
            // The server hears of it in its time.
            var status: UInt = 0
            for _ in 0..<200 where status != 200 {
                status = (try? await server.fetch("/healthz").status) ?? 0
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(status == 200)
            for channel in channels { try? await channel.close() }
        }
    }

    @Test("a server for trying out answers under this machine's names, others under theirs")
    func hosts() {
        var settings = ServerSettings()
        for host in ["localhost:8480", "127.0.0.1", "[::1]:1", "LocalHost"] {
            #expect(settings.allowedHosts.contain(host))
        }
        #expect(!settings.allowedHosts.contain("rebound.example:8480"))
        #expect(!settings.allowedHosts.contain(nil))
        settings.trustsProxy = true
        #expect(settings.allowedHosts.contain("chat.example.org"))
        settings.hosts = ["chat.example.org", "other.example:81"]
        #expect(settings.allowedHosts.contain("Chat.example.org:443"))
        #expect(settings.allowedHosts.contain("other.example:81"))
        #expect(!settings.allowedHosts.contain("other.example:82"))
        #expect(!settings.allowedHosts.contain("localhost"))
    }

    @Test("a socket under another name than the server's is refused")
    func rebound() async throws {
        try await RunningServer.run { server in
            _ = try await SocketClient(port: server.port)
            await #expect(throws: (any Error).self) {
                try await SocketClient(port: server.port, host: "rebound.example:\(server.port)")
            }
        }
    }
}
