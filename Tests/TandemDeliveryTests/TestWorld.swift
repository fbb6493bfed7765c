import Logging
import MLS
import MLSWire
import Synchronization
import TandemBytes
import TandemCrypto
import TandemCryptoNative
import TandemProtocol
import TandemStoreSQLite
import TandemTestSupport

@testable import TandemDelivery

/// A clock that tests move.
final class TestClock: Sendable {
    private let moment = Mutex(Timestamp(milliseconds: 1_790_000_000_000))

    var now: Timestamp { moment.withLock { $0 } }

    func advance(seconds: UInt64) {
        moment.withLock { $0 = $0.adding(milliseconds: seconds * 1000) }
    }
}

/// Sockets in memory: what was sent to each, and whether it was closed.
final class MemoryTransport: Transport {
    private struct State {
        var frames: [ConnectionID: [ServerFrame]] = [:]
        var closed: Set<ConnectionID> = []
    }

    private let state = Mutex(State())

    func send(_ frame: [UInt8], to connections: [ConnectionID]) {
        guard let decoded = try? ServerFrame(decoding: frame) else { return }
        state.withLock { state in
            for connection in connections where !state.closed.contains(connection) {
                state.frames[connection, default: []].append(decoded)
            }
        }
    }

    func sendAndWait(_ frames: [[UInt8]], to connection: ConnectionID) async {
        for frame in frames { send(frame, to: [connection]) }
    }

    func close(_ connection: ConnectionID, because reason: CloseReason) {
        state.withLock { _ = $0.closed.insert(connection) }
    }

    func isClosed(_ connection: ConnectionID) -> Bool {
        state.withLock { $0.closed.contains(connection) }
    }

    func frames(to connection: ConnectionID) -> [ServerFrame] {
        state.withLock { $0.frames[connection] ?? [] }
    }
}

/// A delivery service with a store in a temporary directory, and people who use it.
final class TestWorld: Sendable {
    let clock = TestClock()
    let transport = MemoryTransport()
    let outbox: LocalOutbox
    let service: DeliveryService
    let path: String
    private let numbers = Mutex<UInt64>(0)

    /// Opens the store at `path`, or a fresh one.
    ///
    /// - Parameter gateway: Sends the codes, instead of the outbox.
    init(
        path: String? = nil,
        configuration: DeliveryConfiguration = .init(),
        gateway: (any SMSGateway)? = nil
    ) throws {
        self.path = try path ?? Scratch.path(".sqlite")
        let clock = clock
        outbox = LocalOutbox { clock.now }
        var logger = Logger(label: "test")
        logger.logLevel = .error
        service = DeliveryService(
            configuration: configuration,
            store: try SQLiteStore(path: self.path, logger: logger),
            bus: LocalBus(),
            transport: transport,
            gateway: gateway ?? outbox,
            logger: logger
        ) { clock.now }
        Task { [service] in await service.serve() }
    }

    deinit { service.end() }

    func connect(from address: String = "192.0.2.1") -> TestSocket {
        let number = numbers.withLock { number in
            number += 1
            return number
        }
        return TestSocket(
            world: self,
            session: service.connect(
                ConnectionID(loop: 0, number: number),
                from: NetworkAddress(address),
                audience: TestSocket.audience
            )
        )
    }

    /// The newest code that was sent to a number.
    func code(for number: String) -> [UInt8] {
        let entry = outbox.newestFirst.first { $0.number.bytes == Array(number.utf8) }
        return Array((entry?.text ?? "").utf8.filter { (0x30...0x39).contains($0) })
    }
}

/// What a test waited for in vain.
struct NothingCame: Error {}

/// One socket of a test.
final class TestSocket: Sendable {
    static let audience = Array("localhost:8480".utf8)

    let world: TestWorld
    let session: Session
    private let nextRequest = Mutex<UInt32>(1)

    init(world: TestWorld, session: Session) {
        self.world = world
        self.session = session
    }

    var frames: [ServerFrame] { world.transport.frames(to: session.connection) }
    var pushes: [ServerMessage] { frames.filter { $0.request == 0 }.map(\.body) }
    var isClosed: Bool { world.transport.isClosed(session.connection) }

    /// Sends a request without waiting for its answer.
    @discardableResult
    func post(_ request: Request) -> UInt32 {
        let number = nextRequest.withLock { number in
            number += 1
            return number
        }
        world.service.receive(ClientFrame(request: number, request).encoded, on: session)
        return number
    }

    func send(raw bytes: [UInt8]) {
        world.service.receive(bytes, on: session)
    }

    /// Sends a request and waits for its answer.
    func ask(_ request: Request) async throws -> ServerMessage {
        try await answer(to: post(request))
    }

    func answer(to request: UInt32) async throws -> ServerMessage {
        try await wait { self.frames.first { $0.request == request }?.body }
    }

    /// Waits until a push comes that `select` takes, counting those that came already.
    func push<Value>(_ select: (ServerMessage) -> Value?) async throws -> Value {
        try await wait { self.pushes.lazy.compactMap(select).first }
    }

    /// Waits until there is a value; up to ten seconds.
    func wait<Value>(for value: () -> Value?) async throws -> Value {
        for _ in 0..<5_000 {
            if let value = value() { return value }
            try await Task.sleep(for: .milliseconds(2))
        }
        throw NothingCame()
    }

    func disconnect() {
        world.service.disconnect(session)
    }

    /// The messages of a conversation that were pushed, in order.
    func deliveries(in conversation: ConversationID) -> [Delivery] {
        pushes.compactMap {
            guard case .message(let delivery) = $0, delivery.conversation == conversation else {
                return nil
            }
            return delivery
        }
    }
}
