import MLSWire
import TandemBytes
import TandemCrypto
import Testing

@Suite("Messages of those who are no members, RFC 9420 §12.1.8, §12.4.3.2")
struct OutsiderTests {
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
        expect([initial, Proposal.adding(8)], list(.notAllowedForSender))
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
        let own = test.message(
            .proposal(Proposal.adding(7)),
            from: .newMemberProposal,
            by: Client(7)
        )
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
}
