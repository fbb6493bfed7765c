import TandemProtocol
import Testing

@testable import TandemClient

@Suite("What waits when somebody's key changes")
struct KeyChangeTests {
    static let annas = "+4915112345678"
    static let bens = "+4915187654321"

    /// Anna wrote while she was offline; meanwhile somebody registered Ben's number.
    private func waiting() -> (world: World, anna: Client, newBen: Client, chat: String) {
        let world = World()
        let anna = world.register("Anna", number: Self.annas)
        _ = world.register("Ben", number: Self.bens)
        let chat = world.startChat(from: anna, with: Self.bens)
        anna.say("hello", in: chat)
        world.pass(milliseconds: 2_000)
        anna.goOffline()
        anna.say("written for the Ben of before", in: chat)
        world.run()
        let newBen = world.register("Ben", number: Self.bens)
        anna.goOnline()
        world.pass(milliseconds: 20_000)
        return (world, anna, newBen, chat)
    }

    @Test("is not sent to the new key before somebody has seen the change")
    func held() {
        let (world, anna, newBen, chat) = waiting()
        #expect(anna.notices(chat) == [.encrypted, .keyChanged])
        #expect(anna.stored(chat).last?.state == .failed)
        anna.restart()
        world.pass(milliseconds: 20_000)
        anna.say("who are you?", in: chat)
        world.pass(milliseconds: 5_000)
        #expect(newBen.texts(chat) == ["who are you?"])
    }

    @Test("is sent when the person tries again, under the same ID")
    func released() {
        let (world, anna, newBen, chat) = waiting()
        let message = anna.stored(chat).last { $0.state == .failed }
        let id = message?.message.bytes.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        anna.intend("retry") { writer in
            writer.member("chat", string: chat)
            writer.member("message", string: (id ?? []).joined())
        }
        world.pass(milliseconds: 5_000)
        #expect(newBen.texts(chat) == ["written for the Ben of before"])
        #expect(newBen.stored(chat).contains { $0.message == message?.message })
        #expect(!anna.stored(chat).contains { $0.state == .failed })
    }
}
