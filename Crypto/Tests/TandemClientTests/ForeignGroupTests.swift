import MLSWire
import TandemBytes
import TandemCrypto
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("Groups that are not the ones they are said to be")
struct ForeignGroupTests {
    static let annas = "+4915112345678"
    static let bens = "+4915187654321"
    static let mallorys = "+4915100000666"

    /// Mallory calls herself Ben and has looked both others up.
    private func people() -> (world: World, anna: Client, ben: Client, mallory: Client) {
        let world = World()
        let anna = world.register("Anna", number: Self.annas)
        let ben = world.register("Ben", number: Self.bens)
        let mallory = world.register("Ben", number: Self.mallorys)
        _ = world.lookUp([Self.annas, Self.bens], by: mallory)
        return (world, anna, ben, mallory)
    }

    private func talk(_ world: World, _ anna: Client, _ ben: Client) -> String {
        let chat = world.startChat(from: anna, with: Self.bens)
        anna.say("hello", in: chat)
        world.pass(milliseconds: 2_000)
        ben.say("hello Anna", in: chat)
        world.pass(milliseconds: 2_000)
        return chat
    }

    /// The server puts a group of Anna and Mallory in a conversation's place; Anna's device starts anew.
    private func replace(
        _ target: ConversationID,
        in world: World,
        for anna: Client,
        by mallory: Client
    ) {
        world.server.checksNames = false
        world.server.rooms[target] = nil
        world.found(
            .direct,
            [world.account(Self.annas), world.account(Self.mallorys)],
            id: target,
            by: mallory
        )
        world.list(target, for: anna)
        anna.restart()
        world.pass(milliseconds: 20_000)
    }

    @Test("nobody takes the name of a conversation of two others, nor learns whether it is taken")
    func squatting() throws {
        let (world, anna, ben, mallory) = people()
        let (a, b, m) = (
            world.account(Self.annas), world.account(Self.bens), world.account(Self.mallorys)
        )
        let target = try #require(world.directID(a, b))
        world.found(.direct, [a, m], id: target, by: mallory)
        world.found(.group, [m], admin: m, id: target, by: mallory)
        #expect(world.server.rooms[target] == nil)
        let chat = talk(world, anna, ben)
        #expect(world.conversation(chat) == target)
        #expect(ben.texts(chat) == ["hello", "hello Anna"])
    }

    @Test("a chat whose name somebody else has got ends, and the next one is the right people's")
    func squattedByTheServer() throws {
        let (world, anna, ben, mallory) = people()
        let (a, b, m) = (
            world.account(Self.annas), world.account(Self.bens), world.account(Self.mallorys)
        )
        world.server.checksNames = false
        let target = try #require(world.directID(a, b))
        world.found(.direct, [a, m], id: target, by: mallory)
        world.server.checksNames = true
        let ended = world.startChat(from: anna, with: Self.bens)
        anna.say("for Ben alone", in: ended)
        world.pass(milliseconds: 20_000)
        #expect(world.conversation(ended) == target)
        #expect(world.standing(of: ended, at: anna) == .left)
        let chat = world.startChat(from: anna, with: Self.bens)
        anna.say("for Ben alone", in: chat)
        world.pass(milliseconds: 20_000)
        #expect(mallory.texts(ended) == [] && mallory.texts(chat) == [])
        #expect(ben.texts(chat) == ["for Ben alone"])
    }

    @Test(
        "a server that puts a group of other people in a chat's place gets nothing that is written"
    )
    func swapped() {
        let (world, anna, ben, mallory) = people()
        let chat = talk(world, anna, ben)
        let target = world.conversation(chat)
        replace(target, in: world, for: anna, by: mallory)
        anna.say("the secret for Ben", in: chat)
        world.pass(milliseconds: 20_000)
        #expect(world.standing(of: chat, at: anna) == .suspended)
        #expect(!mallory.texts(chat).contains("the secret for Ben"))
    }

    @Test("the conversation of the own devices does not become one with somebody else")
    func swappedKind() throws {
        let (world, anna, _, mallory) = people()
        let own = try #require(anna.engine.own?.selfConversation)
        replace(own, in: world, for: anna, by: mallory)
        #expect(anna.engine.conversations[own]?.standing == .suspended)
        #expect(anna.engine.conversations[own]?.kind == .own)
    }

