import MLSWire
import TandemBytes
import TandemCryptoNative
import TandemJSON
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("What strangers, and a server that lies, put in the place of a chat")
struct StrangerTests {
    static let annasNumber = "+4915112345678"
    static let bensNumber = "+4915187654321"
    static let mallorysNumber = "+4915100000666"

    private func id(_ chat: String) -> ConversationID? {
        JSONValue.string(utf8: Array(chat.utf8)).hexBytes.flatMap { ConversationID(bytes: $0) }
    }

    private func account(_ number: String, _ world: World) throws -> AccountID {
        try #require(world.server.numbers[Array(number.utf8)])
    }

    private func member(_ account: AccountID) -> ConversationContext.Participant {
        .init(account: account, role: .member)
    }

    /// Three phones, of which the third knows the others.
    private func three() -> (world: World, anna: Client, ben: Client, mallory: Client) {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        let ben = world.register("Ben", number: Self.bensNumber)
        let mallory = world.register("Mallory", number: Self.mallorysNumber)
        _ = world.lookUp([Self.annasNumber, Self.bensNumber], by: mallory)
        return (world, anna, ben, mallory)
    }

    /// Has a client found a conversation under an ID of its choice.
    private func found(
        _ id: ConversationID,
        _ participants: [ConversationContext.Participant],
        by client: Client
    ) {
        _ = client.engine.makeConversation(.direct, participants, id: id)
        client.goOffline()
        client.goOnline()
    }

    @Test("whoever takes the ID of two people's chat gets nothing of it, and they find another")
    func squatted() throws {
        let (world, anna, ben, mallory) = three()
        _ = world.lookUp([Self.bensNumber], by: anna)
        let (a, b) = (try account(Self.annasNumber, world), try account(Self.bensNumber, world))
        let target = try #require(anna.engine.directID(b))
        let m = try account(Self.mallorysNumber, world)
        found(target, [member(a), member(m)], by: mallory)
        world.pass(milliseconds: 2_000)
        #expect(world.server.rooms[target] != nil)
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        #expect(id(chat) == target)
        anna.say("for Ben alone", in: chat)
        world.pass(milliseconds: 20_000)
        #expect(mallory.texts(chat) == [])
        #expect(anna.chats[chat]?["canSend"]?.bool == false)
        let other = world.startChat(from: anna, with: Self.bensNumber)
        anna.say("for Ben alone", in: other)
        world.pass(milliseconds: 20_000)
        #expect(ben.texts(other) == ["for Ben alone"])
    }

    @Test("a chat whose group the server replaces gets no other people")
    func replaced() throws {
        let (world, anna, ben, mallory) = three()
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        anna.say("hello", in: chat)
        world.pass(milliseconds: 2_000)
        ben.say("hello Anna", in: chat)
        world.pass(milliseconds: 2_000)
        let target = try #require(id(chat))
        let a = try account(Self.annasNumber, world)
        let m = try account(Self.mallorysNumber, world)
        world.server.rooms[target] = nil
        found(target, [member(a), member(m)], by: mallory)
        world.pass(milliseconds: 1_000)
        let device = try #require(anna.engine.own?.device)
        world.server.rooms[target]?.cursors[device] = 0
        anna.restart()
        world.pass(milliseconds: 20_000)
        anna.say("the secret for Ben", in: chat)
        world.pass(milliseconds: 20_000)
        #expect(mallory.texts(chat) == [])
    }

    /// A group of three that has talked.
    private func group() throws -> (
        world: World, anna: Client, ben: Client, mallory: Client, chat: String,
        room: ModelServer.Room
    ) {
        let (world, anna, ben, mallory) = three()
        let others = world.lookUp([Self.bensNumber, Self.mallorysNumber], by: anna)
        let chat = world.makeGroup("Group", of: others, by: anna)
        anna.say("hello", in: chat)
        world.pass(milliseconds: 2_000)
        let room = try #require(id(chat).flatMap { world.server.rooms[$0] })
        return (world, anna, ben, mallory, chat, room)
    }

    /// Sends an application message of the group whose header names an epoch far ahead.
    private func poison(_ chat: String, by client: Client, in world: World) throws {
        let target = try #require(id(chat))
        let room = try #require(world.server.rooms[target])
        let identity = try #require(client.engine.own?.identity)
        var body = try #require(room.log.last { $0.kind == .application }?.body)
        // MLSMessage: version 2, wire format 2, group ID 1 + 16, epoch 8.
        for index in 21..<28 { body[index] = 0 }
        body[28] = 250
        let message = OutgoingMessage(
            conversation: target,
            message: world.server.randomID(),
            kind: .application,
            epoch: room.group.epoch.rawValue,
            body: body
        )
        guard case .accepted = world.server.take(message, from: identity) else {
            Issue.record("the server looks at the header itself")
            return
        }
    }

