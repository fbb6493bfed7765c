import NIOWebSocket
import TandemBytes
import MLSWire
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemServer

@Suite("The socket", .scratch)
struct SocketTests {
    @Test("only pages of this server, and programs, get in, and only with the subprotocol")
    func upgrade() async throws {
        try await RunningServer.run { server in
            _ = try await SocketClient(port: server.port)
            _ = try await SocketClient(
                port: server.port,
                origin: "http://127.0.0.1:\(server.port)"
            )
            await #expect(throws: (any Error).self) {
                try await SocketClient(port: server.port, origin: "https://attacker.example")
            }
            await #expect(throws: (any Error).self) {
                try await SocketClient(port: server.port, subprotocol: "chat")
            }
        }
    }

    @Test("a socket that sends rubbish is cut off, and another works on")
    func rubbish() async throws {
        try await RunningServer.run { server in
            let honest = try await SocketClient(port: server.port)
            let rude = try await SocketClient(port: server.port)
            for _ in 0..<8 { rude.send(raw: [0, 1, 0, 0, 0, 9]) }
            var answers = 0
            do {
                for try await frame in rude.frames where frame.request == 9 { answers += 1 }
                Issue.record("the socket was not closed")
            } catch let closed as SocketClosed {
                #expect(closed.code == .policyViolation)
            }
            #expect(answers == 8)
            #expect(try await honest.ask(.ping) == .done)
        }
    }

    @Test("a text message is refused")
    func text() async throws {
        try await RunningServer.run { server in
            let socket = try await SocketClient(port: server.port)
            socket.send(raw: Array("hello".utf8), opcode: .text)
            do {
                for try await _ in socket.frames {}
            } catch let closed as SocketClosed {
                #expect(closed.code == .unacceptableData)
            }
        }
    }

    @Test("messages go through sockets, and are there after a restart")
    func restart() async throws {
        let directory = try Scratch.directory()
        let kept = Kept()
        try await RunningServer.run({ $0.dataDirectory = directory }) { server in
            let person = try await TestPerson("+4915100000001", at: server)
            let socket = try await person.signIn(port: server.port)
            let (id, creation) = try person.ownConversation()
            #expect(try await socket.ask(creation) == .done)
            for number in 1...3 as ClosedRange<UInt64> {
                let answer = try await socket.ask(.send(numbered(number, in: id)))
                guard case .accepted(number, _) = answer else { throw Unexpected(answer: answer) }
            }
            await kept.set(person, id)
        }
        try await RunningServer.run({ $0.dataDirectory = directory }) { server in
            let (person, id) = try #require(await kept.value)
            let socket = try await person.signIn(port: server.port)
            for number in 1...3 as ClosedRange<UInt64> {
                let delivery = try await socket.next {
                    if case .message(let delivery) = $0.body { delivery } else { nil }
                }
                #expect(delivery.conversation == id && delivery.sequence == number)
                #expect(delivery.message == .numbered(number))
            }
        }
    }
}

/// What one server run leaves for the next.
actor Kept {
    private(set) var value: (TestPerson, ConversationID)?

    func set(_ person: TestPerson, _ id: ConversationID) { value = (person, id) }
}

/// A message that is easy to recognise; the server looks at its header only.
func numbered(
    _ number: UInt64,
    in id: ConversationID,
    byteCount: Int = 300
) -> OutgoingMessage {
    OutgoingMessage(
        conversation: id,
        message: .numbered(number),
        kind: .application,
        epoch: 0,
        body: MLSMessage.privateMessage(
            PrivateMessage(
                groupID: GroupID(id.bytes),
                epoch: Epoch(rawValue: 0),
                contentType: .application,
                authenticatedData: [],
                encryptedSenderData: [1],
                ciphertext: [UInt8](repeating: 7, count: byteCount)
            )
        ).encoded
    )
}
