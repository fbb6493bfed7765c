import Foundation
import TandemJSON
import TandemProtocol
import Testing

@testable import TandemClient

/// What the views are told, as their own tests know it: `Web/tests/app/notifications.json` says which members each
/// notification has. `TANDEM_RENEW_SHAPES=1` writes the file anew.
@Suite("The shapes of notifications")
struct NotificationShapeTests {
    private let file = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appending(path: "../../../Web/tests/app/notifications.json")

    @Test("are those that the tests of the web app take for granted")
    func golden() throws {
        let said = Shape.object(of: everyNotification()).text() + "\n"
        if ProcessInfo.processInfo.environment["TANDEM_RENEW_SHAPES"] != nil {
            try said.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(try String(contentsOf: file, encoding: .utf8) == said)
    }

    /// What some days in the life of three people show, by type.
    private func everyNotification() -> [String: [JSONValue]] {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        let ben = world.register("Ben", number: "+4915187654321")
        talk(world, anna, ben)
        let desktop = world.link("Anna's desktop", to: anna)
        let refused = refuse(world, anna)
        look(world, anna)
        gather(world, anna, ben)
        goWrong(world, anna)
        anna.intend("logOutAll")
        world.pass(milliseconds: 1_000)
        let shown = [anna, ben, desktop, refused].flatMap(\.shown)
        return Dictionary(grouping: shown) { $0["type"]?.string ?? "" }
    }

    /// A chat with more messages than are read at once, each receipt and the typing.
    private func talk(_ world: World, _ anna: Client, _ ben: Client) {
        let chat = world.startChat(from: anna, with: "+4915187654321")
        for index in 0..<60 { anna.say("\(index)", in: chat) }
        world.pass(milliseconds: 500)
        // What comes while the rows are on their way says nothing of older ones.
        ben.holdRows()
        ben.intend("openChat") { $0.member("chat", string: chat) }
        world.run()
        anna.say("meanwhile", in: chat)
        world.pass(milliseconds: 500)
        ben.releaseRows()
        world.run()
        for type in ["openChat", "loadOlder", "chatInfo"] as [StaticString] {
            ben.intend(type) { $0.member("chat", string: chat) }
            world.run()
        }
        anna.intend("openChat") { $0.member("chat", string: chat) }
        ben.intend("typing") { writer in
            writer.member("chat", string: chat)
            writer.member("active", bool: true)
        }
        let newest = ben.last("messages")?["messages"]?[0]
        ben.intend("send") { writer in
            writer.member("chat", string: chat)
            writer.member("text", string: "An answer")
            writer.member("replyTo", string: newest?["id"]?.string ?? "")
        }
        world.pass(milliseconds: 500)
    }

    /// A link whose check code is typed wrongly until it ends.
    private func refuse(_ world: World, _ anna: Client) -> Client {
        let desktop = world.add(.desktop, "Nobody's desktop")
        world.run()
        desktop.intend("startLink")
        world.run()
        let payload = desktop.last("link")?["payload"]?.string ?? ""
        anna.intend("useLinkText") { $0.member("text", string: payload) }
        world.run()
        let wrong = desktop.last("link")?["checkCode"]?.string == "000000" ? "111111" : "000000"
        for _ in 0..<3 {
            anna.intend("confirmLink") { $0.member("code", string: wrong) }
            world.run()
        }
        return desktop
    }

    /// Devices, contacts and security codes.
    private func look(_ world: World, _ anna: Client) {
        anna.intend("listDevices")
        let found = world.lookUp(["+4915187654321", "+4915100000000"], by: anna)
        let chat = anna.chat("Ben") ?? ""
        anna.intend("securityCode") { writer in
            writer.member("chat", string: chat)
            writer.member("account", string: found[0])
        }
        world.run()
    }

    /// A group with notices that name somebody, and a title.
    private func gather(_ world: World, _ anna: Client, _ ben: Client) {
        let found = world.lookUp(["+4915187654321"], by: anna)
        let group = world.makeGroup("Choir", of: found, by: anna)
        for client in [anna, ben] {
            client.intend("openChat") { $0.member("chat", string: group) }
        }
        world.run()
        anna.intend("renameGroup") { writer in
            writer.member("chat", string: group)
            writer.member("title", string: "Orchestra")
        }
        world.run()
        anna.intend("chatInfo") { $0.member("chat", string: group) }
        world.run()
        anna.intend("leaveGroup") { $0.member("chat", string: group) }
        world.pass(milliseconds: 500)
    }

    /// Each member that a problem can have.
    private func goWrong(_ world: World, _ anna: Client) {
        anna.intend("openChat") { $0.member("chat", string: String(repeating: "0", count: 32)) }
        let phone = world.add(.phone, "stranger")
        world.run()
        phone.intend("requestCode") { $0.member("number", string: "+4915155555555") }
        world.run()
        phone.intend("verifyCode") { $0.member("code", string: "999999") }
        world.run()
        world.server.refuses = { _ in ErrorAnswer(.rateLimited, retryAfterSeconds: 20) }
        phone.intend("requestCode") { $0.member("number", string: "+4915155555555") }
        world.run()
        world.server.refuses = nil
        anna.shown += phone.shown
    }
}
