import Foundation
import MLSWire
import TandemBytes
import TandemCrypto
import TandemToyCrypto
import Testing

/// Bytes changed as a fuzzer would: flips, corner values, cuts, insertions, splices of other inputs.
struct Mutator {
    var random: SplitMix

    mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(max(bound, 1))) }

    mutating func mutate(_ input: [UInt8], splicing others: [[UInt8]]) -> [UInt8] {
        var bytes = input
        for _ in 0...below(4) where !bytes.isEmpty {
            change(&bytes, at: below(bytes.count), splicing: others)
        }
        return bytes
    }

    private mutating func change(
        _ bytes: inout [UInt8],
        at place: Int,
        splicing others: [[UInt8]]
    ) {
        let corners: [UInt8] = [0, 1, 2, 0x3f, 0x40, 0x7f, 0x80, 0xbf, 0xc0, 0xff]
        let end = min(bytes.count, place + below(64))
        switch below(6) {
        case 0: bytes[place] ^= 1 << UInt8(below(8))
        case 1: bytes[place] = corners[below(corners.count)]
        case 2: bytes.insert(UInt8(below(256)), at: place)
        case 3: bytes.removeSubrange(place..<end)
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count))
        default:
            let other = others[below(others.count)]
            let start = below(other.count)
            bytes.replaceSubrange(
                place..<min(bytes.count, place + 16),
                with: other[start..<min(other.count, start + 16)]
            )
        }
    }
}

/// `TANDEM_FUZZ_ROUNDS` asks for more rounds than a test run has time for; the seed is printed with
/// every failure.
@Suite("Mutated input, with signatures that always verify")
struct MutationTests {
    private let trusting = ToyCrypto(.trustsSignatures)
    private static let rounds =
        ProcessInfo.processInfo.environment["TANDEM_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 1500

    /// A group with parents, blanks and unmerged leaves, and messages to it of every kind.
    private func corpus() throws -> (test: TestGroup, messages: [PublicMessage]) {
        let required = RequiredCapabilities(extensionTypes: [.init(rawValue: 0xf0a0)])
        var test = try TestGroup(6, extensions: [Extension(required)])
        for number: UInt8 in [0, 3, 5] { try test.take(test.commit([], from: number)) }
        try test.take(test.commit([.proposal(.remove(leafIndex(2)))], from: 1))
        let newcomer = Proposal.add(Client(20).keyPackage(key: 2000))
        try test.take(test.commit([.proposal(newcomer)], from: 1, withPath: false))
        let update = test.proposal(
            .update(Client(3).leaf(.update, key: key(888), at: 3)),
            from: 3
        )
        let reference = try test.propose(update)
        let psk = PreSharedKeyID(
            key: .external(id: [1]),
            nonce: [UInt8](repeating: 0, count: suite.hash.byteCount)
        )
        let proposals: [ProposalOrRef] = [
            .reference(reference),
            .proposal(.add(Client(30).keyPackage(key: 3000))),
            .proposal(.remove(leafIndex(4))),
            .proposal(.preSharedKey(psk)),
            .proposal(.groupContextExtensions([])),
        ]
        let messages = [
            test.commit([], from: 0),
            test.commit(proposals, from: 0),
            test.externalCommit(by: Client(40)),
            test.externalCommit(
                [.externalInit(kemOutput: [1]), .remove(leafIndex(1))],
                by: Client(1)
            ),
            update,
            test.proposal(.remove(leafIndex(1)), from: 0),
        ]
        return (test, messages)
    }

    @Test("a handshake is refused, or leads to a tree that keeps every rule", arguments: [1, 2])
    func handshakes(seed: UInt64) throws {
        var mutator = Mutator(random: SplitMix(state: seed))
        let (test, messages) = try corpus()
        let inputs = messages.map(\.encoded)
        for _ in 0..<Self.rounds {
            let bytes = mutator.mutate(
                inputs[mutator.below(inputs.count)],
                splicing: inputs
            )
            guard let message = try? PublicMessage(exactly: bytes) else { continue }
            #expect(message.encoded == bytes, "seed \(seed)")
            guard
                let staged = try? test.group.stage(
                    message,
                    policy: TestPolicy(),
                    now: now,
                    using: trusting
                )
            else { continue }
            try checkApplied(staged, to: test.group, seed: seed)
        }
    }

    private func checkApplied(
        _ staged: StagedPublicMessage,
        to group: PublicGroup,
        seed: UInt64
    ) throws {
        var group = group
        try group.apply(staged)
        #expect(try PublicGroup(exactly: group.encoded).encoded == group.encoded, "seed \(seed)")
        var tree = try RatchetTree(group.tree.exported)
        let hash = tree.treeHash(suite.hash, using: crypto)
        let isBound = tree.hasValidParentHashes(suite.hash, using: crypto)
        #expect(hash == group.context.treeHash && isBound, "seed \(seed)")
        #expect(tree.hasUniqueKeys && tree.hasConsistentUnmergedLeaves, "seed \(seed)")
    }

    @Test("a tree is refused, or comes out as it went in and can be worked with", arguments: [3])
    func trees(seed: UInt64) throws {
        var mutator = Mutator(random: SplitMix(state: seed))
        let (test, messages) = try corpus()
        let input = test.group.tree.exported.encoded
        for _ in 0..<Self.rounds {
            let bytes = mutator.mutate(input, splicing: messages.map(\.encoded))
            guard let nodes = try? RatchetTreeNodes(exactly: bytes),
                var tree = try? RatchetTree(nodes)
            else { continue }
            #expect(tree.exported.encoded == bytes, "seed \(seed)")
            work(with: &tree, in: test.group.context)
        }
    }

    /// Does everything to a tree that was only checked for its form.
    private func work(with tree: inout RatchetTree, in context: GroupContext) {
        var context = context
        context.treeHash = tree.treeHash(suite.hash, using: crypto)
        let validator = Validator(suite, policy: TestPolicy(), now: now, using: trusting)
        try? validator.check(&tree, in: context)
        for value in 0..<UInt64(tree.size.nodeCount) { _ = tree.resolution(of: nodeIndex(value)) }
        for index in tree.memberIndices { _ = tree.filteredDirectPath(of: index) }
        tree.add(Client(99).leaf(key: key(99)))
        if let first = tree.memberIndices.first { tree.remove(first) }
        _ = tree.treeHash(suite.hash, using: crypto)
    }

    @Test("a stored group that was damaged is refused, or traps nothing", arguments: [4])
    func storedGroups(seed: UInt64) throws {
        var mutator = Mutator(random: SplitMix(state: seed))
        let (test, messages) = try corpus()
        let input = test.group.encoded
        for _ in 0..<Self.rounds / 4 {
            let bytes = mutator.mutate(input, splicing: messages.map(\.encoded))
            guard let group = try? PublicGroup(exactly: bytes) else { continue }
            #expect(group.encoded == bytes, "seed \(seed)")
            for message in messages {
                _ = try? group.stage(message, policy: TestPolicy(), now: nil, using: trusting)
            }
        }
    }

    @Test("a message is refused, or comes out as it went in", arguments: [5])
    func messages(seed: UInt64) {
        var mutator = Mutator(random: SplitMix(state: seed))
        let inputs = Samples.messages.map(\.encoded)
        for _ in 0..<4 * Self.rounds {
            let bytes = mutator.mutate(
                inputs[mutator.below(inputs.count)],
                splicing: inputs
            )
            guard let message = try? MLSMessage(exactly: bytes) else { continue }
            #expect(message.encoded == bytes, "seed \(seed)")
        }
    }
}
