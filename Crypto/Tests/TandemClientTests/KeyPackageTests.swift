import MLSWire
import TandemBytes
import TandemJSON
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("Key packages, and messages to somebody who has none")
struct KeyPackageTests {
    static let annasNumber = "+4915112345678"
    static let bensNumber = "+4915187654321"
    static let mallorysNumber = "+4915100000666"
    static let dayMilliseconds: UInt64 = 86_400_000

    private func rows(of client: Client) -> Int {
        client.store[.state]?.keys.filter { $0.first == StateKey.keyPackage.rawValue }.count ?? 0
    }

    private func device(of client: Client) throws -> DeviceID {
        try #require(client.engine.own?.device)
    }

    private func notAfter(_ bytes: [UInt8]?) throws -> UInt64? {
        guard case .keyPackage(let keyPackage)? = try bytes.map({ try MLSMessage(exactly: $0) }),
            case .keyPackage(let lifetime) = keyPackage.leafNode.source
        else { return nil }
        return lifetime.notAfter
    }

    @Test("after ninety-one days of quiet both find each other")
    func quietQuarter() {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        let ben = world.register("Ben", number: Self.bensNumber)
        world.now = world.now.adding(milliseconds: 91 * Self.dayMilliseconds)
        anna.restart()
        ben.restart()
        world.pass(milliseconds: 5_000)
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        anna.say("hello Ben", in: chat)
        world.pass(milliseconds: 5_000)
        #expect(ben.texts(chat) == ["hello Ben"])
    }

    @Test("what is published is never older than a month, and what is too old is forgotten")
    func renewal() throws {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        world.pass(milliseconds: 1_000)
        for _ in 0..<10 {
            world.now = world.now.adding(milliseconds: 20 * Self.dayMilliseconds)
            anna.restart()
            world.pass(milliseconds: 5_000)
            let stock = try #require(world.server.stocks[try device(of: anna)])
            let soon = (world.now.milliseconds + 59 * Self.dayMilliseconds) / 1_000
            #expect(try notAfter(stock.lastResort) ?? 0 > soon)
            #expect(try notAfter(stock.packages.first) ?? 0 > soon)
            #expect(stock.packages.count == 100)
        }
        #expect(rows(of: anna) < 500)
    }

    @Test("a device that is online for months renews them too")
    func alwaysOnline() throws {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        world.pass(milliseconds: 1_000)
        let before = try #require(world.server.stocks[try device(of: anna)]?.lastResort)
        for _ in 0..<31 { world.pass(milliseconds: Self.dayMilliseconds) }
        let after = try #require(world.server.stocks[try device(of: anna)])
        #expect(after.lastResort != before)
        #expect(after.packages.count == 100)
    }

    @Test("what the server does not take is forgotten, and made anew with a last resort")
    func refused() throws {
        let world = World()
        var refusals = 0
        world.server.refuses = { request in
            guard case .publishKeyPackages = request, refusals < 3 else { return nil }
            refusals += 1
            return ErrorAnswer(.unavailable)
        }
        let anna = world.register("Anna", number: Self.annasNumber)
        #expect(rows(of: anna) == 0)
        world.pass(milliseconds: 60_000)
        let stock = try #require(world.server.stocks[try device(of: anna)])
        #expect(stock.packages.count == 100)
        #expect(stock.lastResort != nil)
        #expect(rows(of: anna) == 101)
    }

    @Test("a death before the answer leaves a last resort at the server", arguments: 3...8)
    func death(batch: Int) throws {
        let world = World()
        let anna = world.add(.phone, "Anna")
        anna.diesAfterBatches = batch
        world.register(anna, number: Self.annasNumber)
        world.pass(milliseconds: 60_000)
        anna.restart()
        world.pass(milliseconds: 60_000)
        guard let own = anna.engine.own else { return }
        #expect(world.server.stocks[own.device]?.lastResort != nil)
        #expect(anna.engine.keyPackages.isFresh(at: world.now.milliseconds / 1_000))
    }

    @Test("what nobody could read waits until somebody can")
    func nobodyThere() throws {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        let ben = world.register("Ben", number: Self.bensNumber)
        ben.goOffline()
        world.server.stocks[try device(of: ben)] = nil
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        anna.say("hello Ben", in: chat)
        world.pass(milliseconds: 60_000)
        #expect(anna.stored(chat).last?.state == .pending)
        anna.restart()
        world.pass(milliseconds: 60_000)
        #expect(anna.stored(chat).last?.state == .pending)
        ben.goOnline()
        world.pass(milliseconds: 5_000)
        #expect(ben.texts(chat) == ["hello Ben"])
        #expect(anna.stored(chat).last?.state == .accepted)
    }

    @Test("one contact's key package that is not good keeps nobody else out")
    func badPackage() throws {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        let ben = world.register("Ben", number: Self.bensNumber)
        let mallory = world.register("Mallory", number: Self.mallorysNumber)
        let others = world.lookUp([Self.bensNumber, Self.mallorysNumber], by: anna)
        let mallorys = try device(of: mallory)
        let good = world.server.stocks[mallorys]?.packages ?? []
        world.server.stocks[mallorys]?.packages = good.map {
            Array($0.dropLast()) + [($0.last ?? 0) ^ 1]
        }
        let chat = world.makeGroup("Group", of: others, by: anna)
        anna.say("hello Ben", in: chat)
        world.pass(milliseconds: 60_000)
        #expect(ben.texts(chat) == ["hello Ben"])
    }
}
