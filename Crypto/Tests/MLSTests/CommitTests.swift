import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import Testing

@Suite("Commits, RFC 9420 §12.4")
struct CommitTests {
    @Test("of two commits in one epoch one wins, and the loser commits anew")
    func lostRace() throws {
        var group = try makeGroup(["alice", "bob", "carol"])
        let winning = try group[0].commit()
        let losing = try group[1].commit()
        group[0].state.apply(winning)
        try group[1].follow(winning)
        try group[2].follow(winning)
        guard case .stale = try group[2].receive(losing.message) else {
            Issue.record("a second commit of the epoch was taken")
            return
        }
        let anew = try group[1].commit()
        try group[0].follow(anew)
        try group[2].follow(anew)
        group[1].state.apply(anew)
        #expect(agree(group))
    }

    @Test("a pending commit survives a restart, accepted or refused")
    func restart() throws {
        var group = try makeGroup(["alice", "bob"])
        var dave = Device("dave")
        let bundle = try KeyPackageBundle(exactly: try dave.keyPackage().encoded)
        let pending = try group[0].commit { $0.add = [bundle.keyPackage] }
        try group[0].restart()
        let stored = try PendingCommit(exactly: pending.encoded)
        #expect(stored.encoded == pending.encoded)
        let message = try group[1].send("while it was under way")
        #expect(try group[0].read(message) == "while it was under way")
        try group[1].follow(stored)
        group[0].state.apply(stored)
        guard case .duplicate = try group[0].receive(message) else {
            Issue.record("what was read before the commit was applied is read again")
            return
        }
        try dave.join(stored, with: bundle)
        #expect(agree(group + [dave]))
        #expect(stored.nextState.epochAuthenticator == group[0].state.epochAuthenticator)
    }

    @Test("a staged commit changes nothing until it is applied")
    func staging() throws {
        var group = try makeGroup(["alice", "bob"])
        let pending = try group[0].commit()
        let before = group[1].state.encoded
        guard case .commit(let staged) = try group[1].receive(pending.message) else {
            Issue.record("not a commit")
            return
        }
        #expect(group[1].state.encoded == before)
        #expect(staged.newContext.epoch == pending.nextState.epoch)
        #expect(staged.change.newCommitter?.leafIndex == group[0].index)
    }

    @Test("proposals of others are carried out by reference, own Updates with their new key")
    func byReference() throws {
        var group = try makeGroup(["alice", "bob", "carol", "dave"])
        let update = try group[1].state.proposeUpdate(
            identity: group[1].identity,
            policy: policy,
            provider: provider
        )
        let leaving = try group[3].state.proposeRemove(
            group[3].index,
            identity: group[3].identity,
            policy: policy,
            provider: provider
        )
        for index in group.indices {
            if index != 1 { _ = try group[index].receive(update) }
            if index != 3 { _ = try group[index].receive(leaving) }
        }
        try group[1].restart()
        #expect(throws: ProtectError.pendingProposals) { try group[2].send("too soon") }
        let pending = try group[2].commit()
        for index in [0, 1, 3] { try group[index].follow(pending) }
        group[2].state.apply(pending)
        #expect(agree(Array(group[0...2])))
        #expect(group[3].state.isRemoved)
        let message = try group[1].send("with a new key")
        #expect(try group[0].read(message) == "with a new key")
    }

