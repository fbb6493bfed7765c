import TandemJSON
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("Registration of a phone")
struct RegistrationTests {
    private func phoneThatAwaitsCode() -> (World, Client) {
        let world = World()
        let anna = world.add(.phone, "Anna")
        world.run()
        anna.intend("requestCode") { $0.member("number", string: "+4915112345678") }
        world.run()
        return (world, anna)
    }

    @Test("a number, a code and a name make a phone ready, with a chat of its own")
    func registers() {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        #expect(anna.phase == "ready")
        #expect(anna.last("session")?["account"]?["name"]?.string == "Anna")
        let own = anna.chats.values.first { $0["kind"]?.string == "self" }
        // Nothing was said in it yet, so no commit brings it up.
        #expect(own?["at"]?.int == 0)
        world.pass(milliseconds: 10)
        #expect(world.server.stocks.values.first?.packages.count == 100)
        #expect(world.server.rooms.count == 1)
    }

    @Test("a wrong code is said, and the right one still works")
    func wrongCode() {
        let (world, anna) = phoneThatAwaitsCode()
        anna.intend("verifyCode") { $0.member("code", string: "000000") }
        world.run()
        #expect(anna.problems == ["wrongCode"])
        #expect(anna.last("problem")?["triesLeft"]?.int == 4)
        anna.intend("verifyCode") { $0.member("code", string: "123456") }
        world.run()
        #expect(anna.last("registration")?["step"]?.string == "name")
    }

    @Test("a phone that starts anew asks for the awaited code again, until that is over")
    func codeAwaitedAcrossRestart() {
        let (world, anna) = phoneThatAwaitsCode()
        anna.restart()
        world.run()
        #expect(anna.last("registration")?["step"]?.string == "code")
        #expect(anna.last("registration")?["number"]?.string == "+4915112345678")
        world.pass(milliseconds: 11 * 60 * 1_000)
        anna.restart()
        world.run()
        #expect(anna.last("registration")?["step"]?.string == "number")
    }

    @Test("after a restart the awaited code still registers the phone, and is awaited no more")
    func codeTypedAfterRestart() {
        let (world, anna) = phoneThatAwaitsCode()
        anna.restart()
        world.run()
        anna.intend("verifyCode") { $0.member("code", string: "123456") }
        world.run()
        #expect(anna.last("registration")?["step"]?.string == "name")
        #expect(anna.store[.state]?[StateKey.awaitedCode.key] == nil)
    }

    @Test("a death at any batch of a registration loses no account")
    func deathAtEveryBatch() {
        for batch in 1...8 {
            for isLost in [false, true] {
                let world = World()
                let anna = world.add(.phone, "Anna")
                anna.diesAfterBatches = batch
                anna.batchIsLost = isLost
                world.register(anna, number: "+4915112345678")
                if anna.phase != "ready" { world.register(anna, number: "+4915112345678") }
                world.pass(milliseconds: 100)
                #expect(anna.phase == "ready", "batch \(batch), lost: \(isLost)")
                #expect(world.server.rooms.count >= 1)
            }
        }
    }

    @Test("the same number registered again ends the first phone, which can register anew")
    func registeredElsewhere() {
        let world = World()
        let old = world.register("Anna", number: "+4915112345678")
        let new = world.register("Anna", number: "+4915112345678")
        world.run()
        #expect(new.phase == "ready")
        #expect(old.phase == "fresh")
        #expect(old.all("session").contains { $0["reason"]?.string == "registeredElsewhere" })
        old.goOnline()
        world.register(old, number: "+4915112345679")
        world.pass(milliseconds: 1_000)
        #expect(old.phase == "ready")
        let accounts = world.server.numbers.values
        #expect(accounts.contains { $0 == old.engine.own?.account })
        old.restart()
        world.pass(milliseconds: 1_000)
        #expect(old.phase == "ready")
        #expect(old.engine.conversations.count == 1)
    }

    @Test(
        "a server's word deletes nothing of a phone: what was not true is over with the next start"
    )
    func unsignedWord() {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        let ben = world.register("Ben", number: "+4915187654321")
        let chat = world.startChat(from: anna, with: "+4915187654321")
        anna.say("hello", in: chat)
        world.pass(milliseconds: 1_000)
        anna.inbox.append(.frame(ServerFrame(.loggedOut(.removed)).encoded))
        world.run()
        #expect(anna.phase == "fresh")
        #expect(anna.wipes == 0)
        anna.restart()
        world.pass(milliseconds: 1_000)
        #expect(anna.phase == "ready")
        ben.say("hello Anna", in: chat)
        world.pass(milliseconds: 1_000)
        #expect(anna.texts(chat) == ["hello", "hello Anna"])
    }

    @Test("before it has asked for a proof nobody can log a computer out")
    func beforeChallenge() {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        let desktop = world.link("desktop", to: anna)
        desktop.goOffline()
        desktop.inbox.append(.connected)
        desktop.inbox.append(.frame(ServerFrame(.loggedOut(.removed)).encoded))
        world.run()
        #expect(desktop.wipes == 0)
    }
}
