import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import Testing

/// One rule of joining by Welcome broken at a time.
@Suite("Rules of joining, RFC 9420 §12.4.3.1")
struct JoinRuleTests {
    private let alice: Device
    private let carol = Device("carol")
    private let bundle: KeyPackageBundle
    private let pending: PendingCommit
    private let welcome: Welcome

    init() throws {
        var alice = Device("alice")
        try alice.create()
        bundle = try carol.keyPackage()
        let keyPackage = bundle.keyPackage
        pending = try alice.commit {
            $0.add = [keyPackage]
            $0.treeInWelcome = false
        }
        alice.state.apply(pending)
        self.alice = alice
        welcome = try #require(pending.welcome)
    }

    private func join(
        _ welcome: Welcome? = nil,
        _ bundle: KeyPackageBundle? = nil,
        as device: Device? = nil,
        tree: RatchetTree? = nil,
        policy: some GroupPolicy = OpenPolicy()
    ) throws(JoinError) -> GroupState {
        try GroupState.join(
            welcome: welcome ?? self.welcome,
            bundle: bundle ?? self.bundle,
            identity: (device ?? carol).identity,
            ratchetTree: tree,
            policy: policy,
            provider: provider
        )
    }

    @Test("with nothing broken, the client joins")
    func valid() throws {
        let state = try join(tree: alice.state.tree)
        #expect(state.epochAuthenticator == alice.state.epochAuthenticator)
    }

    @Test("a failed join leaves the key package good for the next try")
    func tryAgain() throws {
        #expect(throws: JoinError.missingTree) { try join() }
        _ = try join(tree: alice.state.tree)
    }

    @Test("a Welcome for another key package is refused")
    func otherKeyPackage() throws {
        let other = try carol.keyPackage()
        #expect(throws: JoinError.notForThisKeyPackage) {
            try join(welcome, other, tree: alice.state.tree)
        }
    }

    @Test("a Welcome of another cipher suite is refused")
    func otherSuite() throws {
        var changed = welcome
        changed.cipherSuite = CipherSuiteNumber(.x25519AES128GCMSHA256Ed25519)
        #expect(throws: JoinError.notForThisKeyPackage) {
            try join(changed, tree: alice.state.tree)
        }
    }

    @Test("another device's identity is refused")
    func otherIdentity() throws {
        #expect(throws: JoinError.wrongIdentity) {
            try join(as: Device("mallory"), tree: alice.state.tree)
        }
    }

    @Test("changed secrets, and a changed GroupInfo, do not decrypt")
    func tampered() throws {
        var changed = welcome
        changed.secrets[0].encryptedGroupSecrets.ciphertext[0] ^= 1
        #expect(throws: JoinError.undecryptable) { try join(changed, tree: alice.state.tree) }
        changed = welcome
        changed.encryptedGroupInfo[0] ^= 1
        #expect(throws: JoinError.undecryptable) { try join(changed, tree: alice.state.tree) }
    }

    @Test("a tree that is not the group's is refused")
    func otherTree() throws {
        var other = alice.state.tree
        let stranger = try Device("stranger").keyPackage()
        other.add(stranger.keyPackage.leafNode)
        #expect(throws: JoinError.invalidTree(.wrongTreeHash)) { try join(tree: other) }
    }

    @Test("a member that the policy does not accept keeps the client out")
    func refusedMember() throws {
        let refusing = Refusing { $0.credential == .basic(identity: Array("alice".utf8)) }
        #expect(throws: JoinError.self) {
            try join(tree: alice.state.tree, policy: refusing)
        }
    }
}

/// One rule of joining by external commit broken at a time.
@Suite("Rules of joining from outside, RFC 9420 §12.4.3.2")
struct ExternalJoinRuleTests {
    private let alice: Device
    private let bob: Device
    private let carol = Device("carol")
    private let info: GroupInfo

    init() throws {
        let group = try makeGroup(["alice", "bob"])
        alice = group[0]
        bob = group[1]
        info = try alice.state.groupInfo(
            withTree: true,
            identity: alice.identity,
            provider: provider
        )
    }

    private func join(
        _ info: GroupInfo? = nil,
        replacing: LeafIndex? = nil
    ) throws(JoinError) -> PendingCommit {
        try GroupState.joinExternally(
            groupInfo: info ?? self.info,
            ratchetTree: nil,
            identity: carol.identity,
            replacing: replacing,
            policy: policy,
            now: now,
            provider: provider
        )
    }

