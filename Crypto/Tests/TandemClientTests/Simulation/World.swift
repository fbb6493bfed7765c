import TandemBytes
import TandemClient
import TandemCryptoNative
import TandemJSON
import TandemProtocol

/// Engines, their stores and the server, on one clock; everything happens when `run` says so.
final class World {
    let server = ModelServer()
    private(set) var clients: [Client] = []
    private var nextConnection = 1
    /// A fate for each frame from the server, by its number; without one it is delivered.
    var fate: ((_ number: Int, _ client: Client, _ frame: ServerFrame) -> Fate)?
    private var frameNumber = 0

    enum Fate {
        case deliver
        case twice
        /// Dropped together with its connection, as TCP does.
        case cutConnection
        /// Never sent: the server hangs.
        case swallow
    }

    var now: Timestamp {
        get { server.now }
        set { server.now = newValue }
    }

    func add(_ kind: EngineConfiguration.Kind, _ name: String) -> Client {
        let client = Client(kind, name: name, world: self)
        clients.append(client)
        client.start()
        return client
    }

    func newConnection() -> Int {
        defer { nextConnection += 1 }
        return nextConnection
    }

    /// Lets happen what is on its way, until nothing is.
    func run(_ limit: Int = 200_000) {
        var steps = 0
        while step(), steps < limit { steps += 1 }
        precondition(steps < limit, "the simulation does not come to rest")
    }

    /// Lets time pass, with everything that becomes due.
    func pass(milliseconds: UInt64) {
        run()
        let end = now.adding(milliseconds: milliseconds)
        while let due = clients.compactMap(\.wakeAt).min(), due <= end {
            now = max(now, due)
            for client in clients where client.wakeAt.map({ $0 <= now }) ?? false {
                client.wakeAt = nil
                client.inbox.append(.wake)
            }
            run()
        }
        now = end
        run()
    }

    private func step() -> Bool {
        for client in clients where !client.inbox.isEmpty {
            client.handle(client.inbox.removeFirst())
            return true
        }
        if !server.sent.isEmpty {
            deliver()
            return true
        }
        if let id = server.closed.popLast() {
            clients.first { $0.connection == id }?.lostConnection()
            return true
        }
        return false
    }

    private func deliver() {
        let (id, frame) = server.sent.removeFirst()
        guard let client = clients.first(where: { $0.connection == id }) else { return }
        frameNumber += 1
        switch fate?(frameNumber, client, frame) ?? .deliver {
        case .deliver: client.inbox.append(.frame(frame.encoded))
        case .twice:
            client.inbox.append(.frame(frame.encoded))
            client.inbox.append(.frame(frame.encoded))
        case .cutConnection:
            client.lostConnection()
            client.reconnect()
        case .swallow: break
        }
    }
}

/// One engine and its host.
final class Client {
    let kind: EngineConfiguration.Kind
    let name: String
    private let world: World
    private(set) var engine: Engine<NativeCryptoProvider>
    var store: [StoreTable: [[UInt8]: [UInt8]]] = [:]
    var inbox: [Event] = []
    var connection: Int?
    var wakeAt: Timestamp?
    var isConnecting = false
    var isOffline = false
    /// Everything that was shown, as JSON.
    var shown: [JSONValue] = []
    /// After how many batches the device dies, just behind the batch or just before.
    var diesAfterBatches: Int?
    /// Which batch the device dies at, the first time.
    var diesAt: (([StoreChange]) -> Bool)?
    /// What the device asks for and never gets.
    var loses: Loss?

    enum Loss {
        case download
    }

    /// Rows that were read and are on their way to the engine; nil if they come at once.
    private var heldRows: [Event]?
    var batchIsLost = false
    private(set) var batches = 0
    private(set) var deaths = 0
    private(set) var wipes = 0
    /// Everything that was written, ever, in the state in which a send left the device.
    var sends = 0

    init(_ kind: EngineConfiguration.Kind, name: String, world: World) {
        self.kind = kind
        self.name = name
        self.world = world
        engine = Self.makeEngine(kind)
    }

