import TandemCrypto
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("Devices that left their account's list")
struct UnlistedDeviceTests {
    static let annas = "+4915112345678"
    static let bens = "+4915187654321"

    private struct People {
        let world = World()
        let anna: Client
        let ben: Client
        let desktop: Client
        let chat: String

        init() {
            anna = world.register("Anna", number: UnlistedDeviceTests.annas)
            ben = world.register("Ben", number: UnlistedDeviceTests.bens)
            chat = world.startChat(from: anna, with: UnlistedDeviceTests.bens)
            anna.say("hello", in: chat)
            world.pass(milliseconds: 2_000)
            desktop = world.link("desktop", to: ben)
            world.pass(milliseconds: 30_000)
        }

        func logDesktopOut() {
            let device = desktop.last("session")?["device"]?.string ?? ""
            ben.intend("logOutDevice") { $0.member("device", string: device) }
            world.pass(milliseconds: 5_000)
        }
    }

    @Test("a logged-out device does not come back by a commit, whatever the server says, nor speak")
    func comesBack() {
        let people = People()
        let (world, anna, desktop, chat) = (
            people.world, people.anna, people.desktop, people.chat
        )
        let b = world.account(Self.bens)
        let old = world.server.accounts[b]?.list
        desktop.goOffline()
        people.logDesktopOut()
        anna.say("without the desktop", in: chat)
        world.pass(milliseconds: 5_000)
        let target = world.conversation(chat)
        for other in desktop.engine.conversations.values {
            if other.id == target { desktop.engine.lose(other) } else { other.standing = .left }
        }
        world.server.accounts[b]?.list = old
        world.server.forgesRecord = { record in
            guard record.account == b, let old else { return record }
            return AccountRecord(account: b, accountKey: record.accountKey, list: old)
        }
        world.list(target, for: desktop)
        desktop.goOnline()
        world.pass(milliseconds: 1_500)
        desktop.say("it is me, Ben: send the money", in: chat)
        world.pass(milliseconds: 5_000)
        // The server let it in; Anna did not.
        #expect(world.server.rooms[target]?.group.members.count == 3)
        #expect(anna.texts(chat) == ["hello", "without the desktop"])
        #expect(world.standing(of: chat, at: anna) == .suspended)
    }

    @Test("what a logged-out device says before anybody took it out of the group is not shown")
    func speaksOn() throws {
        let people = People()
        let (world, anna, desktop, chat) = (
            people.world, people.anna, people.desktop, people.chat
        )
        let b = world.account(Self.bens)
        let old = try #require(world.server.accounts[b]?.list)
        let identity = try #require(desktop.engine.own?.identity)
        desktop.say("it is me, Ben", in: chat)
        world.pass(milliseconds: 5_000)
        people.ben.goOffline()
        // The phone signs a list without the desktop, which the server hands out and forgets.
        let account = try #require(people.ben.engine.own)
        let list = try DeviceList(
            account: b,
            version: old.version + 1,
            issuedAt: world.now,
            devices: old.devices.filter { $0.device != identity.device },
            accountPrivateKey: try #require(account.accountPrivateKey),
            provider: world.server.provider
        )
        let record = AccountRecord(account: b, accountKey: account.accountKey, list: list)
        #expect(anna.engine.take(record) == .newList)
        desktop.say("it is me, Ben: send the money", in: chat)
        world.pass(milliseconds: 5_000)
        #expect(desktop.texts(chat).last == "it is me, Ben: send the money")
        #expect(anna.texts(chat) == ["hello", "it is me, Ben"])
        #expect(anna.engine.counters.refusedMessages == 1)
    }

    @Test("what a device said while it was listed is read by somebody who hears of both later")
    func saidBefore() {
        for restarts in [false, true] {
            let people = People()
            let (world, anna, desktop, chat) = (
                people.world, people.anna, people.desktop, people.chat
            )
            anna.goOffline()
            desktop.say("from the desktop", in: chat)
            world.pass(milliseconds: 5_000)
            people.logDesktopOut()
            people.ben.say("from the phone", in: chat)
            world.pass(milliseconds: 5_000)
            if restarts { anna.restart() }
            anna.goOnline()
            world.pass(milliseconds: 20_000)
            #expect(anna.texts(chat) == ["hello", "from the desktop", "from the phone"])
            #expect(!anna.notices(chat).contains(.deviceRejoined))
        }
    }

    @Test("a device that came, spoke and went while somebody was away is read and taken out")
    func cameAndWent() {
        let people = People()
        let (world, anna, chat) = (people.world, people.anna, people.chat)
        anna.goOffline()
        let laptop = world.link("laptop", to: people.ben)
        world.pass(milliseconds: 30_000)
        laptop.say("from the laptop", in: chat)
        world.pass(milliseconds: 5_000)
        let device = laptop.last("session")?["device"]?.string ?? ""
        people.ben.intend("logOutDevice") { $0.member("device", string: device) }
        world.pass(milliseconds: 5_000)
        anna.goOnline()
        world.pass(milliseconds: 20_000)
        #expect(anna.texts(chat) == ["hello", "from the laptop"])
        anna.say("hello Ben", in: chat)
        world.pass(milliseconds: 5_000)
        #expect(people.ben.texts(chat).last == "hello Ben")
        #expect(world.standing(of: chat, at: anna) == .active)
        #expect(world.server.refusals == [])
    }

    @Test("a chat that a device began and left is read by somebody who was away")
    func beganAndWent() {
        let people = People()
        let (world, ben, desktop) = (people.world, people.ben, people.desktop)
        let cleo = world.register("Cleo", number: "+4915100000003")
        cleo.goOffline()
        let chat = world.startChat(from: desktop, with: "+4915100000003")
        desktop.say("hello Cleo", in: chat)
        world.pass(milliseconds: 5_000)
        people.logDesktopOut()
        cleo.goOnline()
        world.pass(milliseconds: 20_000)
        #expect(cleo.texts(chat) == ["hello Cleo"])
        cleo.say("hello Ben", in: chat)
        world.pass(milliseconds: 5_000)
        #expect(ben.texts(chat).last == "hello Ben")
    }
}
