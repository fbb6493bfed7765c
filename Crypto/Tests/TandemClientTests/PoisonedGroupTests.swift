import MLSWire
import TandemBytes
import TandemCrypto
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("A member that wants to throw the others out")
struct PoisonedGroupTests {
    static let numbers = ["+4915112345678", "+4915187654321", "+4915100000666"]

    /// A group of three, in which Anna and Mallory have talked.
    private func group() -> (World, anna: Client, ben: Client, mallory: Client, chat: String) {
        let world = World()
        let people = zip(["Anna", "Ben", "Mallory"], Self.numbers).map {
            world.register($0, number: $1)
        }
        let others = world.lookUp(Array(Self.numbers.dropFirst()), by: people[0])
        let chat = world.makeGroup("Group", of: others, by: people[0])
        for person in [people[0], people[2]] {
            person.say("hello", in: chat)
            world.pass(milliseconds: 2_000)
        }
        return (world, people[0], people[1], people[2], chat)
    }

    private func epoch(_ world: World, _ chat: String) -> UInt64? {
        world.server.rooms[world.conversation(chat)]?.group.epoch.rawValue
    }

    @Test("a message that says to be of a later epoch changes nothing")
    func laterEpoch() {
        let (world, anna, ben, mallory, chat) = group()
        let before = epoch(world, chat)
        for _ in 0..<5 {
            #expect(world.poison(chat, by: mallory))
            world.pass(milliseconds: 5_000)
        }
        #expect(epoch(world, chat) == before)
        #expect(anna.engine.counters.refusedMessages > 0)
        for client in [anna, ben] {
            #expect(!client.notices(chat).contains(.deviceRejoined), "\(client.name)")
        }
        anna.say("still here", in: chat)
        world.pass(milliseconds: 2_000)
        #expect(ben.texts(chat).last == "still here")
    }

    @Test(
        "a state that the server's epoch has left behind, with no commit that leads there, is lost"
    )
    func commitIsGone() {
        let (world, anna, ben, _, chat) = group()
        ben.goOffline()
        anna.intend("renameGroup") { writer in
            writer.member("chat", string: chat)
            writer.member("title", string: "Other")
        }
        let desktop = world.link("desktop", to: anna)
        anna.say("more", in: chat)
        world.pass(milliseconds: 2_000)
        _ = desktop
        let room = world.server.rooms[world.conversation(chat)]
        room?.log = (room?.log ?? []).map { $0.kind == .commit ? blank($0) : $0 }
        ben.goOnline()
        world.pass(milliseconds: 60_000)
        anna.say("are you back?", in: chat)
        world.pass(milliseconds: 5_000)
        #expect(ben.notices(chat).contains(.deviceRejoined))
        #expect(ben.texts(chat).last == "are you back?")
    }

    /// The same delivery, which nobody can read.
    private func blank(_ delivery: Delivery) -> Delivery {
        Delivery(
            conversation: delivery.conversation,
            sequence: delivery.sequence,
            epoch: delivery.epoch,
            sender: delivery.sender,
            message: delivery.message,
            at: delivery.at,
            kind: .application,
            body: []
        )
    }

    @Test("a device under a key that was replaced since keeps nobody from coming back")
    func registeredAnew() {
        let (world, anna, ben, mallory, chat) = group()
        mallory.goOffline()
        _ = world.register("Mallory", number: Self.numbers[2])
        world.pass(milliseconds: 2_000)
        // The last commit is of the device that is gone: its word for the group counts no more.
        ben.store[.state] = ben.store[.state]?.filter { $0.key.first != StateKey.group.rawValue }
        ben.restart()
        world.pass(milliseconds: 60_000)
        #expect(world.standing(of: chat, at: ben) == .suspended)
        anna.say("anybody?", in: chat)
        world.pass(milliseconds: 60_000)
        #expect(world.standing(of: chat, at: ben) == .active)
        ben.say("here", in: chat)
        world.pass(milliseconds: 10_000)
        #expect(anna.texts(chat).last == "here")
        let members = world.server.rooms[world.conversation(chat)]?.group.members ?? []
        #expect(!members.contains { $0.leafNode.memberIdentity == mallory.engine.own?.identity })
    }

    @Test("who lost a group comes back, though a device under a replaced key is still in it")
    func replacedKeyInTree() {
        let (world, anna, ben, mallory, chat) = group()
        anna.say("mine is the last commit", in: chat)
        _ = world.link("desktop", to: anna)
        anna.say("with the desktop", in: chat)
        world.pass(milliseconds: 5_000)
        mallory.goOffline()
        anna.goOffline()
        _ = world.register("Mallory", number: Self.numbers[2])
        ben.store[.state] = ben.store[.state]?.filter { $0.key.first != StateKey.group.rawValue }
        ben.restart()
        world.pass(milliseconds: 60_000)
        #expect(world.standing(of: chat, at: ben) == .active)
        anna.goOnline()
        ben.say("here", in: chat)
        world.pass(milliseconds: 10_000)
        #expect(anna.texts(chat).last == "here")
    }

    @Test("a statement of the group without an external key is none that the server takes")
    func noExternalKey() throws {
        let (world, _, _, _, chat) = group()
        let room = try #require(world.server.rooms[world.conversation(chat)])
        guard case .groupInfo(var info) = try MLSMessage(exactly: room.groupInfo) else { return }
        try room.group.check(info, using: world.server.provider)
        info.extensions = []
        #expect(throws: GroupInfoError.missingExternalKey) {
            try room.group.check(info, using: world.server.provider)
        }
    }

    @Test("a chat that could not be entered is looked at again when its epoch is another")
    func lookedAtAgain() throws {
        let (world, anna, ben, mallory, chat) = group()
        let room = try #require(world.server.rooms[world.conversation(chat)])
        guard case .groupInfo(var info) = try MLSMessage(exactly: room.groupInfo) else { return }
        let mine = room.group.members.first {
            $0.leafNode.memberIdentity == mallory.engine.own?.identity
        }
        info.signer = try #require(mine).leafIndex
        // Without an external key nobody can come from outside.
        info.extensions = []
        let key = try #require(mallory.engine.own?.deviceKey.privateKey)
        var content = ByteWriter()
        content.vector(Array("MLS 1.0 GroupInfoTBS".utf8))
        content.vector(info.toBeSigned)
        info.signature = try world.server.provider.sign(.ed25519, privateKey: key, content.bytes)
        room.groupInfo = MLSMessage.groupInfo(info).encoded
        ben.store[.state] = ben.store[.state]?.filter { $0.key.first != StateKey.group.rawValue }
        ben.restart()
        world.pass(milliseconds: 60_000)
        #expect(world.standing(of: chat, at: ben) == .suspended)
        let sends = ben.sends
        world.pass(milliseconds: 3_600_000)
        #expect(ben.sends - sends < 100)
        _ = world.link("desktop", to: anna)
        anna.say("a new epoch", in: chat)
        world.pass(milliseconds: 60_000)
        #expect(world.standing(of: chat, at: ben) == .active)
        ben.say("back", in: chat)
        world.pass(milliseconds: 5_000)
        #expect(anna.texts(chat).last == "back")
    }
}
