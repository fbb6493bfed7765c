import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import Testing

@Suite("External commits, RFC 9420 §12.4.3.2")
struct ExternalJoinTests {
    private func join(
        _ device: Device,
        of member: Device,
        replacing: LeafIndex? = nil,
        withTree: Bool = true
    ) throws -> PendingCommit {
        let info = try member.state.groupInfo(
            withTree: withTree,
            identity: member.identity,
            provider: provider
        )
        return try GroupState.joinExternally(
            groupInfo: info,
            ratchetTree: withTree ? nil : member.state.tree,
            identity: device.identity,
            replacing: replacing,
            policy: policy,
            now: now,
            provider: provider
        )
    }

    @Test(
        "a client joins by itself, with the tree in the GroupInfo or beside it",
        arguments: [true, false]
    )
    func joining(withTree: Bool) throws {
        var group = try makeGroup(["alice", "bob"])
        var carol = Device("carol")
        let pending = try PendingCommit(
            exactly: try join(carol, of: group[1], withTree: withTree).encoded
        )
        for index in group.indices {
            let staged = try group[index].follow(pending)
            #expect(
                staged.joined?.leafNode.signatureKey.bytes
                    == carol.identity.signatureKeyPair.publicKey
            )
        }
        carol.group = pending.nextState
        #expect(agree(group + [carol]))
        let message = try carol.send("I am in")
        #expect(try group[0].read(message) == "I am in")
        let next = try group[0].commit()
        try carol.follow(next)
        group[0].state.apply(next)
        #expect(carol.state.epochAuthenticator == group[0].state.epochAuthenticator)
    }

    @Test("a client that lost its state comes back in its own place")
    func resync() throws {
        var group = try makeGroup(["alice", "bob", "carol"])
        let bob = group[1].index
        let old = group[1]
        let pending = try join(group[1], of: group[0], replacing: bob)
        try group[0].follow(pending)
        try group[2].follow(pending)
        group[1].group = pending.nextState
        #expect(agree(group))
        #expect(group[1].index == bob)
        #expect(group[0].state.members.count == 3)
        var forgotten = old
        #expect(try forgotten.follow(pending).selfRemoved)
    }

    @Test("a client that is in the group cannot join twice")
    func twice() throws {
        var group = try makeGroup(["alice", "bob"])
        let info = try group[0].state.groupInfo(
            withTree: true,
            identity: group[0].identity,
            provider: provider
        )
        let pending = try? GroupState.joinExternally(
            groupInfo: info,
            ratchetTree: nil,
            identity: group[1].identity,
            replacing: nil,
            policy: policy,
            now: now,
            provider: provider
        )
        if let pending {
            #expect(throws: ProcessError.self) { try group[0].receive(pending.message) }
        }
    }

    @Test("the GroupInfo of a pending commit lets others in once it is accepted")
    func groupInfoOfPendingCommit() throws {
        var group = try makeGroup(["alice", "bob"])
        let renewal = try group[0].commit()
        group[0].state.apply(renewal)
        try group[1].follow(renewal)
        var carol = Device("carol")
        let pending = try GroupState.joinExternally(
            groupInfo: renewal.groupInfo,
            ratchetTree: group[0].state.tree,
            identity: carol.identity,
            replacing: nil,
            policy: policy,
            now: now,
            provider: provider
        )
        for index in group.indices { try group[index].follow(pending) }
        carol.group = pending.nextState
        #expect(agree(group + [carol]))
    }
}
