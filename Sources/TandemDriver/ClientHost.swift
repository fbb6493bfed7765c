import AsyncHTTPClient
public import Foundation
import NIOCore
import NIOPosix
import NIOWebSocket
public import TandemClient
import TandemCryptoNative
import TandemProtocol

/// Hosts the client engine natively: performs its actions in order, one event after the other.
///
///     intents ─▶ events ─▶ engine ─▶ actions ─▶ store · socket · blobs · timer
///                  ▲                    │
///                  └── frames, results ─┘        notifications ─▶ caller
public actor ClientHost {
    /// What the engine says, one JSON object each.
    public nonisolated let notifications: AsyncStream<[UInt8]>

    private let server: ServerAddress
    private let store: ClientStore
    private let blobs: BlobClient
    private let lock: DirectoryLock
    private let group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    private let events: AsyncStream<Event>
    private let eventSource: AsyncStream<Event>.Continuation
    private let notificationSource: AsyncStream<[UInt8]>.Continuation

    private let engine: Engine<NativeCryptoProvider>
    private var outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>?
    private var socketTask: Task<Void, Never>?
    private var wakeTask: Task<Void, Never>?
    private var openWork = OpenWork()

    /// Opens the data directory, which it creates if absent.
    ///
    /// - Throws: `StorageError`.
    public init(
        server: ServerAddress,
        directory: URL,
        configuration: EngineConfiguration
    ) throws(StorageError) {
        try Self.create(directory)
        self.server = server
        lock = try DirectoryLock(directory: directory)
        do {
            store = try ClientStore(directory: directory)
        } catch {
            throw StorageError(error)
        }
        blobs = BlobClient(server: server, http: .shared)
        engine = Engine(configuration: configuration, provider: NativeCryptoProvider())
        (events, eventSource) = AsyncStream.makeStream()
        (notifications, notificationSource) = AsyncStream.makeStream()
    }

    private static func create(_ directory: URL) throws(StorageError) {
        do {
            try FileManager.default.createDirectory(
                at: directory,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .unwritable
        }
    }

    /// Works until the task is cancelled.
    ///
    /// - Throws: `unreadable` if the stored state cannot be read.
    public func run() async throws(StorageError) {
        defer { stop() }
        await handle(.started(try state()))
        for await event in events {
            await handle(event)
        }
    }

    private func state() throws(StorageError) -> [StoredRow] {
        do {
            return try store.state()
        } catch {
            throw StorageError(error)
        }
    }

    /// Hands an intent, a JSON object, to the engine.
    public nonisolated func submit(_ intent: [UInt8]) {
        eventSource.yield(.intent(intent))
    }

    /// Waits until nothing is open that the engine asked for, or the task is cancelled.
    public func settled() async {
        while !openWork.isEmpty, (try? await Task.sleep(for: .milliseconds(10))) != nil {}
    }

    private func stop() {
        socketTask?.cancel()
        wakeTask?.cancel()
        notificationSource.finish()
    }

    private func handle(_ event: Event) async {
        note(event)
        for action in engine.handle(event, at: .now) {
            guard await perform(action) else {
                // What would follow relies on the batch that did not become durable.
                eventSource.yield(.persistFailed)
                return
            }
        }
    }

    private func note(_ event: Event) {
        switch event {
        case .frame(let frame): openWork.received(frame)
        case .disconnected: openWork.disconnected()
        case .uploaded(let request), .downloaded(let request, _), .blobFailed(let request):
            openWork.ended(blob: request)
        case .started, .connected, .intent, .rows, .persistFailed, .wake: break
        }
    }

    /// - Returns: False if the storage failed.
    private func perform(_ action: Action) async -> Bool {
        switch action {
        case .persist(let changes): return (try? store.apply(changes)) != nil
        case .wipe: return (try? store.wipe()) != nil
        case .read(let read):
            guard let rows = try? store.read(read) else { return false }
            eventSource.yield(.rows(request: read.request, rows))
        case .send(let frame): await send(frame)
        case .notify(let notification): notificationSource.yield(notification)
        case .connect: connect()
        case .disconnect: disconnect()
        case .wake(let time): scheduleWake(at: time)
        case .upload(let request, let blob, let token, let body):
            upload(request, blob: blob, token: token, body)
        case .download(let request, let blob, let limit):
            download(request, blob: blob, limit: Int(limit))
        }
        return true
    }

    private func scheduleWake(at time: Timestamp) {
        wakeTask?.cancel()
        wakeTask = Task { [eventSource] in
            try? await Task.sleep(for: time.delayFromNow)
            if !Task.isCancelled { eventSource.yield(.wake) }
        }
    }
}

// MARK: - Socket

extension ClientHost {
    private func send(_ frame: [UInt8]) async {
        openWork.sent(frame)
        let message = WebSocketFrame(
            fin: true,
            opcode: .binary,
            maskKey: .random(),
            data: ByteBuffer(bytes: frame)
        )
        // A write that fails is a connection that ends, which the engine is told.
        try? await outbound?.write(message)
    }

    private func connect() {
        guard socketTask == nil else { return }
        socketTask = Task { await keepConnected() }
    }

    private func disconnect() {
        socketTask?.cancel()
        socketTask = nil
    }

    private func keepConnected() async {
        var delay = ReconnectDelay()
        while !Task.isCancelled {
            if let channel = try? await WebSocketClient.connect(to: server, on: group) {
                delay.reset()
                try? await serve(channel)
                outbound = nil
            }
            eventSource.yield(.disconnected)
            try? await Task.sleep(for: delay.next())
        }
    }

    private func serve(_ channel: SocketChannel) async throws {
        try await channel.executeThenClose { inbound, outbound in
            self.outbound = outbound
            eventSource.yield(.connected)
            for try await frame in inbound {
                guard try await receive(frame, answerTo: outbound) else { return }
            }
        }
    }

    /// - Returns: False when the server closes.
    private func receive(
        _ frame: WebSocketFrame,
        answerTo outbound: NIOAsyncChannelOutboundWriter<WebSocketFrame>
    ) async throws -> Bool {
        switch frame.opcode {
        case .binary:
            eventSource.yield(.frame(Array(frame.unmaskedData.readableBytesView)))
        case .ping:
            try await outbound.write(
                WebSocketFrame(
                    fin: true,
                    opcode: .pong,
                    maskKey: .random(),
                    data: frame.unmaskedData
                )
            )
        case .connectionClose: return false
        default: break
        }
        return true
    }
}

// MARK: - Blobs

extension ClientHost {
    private func upload(_ request: UInt32, blob: [UInt8], token: [UInt8], _ body: [UInt8]) {
        openWork.began(blob: request)
        Task { [blobs, eventSource] in
            let done = (try? await blobs.upload(body, blob: blob, token: token)) != nil
            eventSource.yield(done ? .uploaded(request: request) : .blobFailed(request: request))
        }
    }

    private func download(_ request: UInt32, blob: [UInt8], limit: Int) {
        openWork.began(blob: request)
        Task { [blobs, eventSource] in
            if let body = try? await blobs.download(blob, limit: limit) {
                eventSource.yield(.downloaded(request: request, body))
            } else {
                eventSource.yield(.blobFailed(request: request))
            }
        }
    }
}
