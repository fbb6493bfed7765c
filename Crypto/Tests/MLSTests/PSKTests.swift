import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import Testing

@Suite("Pre-shared keys, RFC 9420 §8.4")
struct PSKTests {
    private let id = Array("shared".utf8)
    private let secret = SecretBytes(copying: [UInt8](repeating: 7, count: 32))

    @Test("an external key is needed by members and newcomers, and keeps others out")
    func external() throws {
        var group = try makeGroup(["alice", "bob"])
        var store = PSKStore()
        store.insert(external: id, secret: secret)
        var newcomer = Device("carol")
        let bundle = try newcomer.keyPackage()
        var request = CommitRequest()
        request.psks = [.external(id: id)]
        request.add = [bundle.keyPackage]
        #expect(throws: CommitCreationError.self) { try group[0].commit(request) }
        let pending = try group[0].commit(request, psks: store)
        #expect(throws: ProcessError.self) { try group[1].receive(pending.message) }
        guard
            case .commit(let staged) = try group[1].state.process(
                pending.message,
                psks: store,
                policy: policy,
                provider: provider
            )
        else {
            Issue.record("not a commit")
            return
        }
        group[1].state.apply(staged)
        group[0].state.apply(pending)
        #expect(throws: JoinError.self) { try newcomer.join(pending, with: bundle) }
        newcomer.group = try GroupState.join(
            welcome: try #require(pending.welcome),
            bundle: bundle,
            identity: newcomer.identity,
            ratchetTree: nil,
            psks: store,
            policy: policy,
            provider: provider
        )
        #expect(agree(group + [newcomer]))
    }

    @Test("a wrong key is noticed by the confirmation tag")
    func wrong() throws {
        var group = try makeGroup(["alice", "bob"])
        var right = PSKStore()
        right.insert(external: id, secret: secret)
        var wrong = PSKStore()
        wrong.insert(external: id, secret: .init(copying: [UInt8](repeating: 8, count: 32)))
        var request = CommitRequest()
        request.psks = [.external(id: id)]
        let pending = try group[0].commit(request, psks: right)
        #expect(throws: ProcessError.unauthenticated) {
            try group[1].state.process(
                pending.message,
                psks: wrong,
                policy: policy,
                provider: provider
            )
        }
    }

    @Test("members know the secrets of the group's own epochs")
    func resumption() throws {
        var group = try makeGroup(["alice", "bob"])
        let past = group[0].state.epoch
        let renewal = try group[0].commit()
        group[0].state.apply(renewal)
        try group[1].follow(renewal)
        try group[1].restart()
        let pending = try group[0].commit {
            $0.psks = [
                .resumption(usage: .application, groupID: GroupID(Array("group".utf8)), epoch: past)
            ]
        }
        try group[1].follow(pending)
        group[0].state.apply(pending)
        #expect(agree(group))
    }

    @Test("a resumption secret is that of the named group, not the own one of the same epoch")
    func resumptionOfAnotherGroup() throws {
        var group = try makeGroup(["alice", "bob"])
        let renewal = try group[0].commit()
        group[0].state.apply(renewal)
        try group[1].follow(renewal)
        let other = GroupID(Array("another group".utf8))
        let epoch = Epoch(rawValue: 1)
        #expect(group[0].state.resumptionSecret(of: epoch) != nil)
        var request = CommitRequest()
        request.psks = [.resumption(usage: .application, groupID: other, epoch: epoch)]
        #expect(throws: CommitCreationError.self) { try group[0].commit(request, psks: PSKStore()) }

        var store = PSKStore()
        store.insert(resumptionOf: other, epoch: epoch, secret: secret)
        let pending = try group[0].commit(request, psks: store)
        let error = #expect(throws: ProcessError.self) { try group[1].follow(pending) }
        guard case .missingPSK? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let outcome = try group[1].state.process(
            pending.message,
            psks: store,
            policy: policy,
            provider: provider
        )
        guard case .commit(let staged) = outcome else {
            Issue.record("no commit")
            return
        }
        group[1].state.apply(staged)
        group[0].state.apply(pending)
        #expect(agree(group))
    }
}
