import MLS
import MLSWire
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("How large conversations may be, and how many, docs/protocol.md", .scratch)
struct GroupLimitTests {
    @Test("a group does not grow beyond its limit, but may shrink")
    func devices() async throws {
        var configuration = DeliveryConfiguration()
        configuration.devicesPerConversation = 2
        var pair = try await TestPair(in: TestWorld(configuration: configuration))
        let linked = try pair.ann.account.addDevice(.linked, in: pair.world)
        let list = try pair.ann.account.nextList()
        #expect(try await pair.annSocket.ask(.updateDeviceList(list)) == .done)
        var adding = CommitRequest()
        adding.add = [try linked.keyPackage().keyPackage]
        let tooMany = try pair.annView.commit(adding)
        #expect(
            try await pair.annSocket.ask(
                .sendCommit(TestConversation.frame(tooMany, in: pair.id, welcomed: [linked]))
            ) == .error(ErrorAnswer(.tooLarge))
        )
        let renewal = TestConversation.frame(try pair.bobView.commit(CommitRequest()), in: pair.id)
        guard case .accepted = try await pair.bobSocket.ask(.sendCommit(renewal)) else {
            Issue.record("a commit that adds nobody was refused")
            return
        }
    }

    @Test("an account founds so many conversations within an hour")
    func foundings() async throws {
        var configuration = DeliveryConfiguration()
        configuration.conversationsPerAccountAndHour = 3
        let world = try TestWorld(configuration: configuration)
        let (_, ann) = try await world.register("+4915100000001")
        let socket = try await ann.signIn()
        for _ in 0..<3 {
            #expect(try await socket.ask(TestConversation(by: ann, kind: .own).creation()) == .done)
        }
        let fourth = try await socket.ask(TestConversation(by: ann, kind: .own).creation())
        #expect(fourth == .error(ErrorAnswer(.rateLimited, retryAfterSeconds: 3_600)))
        world.clock.advance(seconds: 3_600)
        #expect(try await socket.ask(TestConversation(by: ann, kind: .own).creation()) == .done)
    }

    @Test("nobody founds a conversation with others in it: they come by commits")
    func strangersAtFounding() async throws {
        let world = try TestWorld()
        let (_, ann) = try await world.register("+4915100000001")
        let (_, bob) = try await world.register("+4915100000002")
        var view = try TestConversation(by: ann, with: [bob.account])
        var adding = CommitRequest()
        adding.add = [try bob.keyPackage().keyPackage]
        let pending = try view.commit(adding)
        view.group.apply(pending)
        // A group of two, said to be at its beginning, and signed by one who is in it.
        var info = try view.group.groupInfo(
            withTree: true,
            identity: ann.client,
            provider: provider
        )
        info.groupContext.epoch = Epoch(rawValue: 0)
        info.signature = try provider.signWithLabel(
            suite,
            privateKey: ann.keyPair.privateKey,
            label: Labels.groupInfo,
            info.toBeSigned
        )
        let creation = Request.createConversation(groupInfo: MLSMessage.groupInfo(info).encoded)
        #expect(try await ann.signIn().ask(creation) == .error(ErrorAnswer(.notAllowed)))
        #expect(try await world.service.store.heads(of: bob.identity.device).isEmpty)
    }
}
