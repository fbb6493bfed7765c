import MLSWire
import TandemBytes
import TandemCrypto
import Testing

@Suite("A group as the delivery service sees it, RFC 9420 §12")
struct PublicGroupTests {
    @Test("commits add, remove and renew, epoch after epoch")
    func life() throws {
        var test = try TestGroup(3)
        try test.take(test.commit([], from: 1))
        try test.take(
            test.commit(
                [Proposal.adding(3).inFull, Proposal.adding(4).inFull],
                from: 0,
                withPath: false
            )
        )
        #expect(test.group.members.count == 5)
        try test.take(test.commit([Proposal.remove(leafIndex(1)).inFull], from: 4))
        #expect(test.group.epoch == Epoch(rawValue: 3))
        #expect(test.group.members.map(\.leafIndex.rawValue) == [0, 2, 3, 4])
        var tree = try RatchetTree(test.group.tree.exported)
        let hash = tree.treeHash(suite.hash, using: crypto)
        #expect(test.group.context.treeHash == hash)
        let isBound = tree.hasValidParentHashes(suite.hash, using: crypto)
        #expect(isBound)
    }

    @Test("proposals that were sent before are committed by their hashes")
    func references() throws {
        var test = try TestGroup(3)
        let update = Client(1).leaf(.update, key: key(555), at: 1)
        let references = [
            try test.propose(test.proposal(.update(update), from: 1)),
            try test.propose(test.proposal(.remove(leafIndex(2)), from: 2)),
        ]
        #expect(test.group.pendingProposals.map(\.reference) == references)
        try test.take(test.commit(references.map { .reference($0) }, from: 0))
        #expect(test.group.tree.leaf(at: leafIndex(1)) == update)
        #expect(!test.group.tree.isMember(leafIndex(2)))
        #expect(test.group.pendingProposals.isEmpty)
        let stale = test.commit([.reference(references[0])], from: 0)
        #expect(
            refusal(of: stale, by: test)
                == .invalidCommit(.invalidProposals(.unknownReference(references[0])))
        )
    }

    @Test("a message of another group, epoch or sender, or changed on the way, is refused")
    func messages() throws {
        let test = try TestGroup(2)
        let content = FramedContent.Content.commit(Commit(proposals: [], path: nil))
        let member = Sender.member(leafIndex(0))
        let client = Client(0)
        #expect(
            refusal(
                of: test.message(content, from: member, by: client) { $0.groupID = GroupID([1]) },
                by: test
            ) == .invalidMessage(.wrongGroup)
        )
        #expect(
            refusal(
                of: test.message(content, from: member, by: client) {
                    $0.epoch = Epoch(rawValue: 7)
                },
                by: test
            )
                == .invalidMessage(
                    .wrongEpoch(found: Epoch(rawValue: 7), expected: Epoch(rawValue: 0))
                )
        )
        #expect(
            refusal(
                of: test.message(content, from: .member(leafIndex(5)), by: client),
                by: test
            )
                == .invalidMessage(.unknownSender)
        )
        #expect(
            refusal(of: test.message(content, from: member, by: Client(1)), by: test)
                == .invalidMessage(.unauthenticated)
        )
        #expect(
            refusal(
                of: test.message(.application([1]), from: member, by: client),
                by: test
            )
                == .invalidMessage(.applicationData)
        )
        for sender in [Sender.external(senderIndex: 0), .newMemberProposal, .newMemberCommit] {
            #expect(
                refusal(of: test.message(content, from: sender, by: client), by: test)
                    == .invalidMessage(.unknownSender)
            )
        }
    }

    @Test("the policy can refuse any commit")
    func policy() throws {
        let test = try TestGroup(2)
        var policy = TestPolicy()
        policy.refusesAll = true
        #expect(
            refusal(of: test.commit([], from: 0), by: test, policy: policy)
                == .invalidCommit(.unauthorized)
        )
    }

    @Test("what was staged on another state is not applied")
    func stale() throws {
        var test = try TestGroup(3)
        let proposal = try test.stage(test.proposal(.remove(leafIndex(2)), from: 0))
        let loser = try test.stage(test.commit([], from: 1))
        try test.take(test.commit([], from: 0))
        let before = test.group.encoded
        #expect(throws: PublicGroupError.stale) { try test.group.apply(loser) }
        #expect(throws: PublicGroupError.stale) { try test.group.apply(proposal) }
        #expect(test.group.encoded == before)
    }

    @Test("after a ReInit the group takes nothing more")
    func reInit() throws {
        var test = try TestGroup(2)
        let reInit = ReInit(
            groupID: GroupID([2]),
            cipherSuite: .init(rawValue: 1),
            extensions: []
        )
        try test.take(test.commit([Proposal.reInit(reInit).inFull], from: 0, withPath: false))
        #expect(test.group.hasEnded)
        #expect(refusal(of: test.commit([], from: 0), by: test) == .groupEnded)
    }

    @Test("a stored group comes back with all that it had")
    func stored() throws {
        var test = try TestGroup(5)
        try test.take(test.commit([], from: 2))
        _ = try test.propose(test.proposal(.remove(leafIndex(2)), from: 0))
        let bytes = test.group.encoded
        var restored = try PublicGroup(exactly: bytes)
        #expect(restored.encoded == bytes)
        let commit = try test.stage(
            test.commit([.reference(test.group.pendingProposals[0].reference)], from: 1)
        )
        try restored.apply(commit)
        try test.group.apply(commit)
        #expect(restored.encoded == test.group.encoded)
        for count in 0..<bytes.count {
            #expect(throws: DecodeError.self) {
                try PublicGroup(exactly: Array(bytes[..<count]))
            }
        }
    }

    @Test("a statement for newcomers is of the state that the commit leads to")
    func statements() throws {
        let test = try TestGroup(3)
        guard case .commit(let staged) = try test.stage(test.commit([], from: 1)) else { return }
        let leaf = try #require(staged.newTree.leaf(at: leafIndex(0)))
        func info(_ change: (inout GroupInfo) -> Void = { _ in }) -> GroupInfo {
            TestGroup.groupInfo(staged.newTree) {
                $0.groupContext = staged.newContext
                $0.confirmationTag = staged.confirmationTag
                $0.extensions.append(Extension(ExternalPub(externalPub: leaf.encryptionKey)))
                change(&$0)
            }
        }
        try staged.check(info(), using: crypto)
        #expect(throws: GroupInfoError.wrongState) {
            try staged.check(info { $0.confirmationTag = MAC([99]) }, using: crypto)
        }
        #expect(throws: GroupInfoError.wrongState) {
            try test.group.check(info(), using: crypto)
        }
        #expect(throws: GroupInfoError.missingExternalKey) {
            try staged.check(info { $0.extensions.removeLast() }, using: crypto)
        }
        #expect(throws: GroupInfoError.unauthenticated) {
            try staged.check(info { $0.signer = leafIndex(2) }, using: crypto)
        }
    }

    @Test("no change of one byte in a commit gets through, and none traps")
    func mutation() throws {
        let test = try TestGroup(3)
        let message = test.commit([Proposal.adding(7).inFull], from: 0)
        let bytes = message.encoded
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0x55
            guard let decoded = try? PublicMessage(exactly: changed) else { continue }
            // The tags are for members to check; all else is signed.
            guard decoded.auth.confirmationTag == message.auth.confirmationTag,
                decoded.membershipTag == message.membershipTag
            else { continue }
            #expect(refusal(of: decoded, by: test) != nil)
        }
    }
}
