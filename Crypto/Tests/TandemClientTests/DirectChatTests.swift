import TandemProtocol
import Testing

@testable import TandemClient

@Suite("One conversation for two people")
struct DirectChatTests {
    static let annasNumber = "+4915112345678"
    static let bensNumber = "+4915187654321"

    /// Two phones that have registered; Anna's has a computer.
    private func people() -> (world: World, anna: Client, desktop: Client, ben: Client) {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        let ben = world.register("Ben", number: Self.bensNumber)
        return (world, anna, world.link("desktop", to: anna), ben)
    }

    /// Looks the other one up while the server is there, so that the chat itself can wait.
    private func meet(_ client: Client, _ number: String, in world: World) {
        client.intend("findContact") { $0.member("number", string: number) }
        world.run()
    }

    private func begin(_ client: Client, with number: String, _ text: String, in world: World) {
        let chat = world.startChat(from: client, with: number)
        client.say(text, in: chat)
        world.run()
    }

    private func directChats(of client: Client) -> [String] {
        client.chats.filter { $0.value["kind"]?.string == "direct" }.map(\.key)
    }

    private func rooms(_ world: World) -> Int {
        world.server.rooms.values.count { $0.group.context.conversation?.kind == .direct }
    }

    @Test("two who begin at the same moment end in one chat on all devices, and nothing is lost")
    func bothBegin() {
        for bensFirst in [false, true] {
            let (world, anna, desktop, ben) = people()
            meet(anna, Self.bensNumber, in: world)
            meet(ben, Self.annasNumber, in: world)
            for client in [anna, ben] { client.goOffline() }
            begin(anna, with: Self.bensNumber, "from Anna", in: world)
            begin(ben, with: Self.annasNumber, "from Ben", in: world)
            for client in bensFirst ? [ben, anna] : [anna, ben] {
                client.isOffline = false
                client.reconnect()
            }
            world.pass(milliseconds: 20_000)
            #expect(rooms(world) == 1)
            let chat = directChats(of: anna)
            for client in [anna, desktop, ben] {
                #expect(directChats(of: client) == chat, "\(client.name)")
                #expect(
                    client.texts(chat.first).sorted() == ["from Anna", "from Ben"],
                    "\(client.name)"
                )
                #expect(!client.notices(chat.first).contains(.deviceRejoined), "\(client.name)")
            }
            #expect(anna.texts(chat.first) == ben.texts(chat.first))
            #expect(
                !(anna.stored(chat.first) + ben.stored(chat.first)).contains {
                    $0.state != .accepted
                }
            )
            ben.say("again", in: chat.first)
            world.pass(milliseconds: 1_000)
            for client in [anna, desktop, ben] {
                #expect(client.texts(chat.first).last == "again", "\(client.name)")
            }
            #expect(world.server.refusals == [])
        }
    }

    @Test("a chat that the other one founded and said nothing in is the one that is written in")
    func silentFounder() {
        let (world, anna, desktop, ben) = people()
        _ = world.startChat(from: anna, with: Self.bensNumber)
        begin(ben, with: Self.annasNumber, "hello", in: world)
        world.pass(milliseconds: 20_000)
        #expect(rooms(world) == 1)
        for client in [anna, desktop, ben] {
            #expect(client.texts(directChats(of: client).first) == ["hello"], "\(client.name)")
            #expect(directChats(of: client).count == 1, "\(client.name)")
        }
        #expect(world.server.refusals == [])
    }

    @Test("two devices of one account that begin the same chat end in one")
    func ownDevices() {
        let (world, anna, desktop, ben) = people()
        for client in [anna, desktop] { meet(client, Self.bensNumber, in: world) }
        for client in [anna, desktop] { client.goOffline() }
        begin(anna, with: Self.bensNumber, "from the phone", in: world)
        begin(desktop, with: Self.bensNumber, "from the desktop", in: world)
        for client in [desktop, anna] {
            client.isOffline = false
            client.reconnect()
        }
        world.pass(milliseconds: 20_000)
        #expect(rooms(world) == 1)
        for client in [anna, desktop, ben] {
            let texts = client.texts(directChats(of: client).first).sorted()
            #expect(texts == ["from the desktop", "from the phone"], "\(client.name)")
        }
    }

    @Test("a device that did not hear that its chat was founded goes on in it")
    func answerLost() {
        let (world, anna, _, ben) = people()
        world.fate = { _, client, frame in
            guard client === anna, case .done = frame.body, frame.request > 0, rooms(world) == 1
            else { return .deliver }
            world.fate = nil
            return .cutConnection
        }
        begin(anna, with: Self.bensNumber, "hello", in: world)
        world.pass(milliseconds: 5_000)
        #expect(world.fate == nil)
        #expect(ben.texts(directChats(of: ben).first) == ["hello"])
        #expect(rooms(world) == 1)
        #expect(world.server.refusals == [])
    }

    @Test("a phone that registered anew writes in a new chat, for it is not let into the old one")
    func registeredAnew() {
        let (world, anna, _, ben) = people()
        begin(anna, with: Self.bensNumber, "hello", in: world)
        world.pass(milliseconds: 1_000)
        let phone = world.register("Ben", number: Self.bensNumber)
        begin(phone, with: Self.annasNumber, "I am new", in: world)
        world.pass(milliseconds: 20_000)
        #expect(directChats(of: anna).contains { anna.texts($0).contains("I am new") })
        #expect(ben.phase == "fresh")
    }
}
