import Foundation
import TandemBytes
import TandemProtocol
import TandemTestSupport
import Testing

@Suite("A server that is killed", .serialized, .scratch)
struct KillTests {
    @Test("kill -9 in the middle of a thousand sends loses nothing acknowledged, doubles nothing")
    func kill() async throws {
        let directory = try Scratch.directory()
        let (person, id, acknowledged) = try await ServerProgram.run(directory) { server in
            try await sendUntilKilled(server, directory)
        }
        #expect(acknowledged.count >= 300 && acknowledged.count < 1_000)
        try await ServerProgram.run(directory) { server in
            let socket = try await person.signIn(port: server.port)
            for number in 1...1_000 as ClosedRange<UInt64> {
                let answer = try await socket.ask(
                    .send(numbered(number, in: id)),
                    number: UInt32(number) + 20_000
                )
                guard case .accepted(let sequence, _) = answer else {
                    throw Unexpected(answer: answer)
                }
                if let before = acknowledged[number] { #expect(sequence == before) }
            }
            let stored = try await everything(in: id, on: socket)
            #expect(stored.map(\.sequence) == Array(1...1_000))
            #expect(Set(stored.map(\.message)).count == 1_000)
        }
    }

    /// Sends a thousand messages, and kills the server when three hundred are acknowledged.
    ///
    /// - Returns: Who sent, where, and the places by the messages' numbers.
    private func sendUntilKilled(
        _ server: ServerProgram,
        _ directory: String
    ) async throws -> (TestPerson, ConversationID, [UInt64: UInt64]) {
        let running = RunningServer(port: server.port, directory: directory)
        let person = try await TestPerson("+4915100000001", at: running)
        let (id, creation) = try person.ownConversation()
        let socket = try await person.signIn(port: server.port)
        #expect(try await socket.ask(creation) == .done)
        let sending = Task {
            for number in 1...1_000 as ClosedRange<UInt64> {
                socket.send(.send(numbered(number, in: id)), number: UInt32(number) + 10_000)
                if number % 5 == 0 { try await Task.sleep(for: .milliseconds(1)) }
            }
        }
        defer { sending.cancel() }
        var acknowledged: [UInt64: UInt64] = [:]
        do {
            for try await frame in socket.frames {
                guard case .accepted(let sequence, _) = frame.body else { continue }
                acknowledged[UInt64(frame.request) - 10_000] = sequence
                if acknowledged.count == 300 { server.program.kill() }
            }
        } catch {}
        return (person, id, acknowledged)
    }

    private func everything(
        in id: ConversationID,
        on socket: SocketClient
    ) async throws -> [Delivery] {
        var found: [Delivery] = []
        while true {
            let answer = try await socket.ask(
                .fetchMessages(
                    conversation: id,
                    after: found.last?.sequence ?? 0,
                    limit: 1_000
                )
            )
            guard case .messages(let items, let more) = answer else {
                throw Unexpected(answer: answer)
            }
            found += items
            guard more else { return found }
        }
    }

    @Test("SIGTERM ends it within seconds, with a going-away close")
    func terminate() async throws {
        try await ServerProgram.run(try Scratch.directory()) { server in
            let socket = try await SocketClient(port: server.port)
            #expect(try await socket.ask(.ping) == .done)
            server.program.terminate()
            do {
                for try await _ in socket.frames {}
            } catch let closed as SocketClosed {
                #expect(closed.code == .goingAway)
            }
            #expect(try await server.program.outcome().status == 0)
        }
    }
}
