import TandemBytes
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("A history that is interrupted")
struct HistoryTests {
    static let bensNumber = "+4915187654321"

    /// A phone whose chat with Ben has three chunks of history.
    private func phoneWithHistory() -> (world: World, anna: Client, chat: String) {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        _ = world.register("Ben", number: Self.bensNumber)
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        for index in 0..<50 {
            anna.say("message \(index)", in: chat)
            world.run()
        }
        fill(chat, of: anna)
        return (world, anna, chat)
    }

    /// Puts more records between those of a chat, as if as much had been said.
    private func fill(_ chat: String, of anna: Client) {
        guard
            let conversation = anna.engine.conversations.values.first(where: { $0.kind == .direct })
        else { return }
        let known = anna.stored(chat).filter { $0.order % MessageOrder.slots == 0 }
        for record in known {
            for slot in 1..<MessageOrder.slots {
                var filler = record
                filler.order = record.order + slot
                let key = MessageKey.key(conversation.id, filler.order)
                anna.store[.messages]?[key] = filler.encoded
                conversation.messageCount += 1
            }
        }
    }

    private func isImport(_ change: StoreChange, done: UInt32) -> Bool {
        switch change {
        case .put(.state, StateKey.archiveImport.key, let value):
            guard let state = try? ArchiveImport(exactly: value) else { return false }
            return state.done == done && !state.queue.isEmpty
        case .delete(.state, StateKey.archiveImport.key): return done == 4
        case .put, .delete, .deletePrefix: return false
        }
    }

    @Test(
        "a reload at any chunk loses nothing, doubles nothing, and ends at 100 %",
        arguments: [0, 1, 2, 4] as [UInt32],
        [false, true]
    )
    func reload(done: UInt32, batchIsLost: Bool) {
        let (world, anna, chat) = phoneWithHistory()
        let desktop = world.link("desktop", to: anna) { desktop in
            desktop.batchIsLost = batchIsLost
            desktop.diesAt = { $0.contains { isImport($0, done: done) } }
        }
        world.pass(milliseconds: 30_000)
        #expect(desktop.deaths == 1)
        check(desktop, against: anna, chat)
    }

    @Test("a reload while a chunk is on its way fetches it again")
    func reloadWhileDownloading() {
        let (world, anna, chat) = phoneWithHistory()
        let desktop = world.link("desktop", to: anna) { $0.loses = .download }
        world.pass(milliseconds: 30_000)
        #expect(desktop.last("history")?["percent"]?.int == 0)
        desktop.loses = nil
        desktop.restart()
        world.pass(milliseconds: 30_000)
        check(desktop, against: anna, chat)
    }

    @Test("a phone that reloads while it sends the history goes on")
    func phoneReloads() {
        let (world, anna, chat) = phoneWithHistory()
        anna.diesAt = { changes in
            changes.contains { change in
                guard case .put(.state, let key, let value) = change,
                    key.first == StateKey.archiveExport.rawValue
                else {
                    return false
                }
                return (try? ArchiveExport(exactly: value))?.index == 2
            }
        }
        let desktop = world.link("desktop", to: anna)
        world.pass(milliseconds: 30_000)
        #expect(anna.deaths == 1)
        check(desktop, against: anna, chat)
    }

    private func check(_ desktop: Client, against anna: Client, _ chat: String) {
        #expect(desktop.stored(chat).count > 3_000)
        let isTheSame = desktop.stored(chat).map(\.order) == anna.stored(chat).map(\.order)
        #expect(isTheSame)
        let copy = desktop.engine.conversations.values.first { $0.kind == .direct }
        #expect(copy.map { Int($0.messageCount) } == desktop.stored(chat).count)
        #expect(desktop.engine.archiveImport == nil)
        #expect(desktop.last("history")?["percent"]?.int == 100)
        #expect(desktop.engine.counters.refusedChunks == 0)
    }
}
