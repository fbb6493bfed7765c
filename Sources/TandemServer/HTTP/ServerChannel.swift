package import HummingbirdCore
package import Logging
package import NIOCore
package import NIOHTTP1
package import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1
internal import NIOWebSocket

/// What a connection became after its first request.
package enum UpgradeResult: Sendable {
    /// HTTP, answered by Hummingbird's router.
    case http(NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>)
    /// A WebSocket, served by its channel handlers.
    case socket
}

/// Decides about upgrades to WebSocket, and equips the channel of those that are let in.
package protocol SocketEndpoint: Sendable {
    /// The largest frame that is read, in bytes.
    var frameByteLimit: Int { get }
    /// Whether a new connection may stay; asked before its first byte.
    func admits(_ channel: any Channel) -> Bool
    /// The headers of the upgrade's answer; `nil` refuses it.
    func accept(_ head: HTTPRequestHead, on channel: any Channel) -> HTTPHeaders?
    /// The handler for an upgraded channel; on its event loop.
    func makeHandler(for channel: any Channel, _ head: HTTPRequestHead) -> WebSocketHandler?
}

/// HTTP and WebSockets on one port: a child channel for Hummingbird's server.
///
/// HTTP requests go the way of Hummingbird's own `HTTP1Channel`; a WebSocket gets channel handlers,
/// which cost half of what an async channel does, and its task ends here.
package struct ServerChannel<Endpoint: SocketEndpoint>: HTTPChannelHandler {
    package struct Value: ServerChildChannelValue {
        package let channel: any Channel
        let result: EventLoopFuture<UpgradeResult>
    }

    package let responder: HTTPChannelHandler.Responder
    let endpoint: Endpoint

    /// Answers HTTP by `responder` and upgrades by `endpoint`.
    package init(responder: @escaping HTTPChannelHandler.Responder, endpoint: Endpoint) {
        self.responder = responder
        self.endpoint = endpoint
    }

    /// Equips a new connection.
    package func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        guard endpoint.admits(channel) else {
            channel.close(promise: nil)
            let nothing: EventLoopFuture<UpgradeResult> = channel.eventLoop.makeFailedFuture(
                ChannelError.ioOnClosedChannel
            )
            return channel.eventLoop.makeSucceededFuture(Value(channel: channel, result: nothing))
        }
        return channel.eventLoop.makeCompletedFuture {
            let upgrade = NIOTypedHTTPServerUpgradeConfiguration(
                upgraders: [upgrader],
                notUpgradingCompletionHandler: { Self.continueWithHTTP($0, logger) }
            )
            var configuration = NIOUpgradableHTTPServerPipelineConfiguration(
                upgradeConfiguration: upgrade
            )
            configuration.enablePipelining = false
            configuration.enableResponseHeaderValidation = false
            configuration.decoderConfiguration = Self.decoderLimits
            let result = try channel.pipeline.syncOperations.configureUpgradableHTTPServerPipeline(
                configuration: configuration
            )
            let timeout = channel.eventLoop.scheduleTask(in: ServerLimits.firstRequest) {
                channel.close(promise: nil)
            }
            result.whenComplete { _ in timeout.cancel() }
            return Value(channel: channel, result: result)
        }
    }

    private static var decoderLimits: NIOHTTPDecoderLimitConfiguration {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = ServerLimits.header.fieldByteCount
        limits.maxHeaderListSize = ServerLimits.header.byteCount
        limits.maxHeaderFieldCount = ServerLimits.header.fieldCount
        return limits
    }

    private var upgrader: NIOTypedWebSocketServerUpgrader<UpgradeResult> {
        NIOTypedWebSocketServerUpgrader(
            maxFrameSize: endpoint.frameByteLimit,
            enableAutomaticErrorHandling: false,
            shouldUpgrade: { [endpoint] channel, head in
                channel.eventLoop.makeSucceededFuture(endpoint.accept(head, on: channel))
            },
            upgradePipelineHandler: { [endpoint] channel, head in
                channel.eventLoop.makeCompletedFuture {
                    try Self.equip(channel, endpoint, head)
                    return .socket
                }
            }
        )
    }

    private static func equip(
        _ channel: any Channel,
        _ endpoint: Endpoint,
        _ head: HTTPRequestHead
    ) throws {
        guard let handler = endpoint.makeHandler(for: channel, head) else {
            throw ChannelError.operationUnsupported
        }
        if let options = channel.syncOptions {
            try options.setOption(
                .writeBufferWaterMark,
                value: .init(
                    low: ServerLimits.writeByteCount / 2,
                    high: ServerLimits.writeByteCount
                )
            )
            try? options.setOption(.tcpOption(.tcp_nodelay), value: 1)
        }
        try channel.pipeline.syncOperations.addHandler(handler)
        try channel.pipeline.syncOperations.addHandler(
            UnreadBytes(before: handler),
            position: .first
        )
    }

    private static func continueWithHTTP(
        _ channel: any Channel,
        _ logger: Logger
    ) -> EventLoopFuture<UpgradeResult> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(HTTP1ToHTTPServerCodec(secure: false))
            try channel.pipeline.syncOperations.addHandler(
                HTTPConnectionStateHandler(
                    idleTimeout: ServerLimits.betweenRequests,
                    logger: logger
                )
            )
            return .http(
                try NIOAsyncChannel(
                    wrappingChannelSynchronously: channel,
                    configuration: .init(isOutboundHalfClosureEnabled: true)
                )
            )
        }
    }

    /// Serves a connection that stays with HTTP.
    package func handle(value: Value, logger: Logger) async {
        guard case .http(let channel)? = try? await value.result.get() else { return }
        await handleHTTP(asyncChannel: channel, logger: logger)
    }
}