    @Test("a member's message from an epoch that is not yet costs nobody the group")
    func earlyMessage() throws {
        let (world, anna, ben, mallory, chat, room) = try group()
        let epoch = room.group.epoch
        for _ in 0..<10 {
            try poison(chat, by: mallory, in: world)
            world.pass(milliseconds: 5_000)
        }
        #expect(room.group.epoch == epoch)
        #expect(!anna.notices(chat).contains(.deviceRejoined))
        anna.say("still here", in: chat)
        world.pass(milliseconds: 5_000)
        #expect(ben.texts(chat).contains("still here"))
    }

    @Test("who lost a group comes back, though somebody in it has registered anew")
    func formerKeyInTree() throws {
        let (world, anna, ben, mallory, chat, _) = try group()
        mallory.goOffline()
        anna.goOffline()
        ben.goOffline()
        _ = world.register("Mallory", number: Self.mallorysNumber)
        for client in [anna, ben] {
            let conversation = try #require(id(chat).flatMap { client.engine.conversations[$0] })
            client.engine.lose(conversation)
            client.goOnline()
        }
        world.pass(milliseconds: 60_000)
        anna.say("anybody?", in: chat)
        world.pass(milliseconds: 60_000)
        #expect(ben.texts(chat).contains("anybody?"))
    }

    @Test("a statement of the group without an external key is none that the server takes")
    func noExternalKey() throws {
        let (world, _, _, mallory, chat, room) = try group()
        mallory.say("hello", in: chat)
        world.pass(milliseconds: 2_000)
        guard case .groupInfo(var info) = try MLSMessage(exactly: room.groupInfo) else { return }
        try room.group.check(info, using: world.server.provider)
        info.extensions = []
        #expect(throws: GroupInfoError.missingExternalKey) {
            try room.group.check(info, using: world.server.provider)
        }
    }

    @Test("a chat that the server forgot for a while goes on when it knows it again")
    func omitted() {
        let (world, anna, ben, _) = three()
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        anna.say("hello", in: chat)
        world.pass(milliseconds: 2_000)
        anna.inbox.append(.frame(ServerFrame(.heads([])).encoded))
        world.run()
        #expect(anna.chats[chat]?["canSend"]?.bool == false)
        anna.restart()
        world.pass(milliseconds: 5_000)
        ben.say("are you there?", in: chat)
        world.pass(milliseconds: 5_000)
        anna.say("yes", in: chat)
        world.pass(milliseconds: 5_000)
        #expect(anna.texts(chat) == ["hello", "are you there?", "yes"])
        #expect(ben.texts(chat) == anna.texts(chat))
    }

    @Test("what was written before somebody's key changed waits until it is sent again")
    func keyChanged() throws {
        let (world, anna, _, _) = three()
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        anna.say("hello", in: chat)
        world.pass(milliseconds: 2_000)
        anna.goOffline()
        anna.say("for the Ben of before", in: chat)
        world.run()
        let phone = world.register("Ben", number: Self.bensNumber)
        anna.goOnline()
        world.pass(milliseconds: 20_000)
        #expect(phone.texts(chat) == [])
        #expect(anna.notices(chat).contains(.keyChanged))
        let held = try #require(anna.stored(chat).last)
        #expect(held.state == .failed)
        anna.intend("retry") { writer in
            writer.member("chat", string: chat)
            writer.member("message", hex: held.message.bytes)
        }
        world.pass(milliseconds: 20_000)
        #expect(phone.texts(chat) == ["for the Ben of before"])
    }

    @Test("a group with somebody who does not exist keeps nobody busy")
    func ghost() throws {
        let (world, anna, _, mallory) = three()
        let a = try account(Self.annasNumber, world)
        let m = try account(Self.mallorysNumber, world)
        let nobody: AccountID = world.server.randomID()
        mallory.goOffline()
        let made = mallory.engine.makeConversation(
            .group,
            [.init(account: m, role: .admin), member(a), member(nobody)]
        )
        mallory.goOnline()
        world.pass(milliseconds: 5_000)
        let target = try #require(made?.id)
        let device = try #require(anna.engine.own?.device)
        world.server.rooms[target]?.cursors[device] = 0
        anna.restart()
        world.pass(milliseconds: 30_000)
        #expect(anna.engine.conversations[target]?.standing == .lost)
        let before = anna.sends
        world.pass(milliseconds: 600_000)
        #expect((1..<60).contains(anna.sends - before))
    }
}
