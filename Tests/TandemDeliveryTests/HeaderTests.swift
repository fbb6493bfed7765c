import MLSWire
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("What the server asks of a message's header, docs/protocol.md", .scratch)
struct HeaderTests {
    /// A message whose header says something else than the frame around it.
    private func altered(
        _ message: OutgoingMessage,
        _ change: (inout PrivateMessage) -> Void
    ) throws -> OutgoingMessage {
        guard case .privateMessage(var inner) = try MLSMessage(exactly: message.body) else {
            throw NothingCame()
        }
        change(&inner)
        return with(body: MLSMessage.privateMessage(inner).encoded, message)
    }

    private func with(body: [UInt8], _ message: OutgoingMessage) -> OutgoingMessage {
        OutgoingMessage(
            conversation: message.conversation,
            message: message.message,
            kind: .application,
            epoch: message.epoch,
            body: body
        )
    }

    @Test("a message of another epoch, group or kind than its frame says is refused")
    func headers() async throws {
        var pair = try await TestPair(in: TestWorld())
        let message = try pair.annView.text("hello")
        let wrong = [
            try altered(message) { $0.epoch = Epoch(rawValue: $0.epoch.rawValue + 1) },
            try altered(message) { $0.epoch = Epoch(rawValue: .max) },
            try altered(message) { $0.groupID = GroupID([UInt8](repeating: 1, count: 16)) },
            try altered(message) { $0.contentType = .commit },
            with(body: [], message), with(body: [UInt8](repeating: 7, count: 300), message),
            with(body: try pair.annView.proposeRemoval(of: pair.ann).body, message),
        ]
        for item in wrong {
            #expect(
                try await pair.annSocket.ask(.send(item)) == .error(ErrorAnswer(.notAllowed))
            )
        }
        guard case .accepted(2, _) = try await pair.annSocket.ask(.send(message)) else {
            Issue.record("the right one was refused")
            return
        }
        #expect(pair.bobSocket.deliveries(in: pair.id).map(\.sequence) == [2])
    }
}
