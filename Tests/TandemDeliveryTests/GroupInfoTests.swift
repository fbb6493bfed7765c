import MLS
import MLSWire
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("What newcomers are given of a group, docs/protocol.md", .scratch)
struct GroupInfoTests {
    /// A statement with other extensions, signed anew by one who may.
    private func signed(
        _ info: GroupInfo,
        by device: TestDevice,
        _ extensions: (inout [Extension]) -> Void
    ) throws -> [UInt8] {
        var info = info
        extensions(&info.extensions)
        info.signature = try provider.signWithLabel(
            suite,
            privateKey: device.keyPair.privateKey,
            label: Labels.groupInfo,
            info.toBeSigned
        )
        return MLSMessage.groupInfo(info).encoded
    }

    private func replaceKey(_ extensions: inout [Extension], by key: [UInt8]?) {
        extensions.removeAll { $0.type == .externalPub }
        guard let key else { return }
        extensions.append(Extension(ExternalPub(externalPub: HPKEPublicKey(key))))
    }

    @Test(
        "a commit whose statement lets nobody come back is refused",
        arguments: [nil, [], [1, 2, 3], [UInt8](repeating: 0, count: 32)]
    )
    func commit(key: [UInt8]?) async throws {
        var pair = try await TestPair(in: TestWorld())
        let pending = try pair.annView.commit(CommitRequest())
        let right = TestConversation.frame(pending, in: pair.id)
        let wrong = OutgoingCommit(
            conversation: right.conversation,
            message: right.message,
            epoch: right.epoch,
            commit: right.commit,
            groupInfo: try signed(pending.groupInfo, by: pair.ann) { replaceKey(&$0, by: key) },
            welcome: nil,
            welcomed: []
        )
        let refused = ServerMessage.error(ErrorAnswer(.invalidCommit))
        #expect(try await pair.annSocket.ask(.sendCommit(wrong)) == refused)
        guard case .accepted = try await pair.annSocket.ask(.sendCommit(right)) else {
            Issue.record("the right one was refused")
            return
        }
    }

    @Test("a conversation is founded with a statement that lets its devices come back")
    func founding() async throws {
        let world = try TestWorld()
        let (_, ann) = try await world.register("+4915100000001")
        let view = try TestConversation(by: ann, kind: .own)
        let info = try view.group.groupInfo(
            withTree: true,
            identity: ann.client,
            provider: provider
        )
        let wrong = try signed(info, by: ann) { replaceKey(&$0, by: nil) }
        let socket = try await ann.signIn()
        #expect(
            try await socket.ask(.createConversation(groupInfo: wrong))
                == .error(ErrorAnswer(.invalidCommit))
        )
        #expect(try await socket.ask(view.creation()) == .done)
    }

    @Test("who takes part is registered, from the founding on")
    func participants() async throws {
        var pair = try await TestPair(in: TestWorld())
        let nobody = TestAccount(id: AccountID(Bytes16(high: 9, low: 9)), number: "")
        let view = try TestConversation(by: pair.ann, with: [nobody])
        let refused = ServerMessage.error(ErrorAnswer(.invalidCommit))
        #expect(try await pair.annSocket.ask(view.creation()) == refused)
        let context = ConversationContext(
            kind: .group,
            participants: [
                .init(account: pair.ann.account.id, role: .admin),
                .init(account: pair.bob.account.id, role: .member),
                .init(account: nobody.id, role: .member),
            ].sorted { $0.account.bytes.lexicographicallyPrecedes($1.account.bytes) }
        )
        var request = CommitRequest()
        request.groupContextExtensions = [
            Extension(RequiredCapabilities.conversation), Extension(context),
        ]
        let pending = try pair.annView.commit(request)
        #expect(
            try await pair.annSocket.ask(
                .sendCommit(TestConversation.frame(pending, in: pair.id))
            ) == refused
        )
    }
}
