import MLSWire
import TandemBytes
import TandemCrypto
import Testing

extension Proposal {
    fileprivate var inFull: ProposalOrRef { .proposal(self) }
}

@Suite("A group as the delivery service sees it, RFC 9420 §12")
struct PublicGroupTests {
    private func add(_ number: UInt8) -> Proposal {
        .add(Client(number).keyPackage(key: 100 + Int(number)))
    }

    private func refusal(
        of message: PublicMessage,
        by test: TestGroup,
        policy: TestPolicy = TestPolicy()
    ) -> PublicGroupError? {
        do throws(PublicGroupError) {
            _ = try test.stage(message, policy: policy)
            return nil
        } catch {
            return error
        }
    }

    private func listRefusal(
        _ proposals: [Proposal],
        in test: TestGroup,
        from number: UInt8 = 0
    ) -> ProposalListError? {
        let commit = test.commit(proposals.map(\.inFull), from: number)
        guard case .invalidCommit(.invalidProposals(let error)) = refusal(of: commit, by: test)
        else { return nil }
        return error
    }

    @Test("commits add, remove and renew, epoch after epoch")
    func life() throws {
        var test = try TestGroup(3)
        try test.take(test.commit([], from: 1))
        try test.take(test.commit([add(3).inFull, add(4).inFull], from: 0, withPath: false))
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

    @Test("each rule of a regular commit's proposals is enforced")
    func proposalRules() throws {
        let test = try TestGroup(4)
        let leaf = Client(0).leaf(.update, key: key(300), at: 0)
        let psk = PreSharedKeyID(key: .external(id: [1]), nonce: [UInt8](repeating: 1, count: 32))
        let reInit = Proposal.reInit(
            ReInit(groupID: GroupID([2]), cipherSuite: .init(rawValue: 1), extensions: [])
        )
        func expect(_ proposals: [Proposal], _ error: ProposalListError?) {
            #expect(listRefusal(proposals, in: test) == error)
        }
        expect([.update(leaf)], .updateByCommitter)
        expect([.remove(leafIndex(0))], .removesCommitter)
        expect([.remove(leafIndex(9))], .noSuchMember(leafIndex(9)))
        expect([.remove(leafIndex(.max))], .noSuchMember(leafIndex(.max)))
        expect(
            [.remove(leafIndex(1)), .remove(leafIndex(1))],
            .severalChangesOfOneLeaf(leafIndex(1))
        )
        expect([.preSharedKey(psk)], nil)
        expect([.preSharedKey(psk), .preSharedKey(psk)], .duplicatePSK)
        expect([.preSharedKey(PreSharedKeyID(key: psk.key, nonce: [1]))], .invalidPSK)
        for usage in [ResumptionPSKUsage.branch, .reInit] {
            let key = PreSharedKeyID.Key.resumption(
                usage: usage,
                groupID: groupID,
                epoch: Epoch(rawValue: 0)
            )
            expect([.preSharedKey(PreSharedKeyID(key: key, nonce: psk.nonce))], .invalidPSK)
        }
        expect(
            [.groupContextExtensions([]), .groupContextExtensions([])],
            .severalGroupContextExtensions
        )
        expect([reInit, .remove(leafIndex(1))], .reInitNotAlone)
        expect([.externalInit(kemOutput: [])], .notAllowedForSender)
        expect([add(1)], .duplicateClient)
        expect([add(8), .add(Client(8).keyPackage(key: 109))], .duplicateClient)
        expect([add(1), .remove(leafIndex(1))], nil)
        expect([.add(Client(8).keyPackage(key: 2))], .duplicateKey)
        expect(
            [.add(Client(8).keyPackage(key: 108) { $0.leafNode.signature = [] })],
            .invalidKeyPackage(.invalidLeaf(.invalidSignature))
        )
        let type = ProposalType(rawValue: 0xf00d)
        expect([.custom(type, body: [])], .unsupportedProposalType(type))
        let unknown = Extension(type: .init(rawValue: 0xf0f0), data: [])
        expect([.groupContextExtensions([unknown])], .missingCapability(leafIndex(0)))
        let twice = [Extension](
            repeating: Extension(type: .init(rawValue: 0xf0a0), data: []),
            count: 2
        )
        expect([.groupContextExtensions(twice)], .duplicateExtension)
    }

    @Test("new extensions bind those who are added in the same commit")
    func newExtensions() throws {
        let test = try TestGroup(2)
        let known = Extension(type: .init(rawValue: 0xf0a0), data: [1])
        let lacking = Proposal.add(
            Client(8).keyPackage(key: 108, leafChange: { $0.capabilities.extensions = [] })
        )
        #expect(
            listRefusal([lacking, .groupContextExtensions([known])], in: test)
                == .invalidKeyPackage(.invalidLeaf(.missingCapability))
        )
        #expect(listRefusal([lacking], in: test) == nil)
    }

