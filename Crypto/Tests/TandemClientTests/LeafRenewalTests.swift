import MLSWire
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("New keys for the own leaf after joining")
struct LeafRenewalTests {
    private let numbers = ["+4915100000001", "+4915100000002", "+4915100000003"]

    /// Anna's group with Ben; Cleo is known to Anna and not in it.
    private func group() -> (world: World, people: [Client], chat: String, cleo: String) {
        let world = World()
        let people = zip(["Anna", "Ben", "Cleo"], numbers).map { world.register($0, number: $1) }
        let accounts = world.lookUp(numbers, by: people[0])
        let chat = world.makeGroup("Choir", of: [accounts[1]], by: people[0])
        return (world, people, chat, accounts[2])
    }

    private func room(_ world: World) -> ModelServer.Room? {
        world.server.rooms.values.first { $0.group.context.conversation?.kind == .group }
    }

    private func leafKey(of client: Client, in world: World) -> [UInt8]? {
        let member = room(world)?.group.members.first {
            $0.leafNode.memberIdentity == client.engine.own?.identity
        }
        return member?.leafNode.encryptionKey.bytes
    }

    private func check(_ people: [Client], _ chat: String, _ texts: [String]) {
        for person in people {
            #expect(person.texts(chat).sorted() == texts.sorted(), "\(person.name)")
            #expect(!person.notices(chat).contains(.deviceRejoined), "\(person.name)")
        }
    }

    @Test("the first message brings them, once; receipts do not")
    func firstMessage() {
        let (world, people, chat, _) = group()
        let joined = leafKey(of: people[1], in: world)
        people[0].say("hello", in: chat)
        world.pass(milliseconds: 5_000)
        #expect(joined != nil && leafKey(of: people[1], in: world) == joined)
        people[1].say("hi", in: chat)
        world.pass(milliseconds: 1_000)
        let renewed = leafKey(of: people[1], in: world)
        #expect(renewed != nil && renewed != joined)
        people[1].say("again", in: chat)
        world.pass(milliseconds: 1_000)
        #expect(leafKey(of: people[1], in: world) == renewed)
        check(Array(people[..<2]), chat, ["hello", "hi", "again"])
    }

    @Test("a commit of the same moment is carried out, too, whichever comes first")
    func concurrentCommit() {
        for isBenFirst in [false, true] {
            let (world, people, chat, cleo) = group()
            let joined = leafKey(of: people[1], in: world)
            let epoch = room(world)?.group.epoch.rawValue ?? 0
            for person in people[..<2] { person.goOffline() }
            people[1].say("hi", in: chat)
            people[0].intend("addMember") { writer in
                writer.member("chat", string: chat)
                writer.member("account", string: cleo)
            }
            world.run()
            for person in isBenFirst ? [people[1], people[0]] : [people[0], people[1]] {
                person.isOffline = false
                person.reconnect()
            }
            world.pass(milliseconds: 10_000)
            #expect(leafKey(of: people[1], in: world) != joined)
            #expect((room(world)?.group.epoch.rawValue ?? 0) >= epoch + 2)
            #expect(room(world)?.group.members.count == 3)
            people[2].say("I am here", in: chat)
            world.pass(milliseconds: 5_000)
            for person in people {
                #expect(person.texts(chat).contains("I am here"), "\(person.name) \(isBenFirst)")
            }
            check(Array(people[..<2]), chat, ["hi", "I am here"])
            #expect(world.server.refusals == [])
        }
    }

    @Test("all members of a new group that write at once get through")
    func everybodyAtOnce() {
        let (world, people, chat, cleo) = group()
        people[0].intend("addMember") { writer in
            writer.member("chat", string: chat)
            writer.member("account", string: cleo)
        }
        world.pass(milliseconds: 1_000)
        for person in people { person.say("I am \(person.name)", in: chat) }
        world.pass(milliseconds: 10_000)
        check(people, chat, ["I am Anna", "I am Ben", "I am Cleo"])
        #expect(world.server.refusals == [])
    }
}
