internal import Foundation
internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
internal import NIOPosix
public import ServiceLifecycle
internal import TandemDelivery
internal import TandemProtocol
internal import TandemStoreSQLite

/// The server: HTTP and sockets on one port, the delivery service behind them, and SQLite below.
public struct TandemServer: Service {
    private let settings: ServerSettings
    private let service: DeliveryService
    private let hub: SocketHub
    private let routes: Routes
    private let logger: Logger
    private let onRunning: @Sendable (Int) async -> Void

    /// Opens the store and gets everything ready to run.
    ///
    /// - Parameters:
    ///   - metrics: What `/metrics` shows.
    ///   - onRunning: Is told the port once the server listens.
    /// - Throws: If the data directory or the database cannot be opened.
    public init(
        settings: ServerSettings,
        metrics: PrometheusRegistry,
        logger: Logger,
        onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws {
        self.settings = settings
        self.logger = logger
        self.onRunning = onRunning
        try FileManager.default.createDirectory(
            atPath: settings.dataDirectory,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        hub = SocketHub(group: MultiThreadedEventLoopGroup.singleton)
        let outbox: LocalOutbox?
        let gateway: any SMSGateway
        switch settings.sms {
        case .localOutbox:
            let local = LocalOutbox(now: Self.now)
            (outbox, gateway) = (local, local)
        case .http(let http):
            (outbox, gateway) = (nil, HTTPSMSGateway(http, logger: logger))
        }
        service = DeliveryService(
            configuration: settings.delivery,
            store: try SQLiteStore(
                path: settings.dataDirectory + "/tandem.sqlite",
                logger: logger
            ),
            bus: LocalBus(),
            transport: hub,
            gateway: gateway,
            logger: logger,
            now: Self.now
        )
        routes = Routes(
            blobs: BlobRoutes(
                service: service,
                blobs: try DiskBlobStore(directory: settings.dataDirectory + "/blobs")
            ),
            files: StaticFiles(roots: settings.webRoots),
            outbox: outbox,
            metrics: metrics
        )
    }

    private static let now: @Sendable () -> Timestamp = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(
            milliseconds: UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
        )
    }

    /// Runs until the task is cancelled or shut down gracefully.
    public func run() async throws {
        let endpoint = DeliveryEndpoint(
            service: service,
            hub: hub,
            peers: PeerAddresses(trustsProxy: settings.trustsProxy),
            limit: SocketLimit(most: settings.socketsPerAddress),
            connections: ConnectionLimit(perAddress: settings.connectionsPerAddress),
            hosts: settings.allowedHosts
        )
        let sweeper = BlobSweeper(
            blobs: routes.blobs.blobs,
            days: settings.delivery.blobDays,
            logger: logger
        )
        let application = Application(
            router: routes.makeRouter(),
            server: HTTPServerBuilder { responder in
                ServerChannel(responder: responder, endpoint: endpoint)
            },
            configuration: .init(
                address: .hostname(settings.address, port: settings.port),
                serverName: nil
            ),
            services: [service, sweeper],
            onServerRunning: { [onRunning] channel in
                await onRunning(channel.localAddress?.port ?? 0)
            },
            logger: logger
        )
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await service.serve() }
            try await application.run()
            // Hummingbird waits for HTTP only: a socket's task ended when its handlers took over.
            await hub.closeAll()
            service.end()
        }
        await service.flush()
    }
}
