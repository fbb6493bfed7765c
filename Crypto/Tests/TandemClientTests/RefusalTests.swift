import TandemBytes
import TandemJSON
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("What the server will not do for now")
struct RefusalTests {
    static let annasNumber = "+4915112345678"
    static let bensNumber = "+4915187654321"

    @Test(
        "a registration that is put off keeps its account and is done later",
        arguments: [ErrorCode.rateLimited, .unavailable, .storageFull]
    )
    func registration(code: ErrorCode) {
        let world = World()
        var refusals = 0
        world.server.refuses = { request in
            guard case .register = request, refusals < 3 else { return nil }
            refusals += 1
            return ErrorAnswer(code)
        }
        let anna = world.register("Anna", number: Self.annasNumber)
        world.pass(milliseconds: 60_000)
        #expect(refusals == 3)
        #expect(world.server.accounts.values.first?.list?.devices.count == 1)
        anna.intend("setName") { $0.member("name", string: "Anna") }
        world.run()
        #expect(anna.phase == "ready")
    }

    @Test("an account that could not be looked up is looked up again, and the letter is opened")
    func accounts() {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        let ben = world.register("Ben", number: Self.bensNumber)
        let annas = world.server.numbers[Array(Self.annasNumber.utf8)]
        var refusals = 0
        world.server.refuses = { request in
            guard case .fetchAccounts(let accounts) = request,
                accounts.contains(where: { $0 == annas }),
                refusals < 3
            else { return nil }
            refusals += 1
            return ErrorAnswer(.unavailable)
        }
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        anna.say("hello", in: chat)
        world.pass(milliseconds: 60_000)
        #expect(refusals == 3)
        #expect(ben.texts(chat) == ["hello"])
    }

    @Test("two computers that are linked one after the other both get the history")
    func twoHistories() {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        _ = world.register("Ben", number: Self.bensNumber)
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        for index in 0..<5 { anna.say("message \(index)", in: chat) }
        world.pass(milliseconds: 5_000)
        world.server.refuses = { request in
            if case .reserveBlob = request { ErrorAnswer(.unavailable) } else { nil }
        }
        let desktops = [world.link("one", to: anna), world.link("two", to: anna)]
        world.pass(milliseconds: 20_000)
        world.server.refuses = nil
        world.pass(milliseconds: 60_000)
        for desktop in desktops {
            #expect(desktop.texts(chat) == anna.texts(chat), "\(desktop.name)")
            #expect(desktop.last("history")?["percent"]?.int == 100, "\(desktop.name)")
        }
    }

    @Test("a chunk of the history that is announced again after its download counts once")
    func chunkTwice() throws {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        let desktop = world.link("desktop", to: anna)
        let own = try #require(desktop.engine.own)
        var state = ArchiveImport()
        state.done = 1
        state.total = 2
        desktop.engine.archiveImport = state
        let chunk = HistoryChunk(
            device: own.device,
            index: 0,
            total: 2,
            blob: [UInt8](repeating: 0, count: 32),
            digest: [UInt8](repeating: 0, count: 32),
            byteCount: 1
        )
        desktop.engine.announced(chunk)
        #expect(desktop.engine.archiveImport?.queue.isEmpty == true)
    }

    @Test("a draft that is too long is cut between two characters")
    func longDraft() {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        _ = world.register("Ben", number: Self.bensNumber)
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        let fits = String(repeating: "a", count: ClientLimits.text - 1)
        anna.intend("saveDraft") { writer in
            writer.member("chat", string: chat)
            writer.member("text", string: fits + "ä")
        }
        world.run()
        #expect(anna.chats[chat]?["draft"]?.string == fits)
    }

    @Test("what is told of an open chat says whether there are older messages")
    func olderMessages() {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        let ben = world.register("Ben", number: Self.bensNumber)
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        for index in 0..<60 {
            anna.say("message \(index)", in: chat)
            world.run()
        }
        anna.intend("openChat") { $0.member("chat", string: chat) }
        world.run()
        #expect(anna.last("messages")?["hasOlder"]?.bool == true)
        ben.say("one more", in: chat)
        world.pass(milliseconds: 1_000)
        let told = anna.all("messages")
        #expect(told.count > 1)
        #expect(told.allSatisfy { $0["hasOlder"]?.bool == true })
        anna.intend("loadOlder") { $0.member("chat", string: chat) }
        world.run()
        #expect(anna.last("messages")?["hasOlder"]?.bool == false)
        anna.say("the last", in: chat)
        world.run()
        #expect(anna.last("messages")?["hasOlder"]?.bool == false)
    }
}
