import TandemBytes
import TandemJSON
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("What goes wrong on the way")
struct RobustnessTests {
    static let annasNumber = "+4915112345678"
    static let bensNumber = "+4915187654321"

    /// Two phones that have talked.
    private func pair() -> (world: World, anna: Client, ben: Client, chat: String) {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        let ben = world.register("Ben", number: Self.bensNumber)
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        anna.say("hello", in: chat)
        world.pass(milliseconds: 500)
        return (world, anna, ben, chat)
    }

    @Test("a death at any batch of a conversation loses nothing and doubles nothing")
    func deathAtEveryBatch() {
        for batch in 1...14 {
            for isLost in [false, true] {
                let (world, anna, ben, chat) = pair()
                anna.diesAfterBatches = anna.batches + batch
                anna.batchIsLost = isLost
                ben.diesAfterBatches = ben.batches + batch + 1
                ben.batchIsLost = !isLost
                for index in 0..<4 {
                    // What was typed counts once it is stored: until then the person sees no bubble.
                    while !anna.texts(chat).contains("anna \(index)") {
                        anna.say("anna \(index)", in: chat)
                        world.run()
                    }
                    while !ben.texts(chat).contains("ben \(index)") {
                        ben.say("ben \(index)", in: chat)
                        world.run()
                    }
                }
                world.pass(milliseconds: 60_000)
                #expect(anna.deaths == 1 && ben.deaths == 1)
                let expected = ["hello"] + (0..<4).flatMap { ["anna \($0)", "ben \($0)"] }
                #expect(anna.texts(chat).sorted() == expected.sorted(), "batch \(batch) \(isLost)")
                #expect(anna.texts(chat) == ben.texts(chat), "batch \(batch) \(isLost)")
                #expect(!anna.stored(chat).contains { $0.state != .accepted })
            }
        }
    }

    @Test("connections that are cut and frames that come twice lose nothing and double nothing")
    func badNetwork() {
        for seed in 1...6 {
            let (world, anna, ben, chat) = pair()
            world.fate = { number, _, _ in
                let hash = (number &* 2_654_435_761 &+ seed &* 40_503) % 1_009
                if hash % 13 == 0 { return .cutConnection }
                return hash % 5 == 0 ? .twice : .deliver
            }
            for index in 0..<20 {
                anna.say("anna \(index)", in: chat)
                ben.say("ben \(index)", in: chat)
                world.pass(milliseconds: 100)
            }
            world.fate = nil
            world.pass(milliseconds: 60_000)
            let expected = ["hello"] + (0..<20).flatMap { ["anna \($0)", "ben \($0)"] }
            #expect(anna.texts(chat).sorted() == expected.sorted(), "seed \(seed)")
            #expect(anna.texts(chat) == ben.texts(chat), "seed \(seed)")
            let annas = anna.texts(chat).filter { $0.hasPrefix("anna") }
            #expect(annas == (0..<20).map { "anna \($0)" }, "seed \(seed)")
        }
    }

    @Test("of two commits for one epoch one wins, and the other's wish is carried out after it")
    func commitRace() {
        let world = World()
        let numbers = (1...5).map { "+491510000000\($0)" }
        let people = zip(["Anna", "Ben", "Cleo", "Dora", "Emil"], numbers).map {
            world.register($0, number: $1)
        }
        func account(_ index: Int, by person: Client) -> String {
            person.intend("findContact") { $0.member("number", string: numbers[index]) }
            world.run()
            return person.last("contact")?["account"]?.string ?? ""
        }
        let (ben, anna) = (account(1, by: people[0]), people[0])
        anna.intend("createGroup") { writer in
            writer.member("title", string: "Choir")
            writer.member("members") { list in list.array { $0.string(ben) } }
        }
        world.pass(milliseconds: 500)
        let chat = anna.last("opened")?["chat"]?.string ?? ""
        anna.intend("makeAdmin") { writer in
            writer.member("chat", string: chat)
            writer.member("account", string: ben)
        }
        world.pass(milliseconds: 500)
        let cleo = account(2, by: people[0])
        let dora = account(3, by: people[1])
        // Both at once: neither has heard of the other's commit.
        for (person, newcomer) in [(people[0], cleo), (people[1], dora)] {
            person.intend("addMember") { writer in
                writer.member("chat", string: chat)
                writer.member("account", string: newcomer)
            }
        }
        world.pass(milliseconds: 5_000)
        for person in people[0..<4] {
            person.say("here is \(person.name)", in: chat)
            world.pass(milliseconds: 500)
        }
        for person in people[0..<4] {
            #expect(person.chat("Choir") == chat, "\(person.name)")
            #expect(person.texts(chat).count == 4, "\(person.name)")
        }
        #expect(world.server.refusals == [])
    }

