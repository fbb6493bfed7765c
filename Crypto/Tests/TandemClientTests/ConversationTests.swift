import TandemJSON
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("Conversations")
struct ConversationTests {
    static let annasNumber = "+4915112345678"
    static let bensNumber = "+4915187654321"

    @Test("two phones chat both ways, with names, receipts and unread counts")
    func chat() {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        let ben = world.register("Ben", number: Self.bensNumber)
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        anna.say("hello", in: chat)
        world.pass(milliseconds: 1_000)
        #expect(ben.texts(chat) == ["hello"])
        #expect(ben.chats[chat]?["title"]?.string == "Anna")
        #expect(ben.chats[chat]?["unread"]?.int == 1)
        #expect(anna.chats[chat]?["title"]?.string == "Ben")
        #expect(anna.chats[chat]?["preview"]?["state"]?.string == "delivered")
        ben.intend("markRead") { writer in
            writer.member("chat", string: chat)
            writer.member("order", integer: MessageOrder.greatest)
        }
        ben.say("hi", in: chat)
        world.pass(milliseconds: 1_000)
        #expect(anna.texts(chat) == ["hello", "hi"])
        #expect(ben.chats[chat]?["unread"]?.int == 0)
        anna.intend("openChat") { $0.member("chat", string: chat) }
        world.run()
        let messages = anna.last("messages")?["messages"]?.array ?? []
        let texts = messages.filter { $0["kind"]?.string == "text" }
        #expect(texts.map { $0["state"]?.string } == ["sent", "read"])
        #expect(world.server.refusals == [])
    }

    @Test("typing is seen by the other one and ends by itself")
    func typing() {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        let ben = world.register("Ben", number: Self.bensNumber)
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        anna.say("hello", in: chat)
        world.pass(milliseconds: 500)
        anna.intend("typing") { writer in
            writer.member("chat", string: chat)
            writer.member("active", bool: true)
        }
        world.run()
        #expect(ben.last("typing")?["names"]?.array?.first?.string == "Anna")
        world.pass(milliseconds: 7_000)
        #expect(ben.last("typing")?["names"]?.array?.isEmpty == true)
    }

    @Test("what is typed offline is sent when the connection is back, once and in order")
    func offline() {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        let ben = world.register("Ben", number: Self.bensNumber)
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        anna.say("first", in: chat)
        world.pass(milliseconds: 500)
        anna.goOffline()
        anna.say("second", in: chat)
        anna.say("third", in: chat)
        world.run()
        #expect(anna.chats[chat]?["preview"]?["state"]?.string == "pending")
        anna.restart()
        world.run()
        #expect(anna.texts(chat) == ["first", "second", "third"])
        anna.goOnline()
        world.pass(milliseconds: 500)
        #expect(ben.texts(chat) == ["first", "second", "third"])
        #expect(anna.texts(chat) == ["first", "second", "third"])
    }

    @Test("a logged-out device is wiped and reads nothing that is sent after it")
    func logOutDevice() {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        let ben = world.register("Ben", number: Self.bensNumber)
        let desktop = world.link("desktop", to: anna)
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        anna.say("hello", in: chat)
        world.pass(milliseconds: 500)
        #expect(desktop.texts(chat) == ["hello"])
        let device = desktop.last("session")?["device"]?.string ?? ""
        anna.intend("logOutDevice") { $0.member("device", string: device) }
        world.run()
        #expect(desktop.wipes == 1)
        #expect(desktop.store[.state]?.isEmpty ?? true)
        ben.say("secret", in: chat)
        world.pass(milliseconds: 500)
        #expect(anna.texts(chat) == ["hello", "secret"])
        let room = world.server.rooms.values.first {
            $0.group.context.conversation?.kind == .direct
        }
        #expect(room?.group.members.count == 2)
    }

    @Test("a group of four: made, talked in, changed by its admin only, and left")
    func group() {
        let world = World()
        let numbers = ["+4915100000001", "+4915100000002", "+4915100000003", "+4915100000004"]
        let names = ["Anna", "Ben", "Cleo", "Dora"]
        let people = zip(names, numbers).map { world.register($0, number: $1) }
        var accounts: [String] = []
        for number in numbers[1...] {
            people[0].intend("findContact") { $0.member("number", string: number) }
            world.run()
            accounts.append(people[0].last("contact")?["account"]?.string ?? "")
        }
        people[0].intend("createGroup") { writer in
            writer.member("title", string: "Choir")
            writer.member("members") { list in
                list.array { array in for account in accounts { array.string(account) } }
            }
        }
        world.pass(milliseconds: 1_000)
        let chat = people[0].last("opened")?["chat"]?.string ?? ""
        for person in people {
            #expect(person.chat("Choir") == chat, "\(person.name)")
            person.say("I am \(person.name)", in: chat)
            world.pass(milliseconds: 500)
        }
        for person in people { #expect(person.texts(chat).count == 4, "\(person.name)") }
        #expect(world.server.refusals == [])

        people[1].intend("removeMember") { writer in
            writer.member("chat", string: chat)
            writer.member("account", string: accounts[1])
        }
        world.run()
        #expect(people[1].problems == ["notAllowed"])
        people[0].intend("makeAdmin") { writer in
            writer.member("chat", string: chat)
            writer.member("account", string: accounts[0])
        }
        world.pass(milliseconds: 500)
        #expect(people[1].chats[chat]?["ownRole"]?.string == "admin")
        people[1].intend("removeMember") { writer in
            writer.member("chat", string: chat)
            writer.member("account", string: accounts[1])
        }
        world.pass(milliseconds: 500)
        #expect(people[2].chats[chat]?["canSend"]?.bool == false)
        people[3].intend("leaveGroup") { $0.member("chat", string: chat) }
        world.pass(milliseconds: 30_000)
        #expect(people[3].chats[chat]?["canSend"]?.bool == false)
        people[0].say("only two of us", in: chat)
        world.pass(milliseconds: 500)
        #expect(people[1].texts(chat).last == "only two of us")
        #expect(people[2].texts(chat).last == "I am Dora")
        let room = world.server.rooms.values.first { $0.group.context.conversation?.kind == .group }
        #expect(room?.group.members.count == 2)
        #expect(world.server.refusals == [])
        #expect(people[0].notices(chat).contains(.left))
        #expect(people[0].notices(chat).contains(.removed))
    }
}
