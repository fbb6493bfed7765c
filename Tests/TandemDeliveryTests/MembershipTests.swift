import MLS
import MLSWire
import TandemBytes
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("Who comes into a conversation, and who goes, docs/protocol.md", .scratch)
struct MembershipTests {
    @Test("a commit by another device than the one that sends it is refused")
    func borrowedCommit() async throws {
        var pair = try await TestPair(in: TestWorld())
        let pending = try pair.annView.commit(CommitRequest())
        #expect(
            try await pair.bobSocket.ask(
                .sendCommit(TestConversation.frame(pending, in: pair.id))
            )
                == .error(ErrorAnswer(.invalidCommit))
        )
    }

    @Test("a member that is no admin cannot remove another, but an admin can")
    func removal() async throws {
        var pair = try await TestPair(in: TestWorld())
        var request = CommitRequest()
        request.remove = [try pair.bobView.leaf(of: pair.ann)]
        let byBob = try pair.bobView.commit(request)
        #expect(
            try await pair.bobSocket.ask(.sendCommit(TestConversation.frame(byBob, in: pair.id)))
                == .error(ErrorAnswer(.invalidCommit))
        )

        request.remove = [try pair.annView.leaf(of: pair.bob)]
        request.groupContextExtensions = pair.annAlone
        let byAnn = try pair.annView.commit(request)
        let answer = try await pair.annSocket.ask(
            .sendCommit(TestConversation.frame(byAnn, in: pair.id))
        )
        guard case .accepted(2, _) = answer else { throw Unexpected(answer) }
        let farewell = try await pair.bobSocket.push {
            if case .message(let delivery) = $0, delivery.sequence == 2 { delivery } else { nil }
        }
        #expect(farewell.kind == .commit)
        pair.annView.group.apply(byAnn)
        _ = try await pair.annSocket.ask(.send(try pair.annView.text("without Bob")))
        #expect(pair.bobSocket.deliveries(in: pair.id).map(\.sequence).max() == 2)
        let fetched = try await pair.bobSocket.ask(
            .fetchMessages(conversation: pair.id, after: 0, limit: 9)
        )
        guard case .messages(let items, _) = fetched else { throw Unexpected(fetched) }
        #expect(items.map(\.sequence).max() == 2)
    }

    @Test("a member leaves by proposals of its own, which any member commits")
    func leaving() async throws {
        var pair = try await TestPair(in: TestWorld())
        let body = try pair.bobView.proposeRemoval(of: pair.bob)
        let proposed = try await pair.bobSocket.ask(.send(body))
        guard case .accepted(2, _) = proposed else { throw Unexpected(proposed) }
        _ = try pair.annView.group.process(body.body, policy: OpenPolicy(), provider: provider)
        var request = CommitRequest()
        request.groupContextExtensions = pair.annAlone
        let pending = try pair.annView.commit(request)
        let answer = try await pair.annSocket.ask(
            .sendCommit(TestConversation.frame(pending, in: pair.id))
        )
        guard case .accepted(3, _) = answer else { throw Unexpected(answer) }
    }

    @Test("nobody can propose the removal of somebody else")
    func foreignProposal() async throws {
        var pair = try await TestPair(in: TestWorld())
        let body = try pair.bobView.proposeRemoval(of: pair.ann)
        #expect(
            try await pair.bobSocket.ask(.send(body)) == .error(ErrorAnswer(.notAllowed))
        )
    }

    @Test("only listed devices of participants are added")
    func unlistedDevice() async throws {
        var pair = try await TestPair(in: TestWorld())
        let unlisted = try pair.bob.account.addDevice(.linked, in: pair.world)
        var request = CommitRequest()
        request.add = [try unlisted.keyPackage().keyPackage]
        let early = try pair.annView.commit(request)
        #expect(
            try await pair.annSocket.ask(
                .sendCommit(TestConversation.frame(early, in: pair.id, welcomed: [unlisted]))
            )
                == .error(ErrorAnswer(.invalidCommit))
        )
        _ = try await pair.bobSocket.ask(
            .updateDeviceList(try pair.bob.account.nextList())
        )
        let later = try pair.annView.commit(request)
        let answer = try await pair.annSocket.ask(
            .sendCommit(TestConversation.frame(later, in: pair.id, welcomed: [unlisted]))
        )
        guard case .accepted = answer else { throw Unexpected(answer) }
        let socket = try await unlisted.signIn()
        let mail = try await socket.push { if case .mail(let mail) = $0 { mail } else { nil } }
        #expect(mail.kind == .welcome)
    }

    @Test("the Welcome must be for exactly those who are added")
    func welcomed() async throws {
        var pair = try await TestPair(in: TestWorld())
        let (_, eve) = try await pair.world.register("+4915100000003")
        let pending = try pair.annView.commit(CommitRequest())
        #expect(
            try await pair.annSocket.ask(
                .sendCommit(TestConversation.frame(pending, in: pair.id, welcomed: [eve]))
            )
                == .error(ErrorAnswer(.invalidCommit))
        )
    }

    @Test("a device that lost its state comes back by an external commit, and gets its echo")
    func resync() async throws {
        let pair = try await TestPair(in: TestWorld())
        let answer = try await pair.bobSocket.ask(.fetchGroupInfo(pair.id))
        guard case .groupInfoFound(let info, let tree, 1) = answer,
            case .groupInfo(let groupInfo) = try MLSMessage(exactly: info)
        else { throw Unexpected(answer) }
        let pending = try GroupState.joinExternally(
            groupInfo: groupInfo,
            ratchetTree: try RatchetTree(RatchetTreeNodes(exactly: tree)),
            identity: pair.bob.client,
            replacing: try pair.bobView.leaf(of: pair.bob),
            policy: OpenPolicy(),
            now: pair.world.clock.now.milliseconds / 1000,
            provider: provider
        )
        let accepted = try await pair.bobSocket.ask(
            .sendCommit(TestConversation.frame(pending, in: pair.id))
        )
        guard case .accepted(2, _) = accepted else { throw Unexpected(accepted) }
        let echo = try await pair.bobSocket.push {
            if case .message(let delivery) = $0, delivery.sequence == 2 { delivery } else { nil }
        }
        #expect(echo.body == pending.message)
    }

    @Test("a stranger cannot join by an external commit")
    func externalStranger() async throws {
        let pair = try await TestPair(in: TestWorld())
        let (_, eve) = try await pair.world.register("+4915100000003")
        let socket = try await eve.signIn()
        let info = try pair.annView.group.groupInfo(
            withTree: true,
            identity: pair.ann.client,
            provider: provider
        )
        let pending = try GroupState.joinExternally(
            groupInfo: info,
            ratchetTree: nil,
            identity: eve.client,
            replacing: nil,
            policy: OpenPolicy(),
            now: pair.world.clock.now.milliseconds / 1000,
            provider: provider
        )
        #expect(
            try await socket.ask(.sendCommit(TestConversation.frame(pending, in: pair.id)))
                == .error(ErrorAnswer(.invalidCommit))
        )
    }

    @Test("a conversation cannot be founded twice, nor with somebody else's leaf")
    func creation() async throws {
        let pair = try await TestPair(in: TestWorld())
        let view = try TestConversation(by: pair.ann, with: [pair.bob.account])
        #expect(try await pair.bobSocket.ask(view.creation()) == .error(ErrorAnswer(.notAllowed)))
        #expect(try await pair.annSocket.ask(view.creation()) == .done)
        #expect(
            try await pair.annSocket.ask(view.creation()) == .error(ErrorAnswer(.alreadyExists))
        )
    }
}
