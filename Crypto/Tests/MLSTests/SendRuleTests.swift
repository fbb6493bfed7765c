@testable import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import Testing

/// One rule of outgoing messages broken at a time.
@Suite("Rules of outgoing messages, RFC 9420 §12.4.1")
struct SendRuleTests {
    @Test("another identity than the leaf's signs nothing")
    func wrongIdentity() throws {
        var group = try makeGroup(["alice", "bob"])
        let mallory = Device("mallory").identity
        #expect(throws: ProtectError.wrongIdentity) {
            try group[0].state.protect(
                [],
                authenticatedData: [],
                identity: mallory,
                provider: provider
            )
        }
        #expect(throws: CommitCreationError.wrongIdentity) {
            try group[0].state.commit(
                CommitRequest(),
                identity: mallory,
                policy: policy,
                now: now,
                provider: provider
            )
        }
        #expect(throws: ProposeError.wrongIdentity) {
            try group[0].state.proposeUpdate(
                identity: mallory,
                policy: policy,
                provider: provider
            )
        }
        #expect(throws: ProtectError.wrongIdentity) {
            try group[0].state.groupInfo(
                withTree: false,
                identity: mallory,
                provider: provider
            )
        }
    }

    @Test("nobody commits the own removal, or a member's who is not there")
    func removals() throws {
        var group = try makeGroup(["alice", "bob"])
        let own = group[0].index
        #expect(
            throws: CommitCreationError.invalid(.invalidProposals(.removesCommitter))
        ) { try group[0].commit { $0.remove = [own] } }
        let nobody = LeafIndex(rawValue: 3)
        #expect(
            throws: CommitCreationError.invalid(.invalidProposals(.noSuchMember(nobody)))
        ) { try group[0].commit { $0.remove = [nobody] } }
    }

    @Test("an expired key package is not added")
    func expired() throws {
        var group = try makeGroup(["alice", "bob"])
        let carol = Device("carol")
        let old = try KeyPackageBundle.generate(
            suite: suite,
            identity: carol.identity,
            lifetime: Lifetime(notBefore: 0, notAfter: now - 1),
            lastResort: false,
            provider: provider
        )
        #expect(throws: CommitCreationError.self) {
            try group[0].commit { $0.add = [old.keyPackage] }
        }
        #expect(throws: ProposeError.self) {
            try group[0].state.proposeAdd(
                old.keyPackage,
                identity: group[0].identity,
                policy: policy,
                now: now,
                provider: provider
            )
        }
    }

    @Test("a client that is in the group is not added again")
    func duplicate() throws {
        var group = try makeGroup(["alice", "bob"])
        let again = try group[1].keyPackage()
        #expect(throws: CommitCreationError.self) {
            try group[0].commit { $0.add = [again.keyPackage] }
        }
    }

    @Test("a commit that the policy refuses is not made")
    func policyRefuses() throws {
        var group = try makeGroup(["alice", "bob"])
        #expect(throws: CommitCreationError.invalid(.unauthorized)) {
            try group[0].state.commit(
                CommitRequest(),
                identity: group[0].identity,
                policy: NobodyCommits(),
                now: now,
                provider: provider
            )
        }
    }
}
