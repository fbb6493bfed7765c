import MLSWire
import TandemBytes
import TandemCrypto
import Testing

@Suite("Rules of a regular commit, RFC 9420 §12.2, §12.4.2")
struct CommitRuleTests {
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
        expect([Proposal.adding(1)], .duplicateClient)
        expect([Proposal.adding(8), .add(Client(8).keyPackage(key: 109))], .duplicateClient)
        expect([Proposal.adding(1), .remove(leafIndex(1))], nil)
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
            [], [.remove(leafIndex(1))], [Proposal.adding(7), .remove(leafIndex(1))],
            [.groupContextExtensions([])],
        ]
        for proposals in demanding {
            let commit = test.commit(proposals.map(\.inFull), from: 0, withPath: false)
            #expect(refusal(of: commit, by: test) == .invalidCommit(.missingPath))
        }
        #expect(
            refusal(
                of: test.commit([Proposal.adding(7).inFull], from: 0, withPath: false),
                by: test
            ) == nil
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
        try test.take(test.commit([Proposal.adding(7).inFull, Proposal.adding(8).inFull], from: 0))
        #expect(test.group.members.count == 6)
    }
}
