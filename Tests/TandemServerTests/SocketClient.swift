import NIOCore
import NIOHTTP1
import NIOPosix
import NIOWebSocket
import Synchronization
import TandemProtocol

/// The server did not upgrade the connection.
struct UpgradeRefused: Error {}

/// The server closed the socket.
struct SocketClosed: Error {
    let code: WebSocketErrorCode?
}

/// A WebSocket client for tests: frames in and out of one connection.
final class SocketClient: Sendable {
    private typealias Socket = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>

    let audience: [UInt8]
    private let channel: any Channel
    private let received: AsyncThrowingStream<ServerFrame, any Error>
    private let outbound: AsyncStream<WebSocketFrame>.Continuation
    private let isReading = Mutex(true)

    /// Connects to `/v1/socket`.
    init(
        port: Int,
        origin: String? = nil,
        subprotocol: String = "tandem.v1",
        host: String? = nil,
        forwardedFor: String? = nil
    ) async throws {
        var headers: HTTPHeaders = [
            "Host": host ?? "127.0.0.1:\(port)", "Sec-WebSocket-Protocol": subprotocol,
        ]
        if let origin { headers.add(name: "Origin", value: origin) }
        if let forwardedFor { headers.add(name: "X-Forwarded-For", value: forwardedFor) }
        audience = Array("127.0.0.1:\(port)".utf8)
        guard let socket = try await Self.connect(port, headers) else { throw UpgradeRefused() }
        channel = socket.channel
        let (received, inward) = AsyncThrowingStream.makeStream(of: ServerFrame.self)
        let (outward, outbound) = AsyncStream.makeStream(of: WebSocketFrame.self)
        self.received = received
        self.outbound = outbound
        Task { await run(socket, outward, inward) }
    }

    private static func connect(_ port: Int, _ headers: HTTPHeaders) async throws -> Socket? {
        let result: EventLoopFuture<Socket?> = try await ClientBootstrap(
            group: MultiThreadedEventLoopGroup.singleton
        ).connect(host: "127.0.0.1", port: port) { channel in
            channel.eventLoop.makeCompletedFuture {
                let upgrader = NIOTypedWebSocketClientUpgrader<Socket?>(
                    maxFrameSize: 8 << 20
                ) { channel, _ in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                    }
                }
                let head = HTTPRequestHead(
                    version: .http1_1,
                    method: .GET,
                    uri: "/v1/socket",
                    headers: headers
                )
                let upgrade = NIOTypedHTTPClientUpgradeConfiguration<Socket?>(
                    upgradeRequestHead: head,
                    upgraders: [upgrader]
                ) { channel in channel.eventLoop.makeSucceededFuture(nil) }
                var configuration = NIOUpgradableHTTPClientPipelineConfiguration(
                    upgradeConfiguration: upgrade
                )
                // The server speaks first, perhaps in the packet of its upgrade.
                configuration.leftOverBytesStrategy = .forwardBytes
                return try channel.pipeline.syncOperations
                    .configureUpgradableHTTPClientPipeline(configuration: configuration)
            }
        }
        return try await result.get()
    }

    private func run(
        _ socket: Socket,
        _ outward: AsyncStream<WebSocketFrame>,
        _ inward: AsyncThrowingStream<ServerFrame, any Error>.Continuation
    ) async {
        do {
            try await socket.executeThenClose { frames, writer in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { for await frame in outward { try await writer.write(frame) } }
                    group.addTask { try await self.read(frames, inward) }
                    try await group.next()
                    group.cancelAll()
                }
            }
        } catch {
            inward.finish(throwing: error)
        }
        inward.finish(throwing: SocketClosed(code: nil))
    }

    private func read(
        _ frames: NIOAsyncChannelInboundStream<WebSocketFrame>,
        _ inward: AsyncThrowingStream<ServerFrame, any Error>.Continuation
    ) async throws {
        for try await frame in frames {
            while !isReading.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(10)) }
            switch frame.opcode {
            case .binary:
                inward.yield(try ServerFrame(decoding: Array(frame.unmaskedData.readableBytesView)))
            case .connectionClose:
                var data = frame.unmaskedData
                inward.finish(throwing: SocketClosed(code: data.readWebSocketErrorCode()))
            default: break
            }
        }
    }

    func send(_ request: Request, number: UInt32) {
        send(raw: ClientFrame(request: number, request).encoded)
    }

    func send(raw bytes: [UInt8], opcode: WebSocketOpcode = .binary) {
        outbound.yield(
            WebSocketFrame(
                fin: true,
                opcode: opcode,
                maskKey: .random(),
                data: ByteBuffer(bytes: bytes)
            )
        )
    }

    /// The frames that come in, for one reader.
    var frames: AsyncThrowingStream<ServerFrame, any Error> { received }

    /// The first frame that `select` takes; passes over the others.
    func next<Value>(_ select: (ServerFrame) -> Value?) async throws -> Value {
        for try await frame in received {
            if let value = select(frame) { return value }
        }
        throw SocketClosed(code: nil)
    }

    /// Sends a request and waits for its answer.
    func ask(_ request: Request, number: UInt32 = .random(in: 1...UInt32.max)) async throws
        -> ServerMessage
    {
        send(request, number: number)
        return try await next { $0.request == number ? $0.body : nil }
    }

    /// Stops or goes on reading; what comes meanwhile waits in the network.
    func read(_ on: Bool) {
        isReading.withLock { $0 = on }
    }

    func close() {
        channel.close(promise: nil)
    }
}
