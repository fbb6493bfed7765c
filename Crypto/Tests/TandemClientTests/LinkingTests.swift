import TandemJSON
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("Linking a computer")
struct LinkingTests {
    @Test("a scanned code and a typed one make a device that shows the chats")
    func links() {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        let desktop = world.link("Anna's desktop", to: anna)
        #expect(desktop.phase == "ready")
        #expect(desktop.last("link")?["state"]?.string == "done")
        #expect(anna.last("linking")?["state"]?.string == "done")
        #expect(desktop.last("session")?["account"]?["name"]?.string == "Anna")
        #expect(world.server.rooms.values.first?.group.members.count == 2)
        #expect(world.server.refusals == [])
    }

    @Test("codes are replaced after 60 s, then every 20 s, five times, then they end")
    func rotation() {
        let world = World()
        let desktop = world.add(.desktop, "desktop")
        world.run()
        desktop.intend("startLink")
        world.run()
        let start = world.now
        var payloads: [String] = []
        for _ in 0..<170 {
            world.pass(milliseconds: 1_000)
            let link = desktop.last("link")
            if let payload = link?["payload"]?.string, payloads.last != payload {
                payloads.append(payload)
            }
        }
        #expect(payloads.count == 6)
        #expect(desktop.last("link")?["state"]?.string == "expired")
        #expect(world.now.milliseconds - start.milliseconds == 170_000)
        desktop.intend("reloadCode")
        world.run()
        #expect(desktop.last("link")?["state"]?.string == "shown")
    }

    @Test("three wrong check codes end the link on both sides, and no device is added")
    func wrongCheckCode() {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        let desktop = world.add(.desktop, "desktop")
        world.run()
        desktop.intend("startLink")
        world.run()
        let payload = desktop.last("link")?["payload"]?.string ?? ""
        anna.intend("useLinkText") { $0.member("text", string: payload) }
        world.run()
        let right = desktop.last("link")?["checkCode"]?.string ?? ""
        let wrong = right == "000000" ? "111111" : "000000"
        for _ in 0..<3 {
            anna.intend("confirmLink") { $0.member("code", string: wrong) }
            world.run()
        }
        #expect(anna.last("linking")?["state"]?.string == "failed")
        #expect(anna.last("linking")?["reason"]?.string == "wrongCode")
        #expect(anna.problems == ["linkWrongCode", "linkWrongCode", "linkWrongCode"])
        #expect(desktop.last("link")?["state"]?.string == "refused")
        #expect(world.server.accounts.values.first?.list?.devices.count == 1)
    }

    @Test("a used code, an old one, and no code at all are told apart")
    func badCodes() {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        let ben = world.register("Ben", number: "+4915187654321")
        let desktop = world.add(.desktop, "desktop")
        world.run()
        desktop.intend("startLink")
        world.run()
        let payload = desktop.last("link")?["payload"]?.string ?? ""
        anna.intend("useLinkText") { $0.member("text", string: payload) }
        world.run()
        ben.intend("useLinkText") { $0.member("text", string: payload) }
        world.run()
        #expect(ben.problems == ["linkUsed"])
        anna.intend("cancelLink")
        world.run()
        anna.intend("useLinkText") { $0.member("text", string: payload) }
        world.run()
        #expect(anna.problems == ["linkExpired"])
        anna.intend("useLinkText") { $0.member("text", string: "https://example.org") }
        world.run()
        #expect(anna.problems.last == "badLinkText")
        #expect(desktop.last("link")?["state"]?.string == "refused")
    }

    @Test("history arrives, newest first, with progress, and again after a reload in the middle")
    func history() {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        let ben = world.register("Ben", number: "+4915187654321")
        let chat = world.startChat(from: anna, with: "+4915187654321")
        for index in 0..<30 {
            anna.say("message \(index)", in: chat)
            world.run()
        }
        ben.say("answer", in: chat)
        world.pass(milliseconds: 500)
        let desktop = world.link("desktop", to: anna)
        world.pass(milliseconds: 20_000)
        #expect(desktop.texts(chat) == anna.texts(chat))
        #expect(desktop.texts(chat).count == 31)
        #expect(desktop.last("history")?["percent"]?.int == 100)
        #expect(desktop.last("link")?["state"]?.string == "done")
        ben.say("live", in: chat)
        world.pass(milliseconds: 500)
        #expect(desktop.texts(chat).last == "live")
        desktop.say("from the desktop", in: chat)
        world.pass(milliseconds: 500)
        #expect(ben.texts(chat).last == "from the desktop")
        #expect(anna.texts(chat).last == "from the desktop")
        #expect(world.server.refusals == [])
    }
}
