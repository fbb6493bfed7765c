import MLS
import MLSWire
import TandemBytes
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("Messages in conversations, docs/protocol.md", .scratch)
struct ConversationTests {
    @Test("a message reaches the other and comes back to its sender, once, in order")
    func send() async throws {
        var pair = try await TestPair(in: TestWorld())
        for text in ["one", "two", "three"] {
            pair.annSocket.post(.send(try pair.annView.text(text)))
        }
        _ = try await pair.annSocket.wait {
            pair.bobSocket.deliveries(in: pair.id).count == 3 ? true : nil
        }
        let seen = pair.bobSocket.deliveries(in: pair.id)
        #expect(seen.map(\.sequence) == [2, 3, 4])
        #expect(seen.allSatisfy { $0.sender == pair.ann.identity && $0.kind == .application })
        #expect(pair.annSocket.deliveries(in: pair.id).map(\.sequence) == [1, 2, 3, 4])
        for (delivery, text) in zip(seen, ["one", "two", "three"]) {
            let outcome = try pair.bobView.group.process(
                delivery.body,
                policy: OpenPolicy(),
                provider: provider
            )
            guard case .application(let message) = outcome else { throw NothingCame() }
            #expect(message.data == Array(text.utf8))
        }
    }

    @Test("a message that is sent again is answered as before and stored once")
    func once() async throws {
        var pair = try await TestPair(in: TestWorld())
        let message = try pair.annView.text("hello")
        let first = try await pair.annSocket.ask(.send(message))
        pair.world.clock.advance(seconds: 5)
        #expect(try await pair.annSocket.ask(.send(message)) == first)
        let fetched = try await pair.bobSocket.ask(
            .fetchMessages(conversation: pair.id, after: 1, limit: 10)
        )
        guard case .messages(let items, let more) = fetched else { throw Unexpected(fetched) }
        #expect(items.map(\.sequence) == [2] && !more)
    }

    @Test("of two commits of one epoch exactly one wins; the other is told the epoch")
    func race() async throws {
        var pair = try await TestPair(in: TestWorld())
        let fromAnn = try pair.annView.commit(CommitRequest())
        let fromBob = try pair.bobView.commit(CommitRequest())
        let annRequest = pair.annSocket.post(
            .sendCommit(TestConversation.frame(fromAnn, in: pair.id))
        )
        let bobRequest = pair.bobSocket.post(
            .sendCommit(TestConversation.frame(fromBob, in: pair.id))
        )
        let answers = [
            try await pair.annSocket.answer(to: annRequest),
            try await pair.bobSocket.answer(to: bobRequest),
        ]
        let accepted = answers.filter { if case .accepted = $0 { true } else { false } }
        #expect(accepted.count == 1)
        #expect(answers.contains(.error(ErrorAnswer(.staleEpoch, value: 2))))
        #expect(pair.annSocket.deliveries(in: pair.id).count { $0.kind == .commit } == 2)
    }

    @Test("a commit that is sent again after its epoch is answered as before")
    func commitAgain() async throws {
        var pair = try await TestPair(in: TestWorld())
        let pending = try pair.annView.commit(CommitRequest())
        let frame = TestConversation.frame(pending, in: pair.id)
        let first = try await pair.annSocket.ask(.sendCommit(frame))
        guard case .accepted = first else { throw Unexpected(first) }
        #expect(try await pair.annSocket.ask(.sendCommit(frame)) == first)
    }

    @Test("a message of an epoch that is over is refused")
    func staleMessage() async throws {
        var pair = try await TestPair(in: TestWorld())
        let late = try pair.bobView.text("late")
        let pending = try pair.annView.commit(CommitRequest())
        _ = try await pair.annSocket.ask(
            .sendCommit(TestConversation.frame(pending, in: pair.id))
        )
        #expect(
            try await pair.bobSocket.ask(.send(late))
                == .error(ErrorAnswer(.staleEpoch, value: 2))
        )
    }

    @Test("who is not in a conversation can neither send to it nor read it")
    func stranger() async throws {
        var pair = try await TestPair(in: TestWorld())
        let (_, eve) = try await pair.world.register("+4915100000003")
        let socket = try await eve.signIn()
        let stolen = try pair.annView.text("not mine")
        let refused = ServerMessage.error(ErrorAnswer(.notFound))
        #expect(try await socket.ask(.send(stolen)) == refused)
        #expect(
            try await socket.ask(.fetchMessages(conversation: pair.id, after: 0, limit: 9))
                == refused
        )
        #expect(try await socket.ask(.fetchGroupInfo(pair.id)) == refused)
    }

    @Test("what a device missed comes when it is back, and what it acknowledged does not")
    func backlog() async throws {
        let world = try TestWorld()
        var pair = try await TestPair(in: world)
        pair.bobSocket.disconnect()
        for number in 1...20 {
            _ = try await pair.annSocket.ask(.send(try pair.annView.text("\(number)")))
        }
        let second = try await pair.bob.signIn()
        #expect(second.deliveries(in: pair.id).map(\.sequence) == Array(2...21))
        let heads = try await second.push { if case .heads(let heads) = $0 { heads } else { nil } }
        #expect(
            heads == [
                ConversationHead(conversation: pair.id, epoch: 1, head: 21, acknowledged: 1)
            ]
        )
        second.post(.acknowledge(conversation: pair.id, sequence: 15))
        second.post(.acknowledgeMail(sequence: .max))
        await world.service.flush()
        second.disconnect()
        let third = try await pair.bob.signIn()
        #expect(third.deliveries(in: pair.id).map(\.sequence) == Array(16...21))
        #expect(!third.pushes.contains { if case .mail = $0 { true } else { false } })
    }

    @Test("typing reaches the others who are there, and is not kept")
    func ephemeral() async throws {
        let pair = try await TestPair(in: TestWorld())
        pair.annSocket.post(.sendEphemeral(conversation: pair.id, body: [1, 2, 3]))
        let body = try await pair.bobSocket.push {
            if case .ephemeral(_, let sender, let body) = $0, sender == pair.ann.identity.device {
                body
            } else {
                nil
            }
        }
        #expect(body == [1, 2, 3])
        #expect(!pair.annSocket.pushes.contains { if case .ephemeral = $0 { true } else { false } })
    }

    @Test("a server that is started again has everything, proposals included")
    func restart() async throws {
        let world = try TestWorld()
        var pair = try await TestPair(in: world)
        _ = try await pair.annSocket.ask(.send(try pair.annView.text("kept")))
        let body = try pair.bobView.proposeRemoval(of: pair.bob)
        _ = try await pair.bobSocket.ask(.send(body))
        _ = try pair.annView.group.process(body.body, policy: OpenPolicy(), provider: provider)

        let again = try TestWorld(path: world.path)
        let ann = try pair.ann.moved(to: again)
        let socket = try await ann.signIn()
        #expect(socket.deliveries(in: pair.id).map(\.sequence) == [1, 2, 3])
        var request = CommitRequest()
        request.groupContextExtensions = pair.annAlone
        let pending = try pair.annView.commit(request)
        let answer = try await socket.ask(
            .sendCommit(TestConversation.frame(pending, in: pair.id))
        )
        guard case .accepted(4, _) = answer else { throw Unexpected(answer) }
    }
}
