import TandemBytes
import TandemClient
import TandemJSON
import TandemProtocol
import TandemToyCrypto

/// A phone's engine and its host: keeps rows, and answers reads with what it keeps.
final class FuzzDevice {
    private let engine: Engine<ToyCrypto>
    private(set) var state: [[UInt8]: [UInt8]]
    private var messages: [[UInt8]: [UInt8]] = [:]
    private(set) var now = Timestamp(milliseconds: 1_800_000_000_000)

    /// What the engine wants to send and nobody has taken.
    var outbox: [ClientFrame] = []
    /// The chat that was last spoken of.
    private(set) var lastChat = ""
    /// The number of the last upload or download.
    private(set) var lastTransfer: UInt32 = 0

    init(_ rows: [[UInt8]: [UInt8]] = [:]) {
        state = rows
        engine = Engine(
            configuration: EngineConfiguration(
                kind: .phone,
                audience: Array("localhost".utf8),
                browser: [],
                system: []
            ),
            provider: ToyCrypto(.trustsAllButHashes)
        )
        handle(.started(rows.map { StoredRow(key: $0.key, value: $0.value) }))
    }

    func pass(milliseconds: UInt64) {
        now = now.adding(milliseconds: milliseconds)
        handle(.wake)
    }

    func intend(_ type: String, _ members: (inout JSONWriter) -> Void = { _ in }) {
        var writer = JSONWriter()
        writer.object { object in
            object.member("type", string: type)
            members(&object)
        }
        handle(.intent(writer.bytes))
    }

    /// Hands one event to the engine, and then the answers to its reads.
    func handle(_ event: Event) {
        var events = [event]
        while let event = events.popLast() {
            for action in engine.handle(event, at: now) {
                if let answer = perform(action) { events.append(answer) }
            }
        }
    }

    private func perform(_ action: Action) -> Event? {
        switch action {
        case .persist(let changes): changes.forEach { store($0) }
        case .send(let bytes):
            guard let frame = try? ClientFrame(decoding: bytes) else {
                fatalError("the engine sends frames only")
            }
            outbox.append(frame)
        case .read(let read): return .rows(request: read.request, rows(read))
        case .upload(let request, _, _, _), .download(let request, _, _): lastTransfer = request
        case .notify(let json):
            guard let shown = try? JSONValue(parsing: json) else {
                fatalError("the engine shows JSON only")
            }
            if let chat = shown["chat"]?.string { lastChat = chat }
        case .wipe:
            state = [:]
            messages = [:]
        case .wake, .connect, .disconnect: break
        }
        return nil
    }

    private func store(_ change: StoreChange) {
        switch change {
        case .put(.state, let key, let value): state[key] = value
        case .put(.messages, let key, let value): messages[key] = value
        case .delete(.state, let key): state[key] = nil
        case .delete(.messages, let key): messages[key] = nil
        case .deletePrefix(.state, let prefix):
            state = state.filter { !$0.key.starts(with: prefix) }
        case .deletePrefix(.messages, let prefix):
            messages = messages.filter { !$0.key.starts(with: prefix) }
        }
    }

    private func rows(_ read: StoreRead) -> [StoredRow] {
        messages.keys.sorted { $0.lexicographicallyPrecedes($1) }.prefix(Int(read.limit)).map {
            StoredRow(key: $0, value: messages[$0] ?? [])
        }
    }
}