    @Test("a device that lost a group's state joins from outside, says so, and talks on")
    func lostState() {
        let (world, anna, ben, chat) = pair()
        ben.store[.state] = ben.store[.state]?.filter { $0.key.first != StateKey.group.rawValue }
        ben.restart()
        world.pass(milliseconds: 10_000)
        #expect(ben.notices(chat).contains(.deviceRejoined))
        #expect(anna.notices(chat).contains(.deviceRejoined))
        anna.say("are you back?", in: chat)
        world.pass(milliseconds: 500)
        ben.say("yes", in: chat)
        world.pass(milliseconds: 500)
        #expect(anna.texts(chat) == ["hello", "are you back?", "yes"])
        #expect(ben.texts(chat) == ["hello", "are you back?", "yes"])
        #expect(world.server.refusals == [])
    }

    @Test("a device that was away for many epochs catches up with all of them")
    func missedEpochs() {
        let (world, anna, ben, chat) = pair()
        ben.goOffline()
        for index in 0..<3 {
            let desktop = world.link("desktop \(index)", to: anna)
            anna.say("with \(index)", in: chat)
            world.pass(milliseconds: 500)
            let device = desktop.last("session")?["device"]?.string ?? ""
            anna.intend("logOutDevice") { $0.member("device", string: device) }
            world.pass(milliseconds: 500)
        }
        ben.goOnline()
        world.pass(milliseconds: 5_000)
        #expect(ben.texts(chat) == ["hello", "with 0", "with 1", "with 2"])
        ben.say("all read", in: chat)
        world.pass(milliseconds: 500)
        #expect(anna.texts(chat).last == "all read")
        #expect(!ben.notices(chat).contains(.deviceRejoined))
        #expect(world.server.refusals == [])
    }

    @Test("a full server is told, and what waits is sent when there is room again")
    func fullServer() {
        let (world, anna, ben, chat) = pair()
        world.server.isFull = true
        anna.say("later", in: chat)
        world.pass(milliseconds: 3_000)
        #expect(anna.problems.contains("storageFull"))
        #expect(ben.texts(chat) == ["hello"])
        world.server.isFull = false
        world.pass(milliseconds: 5_000)
        #expect(ben.texts(chat) == ["hello", "later"])
    }

    @Test("after a batch that could not be stored nothing more is sent")
    func fullDisk() {
        let (world, anna, _, chat) = pair()
        let sends = anna.sends
        anna.inbox.append(.persistFailed)
        world.run()
        anna.say("not stored", in: chat)
        world.run()
        #expect(anna.sends == sends)
        #expect(anna.problems == ["storageFull"])
        anna.restart()
        world.pass(milliseconds: 500)
        anna.say("stored", in: chat)
        world.pass(milliseconds: 500)
        #expect(anna.texts(chat) == ["hello", "stored"])
    }

    @Test("rubbish from the server, from views and from the disk is counted and ignored")
    func rubbish() {
        let (world, anna, ben, chat) = pair()
        for length in 0..<64 {
            anna.inbox.append(.frame([UInt8](repeating: UInt8(length * 5 & 0xff), count: length)))
            anna.inbox.append(.intent([UInt8](repeating: 0x7b, count: length)))
        }
        world.run()
        #expect(anna.engine.counters.malformedFrames == 64)
        #expect(anna.engine.counters.malformedIntents == 64)
        for key in ben.store[.state]?.keys.map({ $0 }) ?? []
        where key.first == StateKey.keyPackage.rawValue {
            ben.store[.state]?[key] = [1, 2, 3]
        }
        ben.store[.state]?[[99]] = [1]
        ben.restart()
        anna.say("still here", in: chat)
        world.pass(milliseconds: 500)
        #expect(ben.texts(chat) == ["hello", "still here"])
        #expect(ben.engine.counters.malformedRows > 0)
    }
}