    @Test("a commit has a path when its proposals demand one")
    func missingPath() throws {
        let test = try TestGroup(3)
        let demanding: [[Proposal]] = [
            [], [.remove(leafIndex(1))], [add(7), .remove(leafIndex(1))],
            [.groupContextExtensions([])],
        ]
        for proposals in demanding {
            let commit = test.commit(proposals.map(\.inFull), from: 0, withPath: false)
            #expect(refusal(of: commit, by: test) == .invalidCommit(.missingPath))
        }
        #expect(
            refusal(of: test.commit([add(7).inFull], from: 0, withPath: false), by: test) == nil
        )
    }

    @Test("each rule of a path is enforced")
    func pathRules() throws {
        var test = try TestGroup(5)
        try test.take(test.commit([], from: 3))
        func expect(_ error: UpdatePathError?, _ change: (inout UpdatePath) -> Void) {
            let found = refusal(of: test.commit([], from: 0, change: change), by: test)
            #expect(found == error.map { .invalidCommit(.invalidPath($0)) })
        }
        expect(nil) { _ in }
        expect(.wrongNodeCount) { $0.nodes.removeLast() }
        expect(.wrongNodeCount) { $0.nodes.append($0.nodes[0]) }
        expect(.wrongSecretCount) { $0.nodes[0].encryptedPathSecret = [] }
        expect(.duplicateKey) { $0.nodes[0].encryptionKey = key(2) }
        expect(.duplicateKey) { $0.leafNode.encryptionKey = key(0) }
        expect(.wrongParentHash) { $0.leafNode.source = .commit(parentHash: [1]) }
        expect(.wrongParentHash) { $0.nodes[1].encryptionKey = key(4444) }
        expect(.invalidLeaf(.wrongSource)) { $0.leafNode.source = .update }
        expect(.invalidLeaf(.unacceptableCredential)) {
            $0.leafNode.credential = .basic(identity: [77])
        }
        expect(.duplicateKey) { $0.leafNode.signatureKey = Client(1).signatureKey }
    }

    @Test("a path's keys differ from each other too")
    func repeatedPathKey() throws {
        let test = try TestGroup(5)
        // The parent hashes are those of the repeated key, so only the repetition is wrong.
        let honest = test.commit([], from: 0)
        guard case .commit(let commit) = honest.content.content, var path = commit.path else {
            return
        }
        let repeated = [UpdatePathNode](
            path.nodes.map {
                UpdatePathNode(
                    encryptionKey: path.nodes[0].encryptionKey,
                    encryptedPathSecret: $0.encryptedPathSecret
                )
            }
        )
        var tree = test.group.tree
        let hash = tree.setPath(
            of: leafIndex(0),
            keys: repeated.map(\.encryptionKey),
            suite.hash,
            using: crypto
        )
        path.nodes = repeated
        path.leafNode.source = .commit(parentHash: hash ?? [])
        let message = test.commit([], from: 0) { $0 = path }
        #expect(refusal(of: message, by: test) == .invalidCommit(.invalidPath(.duplicateKey)))
    }

    @Test("path secrets are not sealed to those whom the same commit adds")
    func pathWithoutNewcomers() throws {
        var test = try TestGroup(4)
        try test.take(test.commit([add(7).inFull, add(8).inFull], from: 0))
        #expect(test.group.members.count == 6)
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

    @Test("a client joins by an external commit, and again in place of its old leaf")
    func externalCommit() throws {
        var test = try TestGroup(3)
        try test.take(test.externalCommit(by: Client(7)))
        #expect(test.group.members.map(\.leafNode.signatureKey).last == Client(7).signatureKey)
        let again: [Proposal] = [.externalInit(kemOutput: [1]), .remove(leafIndex(3))]
        try test.take(test.externalCommit(again, by: Client(7)))
        #expect(test.group.members.count == 4)
    }

    @Test("each rule of an external commit is enforced")
    func externalRules() throws {
        var test = try TestGroup(3)
        let initial = Proposal.externalInit(kemOutput: [1])
        func expect(_ proposals: [Proposal], _ error: PublicGroupError?) {
            #expect(
                refusal(of: test.externalCommit(proposals, by: Client(7)), by: test) == error
            )
        }
        func list(_ error: ProposalListError) -> PublicGroupError {
            .invalidCommit(.invalidProposals(error))
        }
        expect([initial], nil)
        expect([], list(.missingExternalInit))
        expect([initial, initial], list(.severalExternalInits))
        expect([initial, add(8)], list(.notAllowedForSender))
        expect([initial, .groupContextExtensions([])], list(.notAllowedForSender))
        expect(
            [initial, .remove(leafIndex(0)), .remove(leafIndex(1))],
            list(.notAllowedForSender)
        )
        // Another's leaf is not the joiner's to replace.
        expect(
            [initial, .remove(leafIndex(1))],
            .invalidCommit(.invalidPath(.invalidLeaf(.unacceptableCredential)))
        )
        // A member cannot join a second time with new keys.
        let second = test.externalCommit(by: Client(7)) {
            $0.leafNode.credential = .basic(identity: [1])
        }
        #expect(
            refusal(of: second, by: test) == .invalidCommit(.invalidPath(.duplicateClient))
        )
        let reference = try test.propose(test.proposal(.remove(leafIndex(2)), from: 0))
        guard case .commit(var commit) = test.externalCommit(by: Client(7)).content.content
        else { return }
        commit.proposals.append(.reference(reference))
        let message = test.message(.commit(commit), from: .newMemberCommit, by: Client(7))
        #expect(refusal(of: message, by: test) == list(.notAllowedForSender))
    }

    @Test("a client may propose its own addition, and only that")
    func newMemberProposal() throws {
        var test = try TestGroup(2)
        let own = test.message(.proposal(add(7)), from: .newMemberProposal, by: Client(7))
        let reference = try test.propose(own)
        let removal = test.message(
            .proposal(.remove(leafIndex(0))),
            from: .newMemberProposal,
            by: Client(7)
        )
        #expect(refusal(of: removal, by: test) == .invalidMessage(.unknownSender))
        try test.take(test.commit([.reference(reference)], from: 0))
        #expect(test.group.members.count == 3)
    }

    @Test("an external sender must be named by the group, and may not propose everything")
    func externalSender() throws {
        let list = ExternalSenders(senders: [
            ExternalSender(
                signatureKey: Client(66).signatureKey,
                credential: .basic(identity: [66])
            )
        ])
        var test = try TestGroup(2, extensions: [Extension(list)])
        let sender = Sender.external(senderIndex: 0)
        func message(_ proposal: Proposal, _ sender: Sender) -> PublicMessage {
            test.message(.proposal(proposal), from: sender, by: Client(66))
        }
        #expect(
            refusal(of: message(.remove(leafIndex(1)), .external(senderIndex: 1)), by: test)
                == .invalidMessage(.unknownSender)
        )
        let update = Client(1).leaf(.update, key: key(300), at: 1)
        #expect(
            refusal(of: message(.update(update), sender), by: test)
                == .invalidProposal(.notAllowedForSender)
        )
        let reference = try test.propose(message(.remove(leafIndex(1)), sender))
        try test.take(test.commit([.reference(reference)], from: 0))
        #expect(test.group.members.count == 1)
    }

    @Test("a proposal that no commit could carry out is not kept")
    func invalidProposals() throws {
        let test = try TestGroup(2)
        func expect(_ proposal: Proposal, _ error: ProposalListError) {
            #expect(
                refusal(of: test.proposal(proposal, from: 0), by: test)
                    == .invalidProposal(error)
            )
        }
        expect(.remove(leafIndex(5)), .noSuchMember(leafIndex(5)))
        expect(.externalInit(kemOutput: []), .notAllowedForSender)
        expect(.preSharedKey(PreSharedKeyID(key: .external(id: []), nonce: [])), .invalidPSK)
        expect(
            .update(Client(0).leaf(.update, key: key(0), at: 0)),
            .invalidUpdate(.unchangedEncryptionKey)
        )
    }

    @Test("proposals are kept up to a bound")
    func bound() throws {
        var test = try TestGroup(2)
        for number in 0..<Limits.pendingProposalCount {
            let nonce =
                [UInt8(number >> 8), UInt8(number & 0xff)] + [UInt8](repeating: 0, count: 30)
            let psk = PreSharedKeyID(key: .external(id: [1]), nonce: nonce)
            _ = try test.propose(test.proposal(.preSharedKey(psk), from: 0))
        }
        #expect(
            refusal(of: test.proposal(.remove(leafIndex(1)), from: 0), by: test)
                == .tooManyProposals
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
        func info(_ change: (inout GroupInfo) -> Void = { _ in }) -> GroupInfo {
            TestGroup.groupInfo(staged.newTree) {
                $0.groupContext = staged.newContext
                $0.confirmationTag = staged.confirmationTag
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
        #expect(throws: GroupInfoError.unauthenticated) {
            try staged.check(info { $0.signer = leafIndex(2) }, using: crypto)
        }
    }

    @Test("no change of one byte in a commit gets through, and none traps")
    func mutation() throws {
        let test = try TestGroup(3)
        let message = test.commit([add(7).inFull], from: 0)
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