    private static func makeEngine(
        _ kind: EngineConfiguration.Kind
    ) -> Engine<NativeCryptoProvider> {
        let configuration = EngineConfiguration(
            kind: kind,
            audience: Array("localhost:8480".utf8),
            browser: Array("Firefox".utf8),
            system: Array("Linux".utf8)
        )
        return Engine(configuration: configuration, provider: NativeCryptoProvider())
    }

    func start() {
        inbox.append(.started(rows(.state)))
    }

    /// The device stops without warning and starts from what is stored.
    func restart() {
        lostConnection()
        inbox = []
        wakeAt = nil
        isConnecting = false
        engine = Self.makeEngine(kind)
        start()
    }

    private func rows(_ table: StoreTable) -> [StoredRow] {
        (store[table] ?? [:]).sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { StoredRow(key: $0.key, value: $0.value) }
    }

    func handle(_ event: Event) {
        // Events and actions cross the boundary of the browser build in their encoding.
        guard let decoded = try? Event(exactly: event.encoded) else { return }
        for action in engine.handle(decoded, at: world.now) {
            guard let action = try? Action(exactly: action.encoded) else { continue }
            guard perform(action) else { return }
        }
    }

    /// Does what the engine asks; false if the device died at it.
    private func perform(_ action: Action) -> Bool {
        switch action {
        case .persist(let changes): return persist(changes)
        case .send(let bytes):
            sends += 1
            if let connection { world.server.receive(bytes, on: connection) }
        case .read(let read): answer(read)
        case .upload(let request, let blob, _, let body):
            world.server.blobs[blob] = body
            inbox.append(.uploaded(request: request))
        case .download where loses == .download: break
        case .download(let request, let blob, _):
            if let body = world.server.blobs[blob] {
                inbox.append(.downloaded(request: request, body))
            } else {
                inbox.append(.blobFailed(request: request))
            }
        case .notify(let json):
            if let value = try? JSONValue(parsing: json) { shown.append(value) }
        case .wake(let time): wakeAt = time
        case .connect:
            isConnecting = true
            reconnect()
        case .disconnect:
            isConnecting = false
            lostConnection()
        case .wipe:
            wipes += 1
            store = [:]
            restart()
            return false
        }
        return true
    }

    private func persist(_ changes: [StoreChange]) -> Bool {
        batches += 1
        if diesAfterBatches.map({ batches >= $0 }) ?? diesAt?(changes) ?? false {
            diesAfterBatches = nil
            diesAt = nil
            if !batchIsLost { apply(changes) }
            deaths += 1
            restart()
            return false
        }
        apply(changes)
        return true
    }

    private func apply(_ changes: [StoreChange]) {
        for change in changes {
            switch change {
            case .put(let table, let key, let value): store[table, default: [:]][key] = value
            case .delete(let table, let key): store[table]?[key] = nil
            case .deletePrefix(let table, let prefix):
                store[table] = store[table]?.filter { !$0.key.starts(with: prefix) }
            }
        }
    }

    private func answer(_ read: StoreRead) {
        var found = rows(read.table).filter {
            !$0.key.lexicographicallyPrecedes(read.from)
                && $0.key.lexicographicallyPrecedes(read.to)
        }
        if read.descending { found.reverse() }
        let rows = Event.rows(request: read.request, Array(found.prefix(Int(read.limit))))
        if heldRows == nil { inbox.append(rows) } else { heldRows?.append(rows) }
    }

    /// From now on what is read stays on its way.
    func holdRows() {
        heldRows = heldRows ?? []
    }

    /// What was read arrives, as it was when it was read.
    func releaseRows() {
        inbox += heldRows ?? []
        heldRows = nil
    }

    func reconnect() {
        guard isConnecting, !isOffline, connection == nil else { return }
        let id = world.newConnection()
        connection = id
        inbox.append(.connected)
        world.server.open(id)
    }

    func lostConnection() {
        guard let id = connection else { return }
        connection = nil
        world.server.close(id)
        inbox.append(.disconnected)
    }

    func goOffline() {
        isOffline = true
        lostConnection()
        world.run()
    }

    func goOnline() {
        isOffline = false
        reconnect()
        world.run()
    }
}
