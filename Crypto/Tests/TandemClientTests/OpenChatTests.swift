import TandemJSON
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("What comes while a chat is being opened")
struct OpenChatTests {
    /// Two phones that have talked; Ben has asked for the chat, and its rows are on their way.
    private func opening() -> (world: World, anna: Client, ben: Client, chat: String) {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        let ben = world.register("Ben", number: "+4915187654321")
        let chat = world.startChat(from: anna, with: "+4915187654321")
        anna.say("before", in: chat)
        world.pass(milliseconds: 500)
        ben.holdRows()
        ben.intend("openChat") { $0.member("chat", string: chat) }
        world.run()
        return (world, anna, ben, chat)
    }

    /// The texts on a screen, as the notifications build it up.
    private func screen(_ client: Client) -> [String] {
        var shown: [String: JSONValue] = [:]
        for notification in client.all("messages") {
            if notification["reset"]?.bool == true { shown = [:] }
            for message in notification["messages"]?.array ?? [] {
                if let id = message["id"]?.string { shown[id] = message }
            }
        }
        return shown.values.filter { $0["kind"]?.string == "text" }
            .sorted { ($0["order"]?.int ?? 0) < ($1["order"]?.int ?? 0) }
            .compactMap { $0["text"]?.string }
    }

    @Test("stays on the screen, although the rows were read before it came")
    func arrived() {
        let (world, anna, ben, chat) = opening()
        anna.say("meanwhile", in: chat)
        world.pass(milliseconds: 500)
        ben.releaseRows()
        world.run()
        #expect(screen(ben) == ["before", "meanwhile"])
        #expect(ben.engine.openChats.first?.arrived.isEmpty == true)
    }

    @Test("stays when a second view opens the chat in the same moment")
    func twoViews() {
        let (world, anna, ben, chat) = opening()
        anna.say("meanwhile", in: chat)
        world.pass(milliseconds: 500)
        ben.intend("openChat") { $0.member("chat", string: chat) }
        world.run()
        anna.say("and then", in: chat)
        world.pass(milliseconds: 500)
        ben.releaseRows()
        world.run()
        #expect(screen(ben) == ["before", "meanwhile", "and then"])
        #expect(ben.engine.openChats.first?.arrived.isEmpty == true)
    }

    @Test("is read anew when it is more than is remembered")
    func tooMuch() {
        let (world, anna, ben, chat) = opening()
        for index in 0..<210 {
            anna.say("\(index)", in: chat)
            world.run()
        }
        world.pass(milliseconds: 500)
        ben.releaseRows()
        world.run()
        // The newest page, whole.
        #expect(screen(ben).suffix(40) == (170..<210).map { "\($0)" }[...])
        #expect(ben.engine.openChats.first?.arrived.isEmpty == true)
    }

    @Test("is not remembered once the chat is open")
    func opened() {
        let (world, anna, ben, chat) = opening()
        ben.releaseRows()
        world.run()
        anna.say("after", in: chat)
        world.pass(milliseconds: 500)
        #expect(screen(ben) == ["before", "after"])
        #expect(ben.engine.openChats.first?.arrived.isEmpty == true)
    }
}