    @Test("a commit whose proposal did not come says which, and is processed after it")
    func missingProposal() throws {
        var group = try makeGroup(["alice", "bob", "carol"])
        let update = try group[1].state.proposeUpdate(
            identity: group[1].identity,
            policy: policy,
            provider: provider
        )
        guard case .proposal(let reference, _, _) = try group[0].receive(update) else {
            Issue.record("not a proposal")
            return
        }
        let pending = try group[0].commit()
        #expect(throws: ProcessError.missingProposal(reference)) {
            try group[2].receive(pending.message)
        }
        _ = try group[2].receive(update)
        try group[2].follow(pending)
        try group[1].follow(pending)
        group[0].state.apply(pending)
        #expect(agree(group))
    }

    @Test("pending proposals that contradict each other do not stop a commit")
    func contradictions() throws {
        var group = try makeGroup(["alice", "bob", "carol"])
        let carol = group[2].index
        let removals = try [0, 1].map { sender in
            try group[sender].state.proposeRemove(
                carol,
                identity: group[sender].identity,
                policy: policy,
                provider: provider
            )
        }
        let update = try group[2].state.proposeUpdate(
            identity: group[2].identity,
            policy: policy,
            provider: provider
        )
        for index in group.indices {
            for message in removals + [update] { _ = try group[index].receive(message) }
        }
        let pending = try group[1].commit()
        try group[0].follow(pending)
        group[1].state.apply(pending)
        #expect(group[1].state.members.count == 2)
        #expect(agree(Array(group[0...1])))
    }

    @Test("adding without a path keeps the committer's keys")
    func withoutPath() throws {
        var group = try makeGroup(["alice", "bob"])
        let leaf = group[0].state.members[0].leafNode
        var dave = Device("dave")
        let bundle = try dave.keyPackage()
        let pending = try group[0].commit { $0.add = [bundle.keyPackage] }
        try group[1].follow(pending)
        group[0].state.apply(pending)
        try dave.join(pending, with: bundle)
        #expect(group[0].state.members[0].leafNode == leaf)
        let renewing = try dave.commit { $0.forcePath = true }
        for index in group.indices { try group[index].follow(renewing) }
        dave.state.apply(renewing)
        #expect(agree(group + [dave]))
    }

    @Test("handshakes travel encrypted when asked to")
    func privateHandshakes() throws {
        var group = try makeGroup(["alice", "bob"])
        let proposal = try group[1].state.proposeUpdate(
            framing: .privateMessage,
            identity: group[1].identity,
            policy: policy,
            provider: provider
        )
        _ = try group[0].receive(proposal)
        let pending = try group[0].commit { $0.framing = .privateMessage }
        guard case .privateMessage = try MLSMessage(exactly: pending.message) else {
            Issue.record("the commit is readable")
            return
        }
        try group[1].follow(pending)
        group[0].state.apply(pending)
        #expect(agree(group))
    }

    @Test("two private commits of one epoch use two generations")
    func privateCommitGenerations() throws {
        var group = try makeGroup(["alice", "bob"])
        let first = try group[0].commit { $0.framing = .privateMessage }
        let second = try group[0].commit { $0.framing = .privateMessage }
        #expect(first.message != second.message)
        guard case .commit = try group[1].receive(first.message),
            case .commit(let staged) = try group[1].receive(second.message)
        else {
            Issue.record("a generation was used twice")
            return
        }
        group[1].state.apply(staged)
        group[0].state.apply(second)
        #expect(agree(group))
    }

    @Test("new group extensions reach everybody, and must be supported by all")
    func groupContextExtensions() throws {
        var group = try makeGroup(["alice", "bob"])
        let roles = Extension(type: ExtensionType(rawValue: 0xf0a0), data: [1, 2, 3])
        let pending = try group[0].commit { $0.groupContextExtensions = [roles] }
        let staged = try group[1].follow(pending)
        group[0].state.apply(pending)
        #expect(staged.change.hasNewExtensions)
        #expect(group[1].state.context.extensions == [roles])
        let unknown = Extension(type: ExtensionType(rawValue: 0xf0ff), data: [])
        #expect(throws: CommitCreationError.self) {
            try group[0].commit { $0.groupContextExtensions = [unknown] }
        }
    }

    @Test("the leaf's extensions change by a commit")
    func leafExtensions() throws {
        var group = try makeGroup(["alice", "bob"])
        let certificate = Extension(type: ExtensionType(rawValue: 0xf0a0), data: [9])
        let pending = try group[0].commit { $0.newLeafExtensions = [certificate] }
        try group[1].follow(pending)
        group[0].state.apply(pending)
        #expect(group[1].state.members[0].leafNode.extensions == [certificate])
    }

    @Test("after a ReInit nothing more is sent")
    func reInit() throws {
        var group = try makeGroup(["alice", "bob"])
        let successor = ReInit(
            groupID: GroupID([7]),
            cipherSuite: CipherSuiteNumber(suite),
            extensions: []
        )
        let pending = try group[0].commit { $0.reInit = successor }
        let staged = try group[1].follow(pending)
        group[0].state.apply(pending)
        #expect(staged.reInit == successor)
        #expect(agree(group))
        #expect(throws: ProtectError.groupEnded) { try group[1].send("too late") }
        #expect(throws: CommitCreationError.groupEnded) { try group[0].commit() }
    }
}