    /// The GroupInfo, changed and signed anew by the member who signed it.
    private func signed(_ edit: (inout GroupInfo) -> Void) throws -> GroupInfo {
        var changed = info
        edit(&changed)
        changed.signature = try provider.signWithLabel(
            suite,
            privateKey: alice.identity.signatureKeyPair.privateKey,
            label: Labels.groupInfo,
            changed.toBeSigned
        )
        return changed
    }

    @Test("with nothing broken, the client joins")
    func valid() throws {
        var alice = alice
        try alice.follow(try join())
    }

    @Test("a GroupInfo that was changed after it was signed is refused")
    func unsigned() throws {
        var changed = info
        changed.groupContext.confirmedTranscriptHash[0] ^= 1
        #expect(throws: JoinError.unauthenticated) { try join(changed) }
    }

    @Test("a GroupInfo by somebody who is no member is refused")
    func stranger() throws {
        let changed = try signed { $0.signer = LeafIndex(rawValue: 7) }
        #expect(throws: JoinError.unauthenticated) { try join(changed) }
    }

    @Test("an unknown cipher suite is refused")
    func unknownSuite() throws {
        let changed = try signed { $0.groupContext.cipherSuite = .init(rawValue: 0x4a4a) }
        #expect(throws: JoinError.unsupportedParameters) { try join(changed) }
    }

    @Test("a GroupInfo without an external key, or without a tree, lets nobody in")
    func missing() throws {
        let noKey = try signed { $0.extensions.removeAll { $0.type == .externalPub } }
        #expect(throws: JoinError.noExternalKey) { try join(noKey) }
        let noTree = try signed { $0.extensions.removeAll { $0.type == .ratchetTree } }
        #expect(throws: JoinError.missingTree) { try join(noTree) }
    }

    @Test("an external key that is none is refused")
    func malformedKey() throws {
        let changed = try signed {
            $0.extensions.removeAll { $0.type == .externalPub }
            $0.extensions.append(Extension(ExternalPub(externalPub: HPKEPublicKey([1, 2, 3]))))
        }
        #expect(throws: JoinError.noExternalKey) { try join(changed) }
    }

    @Test("an extension that comes twice is refused")
    func duplicateExtension() throws {
        let changed = try signed { $0.extensions.append($0.extensions[0]) }
        #expect(throws: JoinError.undecodable(.invalid)) { try join(changed) }
    }

    @Test("a blank leaf cannot be replaced")
    func replacingNobody() throws {
        let nobody = LeafIndex(rawValue: 9)
        #expect(throws: JoinError.invalidCommit(.invalidProposals(.noSuchMember(nobody)))) {
            try join(replacing: nobody)
        }
    }

    @Test("a wrong external key is noticed by the members")
    func wrongKey() throws {
        let other = provider.generateKEMKeyPair(suite.kem)
        let changed = try signed {
            $0.extensions.removeAll { $0.type == .externalPub }
            $0.extensions.append(
                Extension(ExternalPub(externalPub: HPKEPublicKey(other.publicKey)))
            )
        }
        let pending = try join(changed)
        var bob = bob
        #expect(throws: ProcessError.unauthenticated) { try bob.receive(pending.message) }
    }
}

/// A policy that refuses the leaves that a test names.
struct Refusing: GroupPolicy {
    let refuses: @Sendable (LeafNode) -> Bool

    init(_ refuses: @escaping @Sendable (LeafNode) -> Bool) { self.refuses = refuses }

    func accepts(_ leaf: LeafNode, in context: GroupContext?) -> Bool { !refuses(leaf) }
    func accepts(_ leaf: LeafNode, replacing old: LeafNode) -> Bool { true }
    func authorizes(_ change: GroupChange) -> Bool { true }
}

/// A policy under which nobody may commit anything.
struct NobodyCommits: GroupPolicy {
    func accepts(_ leaf: LeafNode, in context: GroupContext?) -> Bool { true }
    func accepts(_ leaf: LeafNode, replacing old: LeafNode) -> Bool { true }
    func authorizes(_ change: GroupChange) -> Bool { false }
}