    @Test("a group is not led back behind an epoch that a device was in")
    func ledBack() {
        let (world, anna, ben, mallory) = people()
        let others = world.lookUp([Self.bens, Self.mallorys], by: anna)
        let chat = world.makeGroup("Group", of: others, by: anna)
        anna.say("hello", in: chat)
        world.pass(milliseconds: 2_000)
        let target = world.conversation(chat)
        guard let room = world.server.rooms[target] else { return }
        let (group, info, log) = (room.group, room.groupInfo, room.log)
        anna.intend("removeMember") { writer in
            writer.member("chat", string: chat)
            writer.member("account", string: others[1])
        }
        world.pass(milliseconds: 2_000)
        #expect(world.server.rooms[target]?.group.members.count == 2)
        (room.group, room.groupInfo, room.log) = (group, info, log)
        world.list(target, for: anna)
        anna.restart()
        world.pass(milliseconds: 60_000)
        #expect(world.standing(of: chat, at: anna) == .suspended)
        anna.say("without Mallory", in: chat)
        world.pass(milliseconds: 20_000)
        #expect(!mallory.texts(chat).contains("without Mallory"))
        _ = ben
    }

    @Test("a lost group that others changed meanwhile says so when a device comes back")
    func changedMeanwhile() {
        let (world, anna, ben, mallory) = people()
        let others = world.lookUp([Self.bens], by: anna)
        let chat = world.makeGroup("Group", of: others, by: anna)
        anna.say("hello", in: chat)
        world.pass(milliseconds: 2_000)
        ben.goOffline()
        let newcomer = world.lookUp([Self.mallorys], by: anna)[0]
        anna.intend("addMember") { writer in
            writer.member("chat", string: chat)
            writer.member("account", string: newcomer)
        }
        world.pass(milliseconds: 2_000)
        ben.store[.state] = ben.store[.state]?.filter { $0.key.first != StateKey.group.rawValue }
        ben.restart()
        ben.goOnline()
        world.pass(milliseconds: 20_000)
        #expect(ben.notices(chat) == [.encrypted, .added, .deviceRejoined])
        ben.say("who is that?", in: chat)
        world.pass(milliseconds: 2_000)
        #expect(anna.texts(chat) == ["hello", "who is that?"])
        #expect(mallory.texts(chat) == ["who is that?"])
    }

    @Test("a chat that the server leaves out is there again when it is listed again")
    func omitted() {
        let (world, anna, ben, _) = people()
        let chat = talk(world, anna, ben)
        anna.inbox.append(.frame(ServerFrame(.heads([])).encoded))
        world.run()
        #expect(world.standing(of: chat, at: anna) == .omitted)
        anna.restart()
        world.pass(milliseconds: 60_000)
        ben.say("are you there?", in: chat)
        world.pass(milliseconds: 60_000)
        #expect(anna.texts(chat).contains("are you there?"))
        #expect(!anna.notices(chat).contains(.deviceRejoined))
    }

    @Test("a message of a chat that the server left out is read, on the same connection")
    func omittedForAMoment() {
        let (world, anna, ben, _) = people()
        let chat = talk(world, anna, ben)
        anna.inbox.append(.frame(ServerFrame(.heads([])).encoded))
        world.run()
        ben.say("are you there?", in: chat)
        world.pass(milliseconds: 2_000)
        #expect(anna.texts(chat).last == "are you there?")
    }

    @Test("what the server does not list for a week is forgotten")
    func omittedForGood() {
        let (world, anna, ben, _) = people()
        let chat = talk(world, anna, ben)
        anna.inbox.append(.frame(ServerFrame(.heads([])).encoded))
        world.run()
        world.now = world.now.adding(milliseconds: 8 * 86_400_000)
        anna.inbox.append(.frame(ServerFrame(.heads([])).encoded))
        world.run()
        #expect(world.standing(of: chat, at: anna) == .left)
        let id = world.conversation(chat).bytes
        #expect(anna.store[.state]?[[StateKey.group.rawValue] + id] == nil)
    }

    @Test("a group with somebody who does not exist is refused, and asked for no more")
    func ghost() {
        let (world, anna, _, mallory) = people()
        let (a, m) = (world.account(Self.annas), world.account(Self.mallorys))
        let nobody: AccountID = world.server.randomID()
        mallory.goOffline()
        let record = ContactRecord(account: nobody, accountKey: [], number: [], name: [])
        mallory.engine.contacts[nobody] = Contact(record: record)
        let made = mallory.engine.makeConversation(
            .group,
            [
                .init(account: m, role: .admin), .init(account: a, role: .member),
                .init(account: nobody, role: .member),
            ]
        )
        made?.wantsReconciling = true
        mallory.goOnline()
        mallory.intend("typing") { $0.member("chat", string: "00") }
        world.pass(milliseconds: 60_000)
        guard let made else { return }
        #expect(world.server.rooms[made.id]?.group.members.count == 2)
        let before = anna.sends
        world.pass(milliseconds: 600_000)
        anna.restart()
        world.pass(milliseconds: 600_000)
        #expect(anna.engine.conversations[made.id]?.standing == .suspended)
        #expect(anna.sends - before < 60)
    }
}
