import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

typealias SocketChannel = NIOAsyncChannel<WebSocketFrame, WebSocketFrame>

/// Why no WebSocket came to be.
public enum ConnectionError: Error, Sendable {
    /// Something answers there, but not a delivery service.
    case notUpgraded
}

/// Opens `/v1/socket` of a delivery service.
enum WebSocketClient {
    /// The largest message that the protocol knows, in bytes.
    static let messageByteLimit = 4 << 20

    private enum Upgrade: Sendable {
        case socket(SocketChannel)
        case refused
    }

    static func connect(
        to server: ServerAddress,
        on group: any EventLoopGroup
    ) async throws -> SocketChannel {
        let bootstrap = ClientBootstrap(group: group).connectTimeout(.seconds(10))
        let upgrade: EventLoopFuture<Upgrade> = try await bootstrap.connect(
            host: server.host,
            port: server.port
        ) { channel in
            channel.eventLoop.makeCompletedFuture { try configure(channel, for: server) }
        }
        guard case .socket(let socket) = try await upgrade.get() else {
            throw ConnectionError.notUpgraded
        }
        return socket
    }

    private static func configure(
        _ channel: any Channel,
        for server: ServerAddress
    ) throws -> EventLoopFuture<Upgrade> {
        let pipeline = channel.pipeline.syncOperations
        if server.isSecure {
            let context = try NIOSSLContext(configuration: .makeClientConfiguration())
            try pipeline.addHandler(
                NIOSSLClientHandler(context: context, serverHostname: server.host)
            )
        }
        let upgrader = NIOTypedWebSocketClientUpgrader<Upgrade>(maxFrameSize: messageByteLimit) {
            channel,
            _ in channel.eventLoop.makeCompletedFuture { try open(channel) }
        }
        let configuration = NIOTypedHTTPClientUpgradeConfiguration(
            upgradeRequestHead: request(to: server),
            upgraders: [upgrader],
            notUpgradingCompletionHandler: { $0.eventLoop.makeSucceededFuture(Upgrade.refused) }
        )
        var pipelineConfiguration = NIOUpgradableHTTPClientPipelineConfiguration(
            upgradeConfiguration: configuration
        )
        // The server speaks first: its challenge may come in one piece with the upgrade's answer.
        pipelineConfiguration.leftOverBytesStrategy = .forwardBytes
        return try pipeline.configureUpgradableHTTPClientPipeline(
            configuration: pipelineConfiguration
        )
    }

    private static func open(_ channel: any Channel) throws -> Upgrade {
        let aggregator = NIOWebSocketFrameAggregator(
            minNonFinalFragmentSize: 0,
            maxAccumulatedFrameCount: 1 << 12,
            maxAccumulatedFrameSize: messageByteLimit
        )
        try channel.pipeline.syncOperations.addHandler(aggregator)
        return .socket(try SocketChannel(wrappingChannelSynchronously: channel))
    }

    private static func request(to server: ServerAddress) -> HTTPRequestHead {
        let headers: HTTPHeaders = [
            "Host": server.authority,
            "Sec-WebSocket-Protocol": "tandem.v1",
        ]
        return HTTPRequestHead(version: .http1_1, method: .GET, uri: "/v1/socket", headers: headers)
    }
}
