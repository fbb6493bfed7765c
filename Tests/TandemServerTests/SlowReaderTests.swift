import NIOCore
import TandemProtocol
import TandemTestSupport
import Testing

@Suite("A socket that does not read", .scratch)
struct SlowReaderTests {
    @Test("it is cut off when too much waits for it, and others notice nothing")
    func cutOff() async throws {
        try await RunningServer.run { server in
            let person = try await TestPerson("+4915100000001", at: server)
            let writer = try await person.signIn(port: server.port)
            let (id, creation) = try person.ownConversation()
            #expect(try await writer.ask(creation) == .done)
            for number in 1...4 as ClosedRange<UInt64> {
                let message = numbered(number, in: id, byteCount: 900_000)
                guard case .accepted = try await writer.ask(.send(message)) else { return }
            }
            let slow = try await person.signIn(port: server.port)
            slow.read(false)
            let pages: UInt32 = 40
            for page in 1...pages {
                slow.send(
                    .fetchMessages(conversation: id, after: 0, limit: 10),
                    number: 1_000 + page
                )
            }
            // The requests behind that of the slow one are answered all the while.
            for _ in 0..<50 {
                #expect(try await writer.ask(.ping) == .done)
                try await Task.sleep(for: .milliseconds(20))
            }
            slow.read(true)
            var answers: UInt32 = 0
            do {
                for try await frame in slow.frames where frame.request > 1_000 { answers += 1 }
            } catch {}
            #expect(answers < pages)
        }
    }
}
