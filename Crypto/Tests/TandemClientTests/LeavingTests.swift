import TandemProtocol
import Testing

@testable import TandemClient

@Suite("The last admin leaves a group")
struct LeavingTests {
    /// A group whose only admin is the first.
    private func group(
        _ names: [String]
    ) -> (world: World, people: [Client], chat: String, accounts: [String]) {
        let world = World()
        let numbers = names.indices.map { "+491510000000\($0)" }
        let people = zip(names, numbers).map { world.register($0, number: $1) }
        let accounts = world.lookUp(numbers, by: people[0])
        let chat = world.makeGroup("Choir", of: Array(accounts[1...]), by: people[0])
        return (world, people, chat, accounts)
    }

    private func roles(_ world: World) -> [ConversationContext.Role] {
        let rooms = world.server.rooms.values
        let context = rooms.compactMap { $0.group.context.conversation }.first { $0.kind == .group }
        return context?.participants.map(\.role) ?? []
    }

    private func leave(_ client: Client, _ chat: String) {
        client.intend("leaveGroup") { $0.member("chat", string: chat) }
    }

    @Test("one of the others becomes admin, and can do what admins do")
    func heir() {
        let (world, people, chat, _) = group(["Anna", "Ben", "Cleo"])
        leave(people[0], chat)
        world.pass(milliseconds: 30_000)
        #expect(people[0].chats[chat]?["canSend"]?.bool == false)
        #expect(roles(world).count == 2)
        let admins = people[1...].filter { $0.chats[chat]?["ownRole"]?.string == "admin" }
        #expect(admins.count == 1)
        admins.first?.intend("renameGroup") { writer in
            writer.member("chat", string: chat)
            writer.member("title", string: "Band")
        }
        world.pass(milliseconds: 1_000)
        for person in people[1...] { #expect(person.chat("Band") == chat, "\(person.name)") }
        #expect(world.server.refusals == [])
    }

    @Test("who leaves at the same moment is not made admin; whoever stays is")
    func everybodyLeavesAtOnce() {
        for count in [3, 4] {
            let (world, people, chat, _) = group(Array(["Anna", "Ben", "Cleo", "Dora"][..<count]))
            for person in people[..<(count - 1)] { leave(person, chat) }
            world.pass(milliseconds: 120_000)
            for person in people[..<(count - 1)] {
                #expect(person.chats[chat]?["canSend"]?.bool == false, "\(person.name) \(count)")
            }
            #expect(roles(world) == [.admin], "\(count)")
            #expect(people[count - 1].chats[chat]?["ownRole"]?.string == "admin", "\(count)")
            #expect(world.server.refusals == [])
        }
    }

    @Test("leaving survives being offline and a reload")
    func offline() {
        let (world, people, chat, _) = group(["Anna", "Ben", "Cleo"])
        people[0].goOffline()
        leave(people[0], chat)
        world.run()
        people[0].restart()
        people[0].goOnline()
        world.pass(milliseconds: 30_000)
        #expect(people[0].chats[chat]?["canSend"]?.bool == false)
        #expect(roles(world).count == 2)
        #expect(roles(world).contains(.admin))
    }

    @Test("the only admin cannot stop being one")
    func dismissal() {
        let (world, people, chat, accounts) = group(["Anna", "Ben"])
        people[0].intend("dismissAdmin") { writer in
            writer.member("chat", string: chat)
            writer.member("account", string: accounts[0])
        }
        world.pass(milliseconds: 1_000)
        #expect(people[0].problems.last == "notAllowed")
        #expect(roles(world).contains(.admin))
    }
}
