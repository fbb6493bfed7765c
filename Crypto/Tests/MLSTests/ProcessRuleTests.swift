@testable import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import Testing

/// One rule of incoming messages broken at a time; the state must stay as it was.
@Suite("Rules of incoming messages, RFC 9420 §6, §12")
struct ProcessRuleTests {
    private var alice: Device
    private var bob: Device

    init() throws {
        let group = try makeGroup(["alice", "bob"])
        alice = group[0]
        bob = group[1]
    }

    private mutating func expect(
        _ error: ProcessError,
        for message: [UInt8],
        policy: some GroupPolicy = OpenPolicy(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let before = bob.state.encoded
        #expect(throws: error, sourceLocation: sourceLocation) {
            try bob.state.process(message, policy: policy, provider: provider)
        }
        #expect(bob.state.encoded == before, sourceLocation: sourceLocation)
    }

    /// A message of alice's, changed before it is signed and tagged.
    private func forged(
        _ content: FramedContent.Content,
        tag: MAC? = nil,
        _ edit: (inout FramedContent) -> Void = { _ in }
    ) throws -> [UInt8] {
        var framed = FramedContent(
            groupID: alice.state.groupID,
            epoch: alice.state.epoch,
            sender: .member(alice.index),
            authenticatedData: [],
            content: content
        )
        edit(&framed)
        var message = try framed.signed(
            wireFormat: .publicMessage,
            context: alice.state.context,
            identity: alice.identity,
            suite: suite,
            provider: provider
        )
        message.auth.confirmationTag = tag
        let framedMessage = alice.state.current.cipher.publicMessage(message, provider: provider)
        return MLSMessage.publicMessage(try #require(framedMessage)).encoded
    }

    /// A commit of alice's, changed and then signed and tagged anew.
    private func forged(
        _ pending: PendingCommit,
        _ edit: (inout Commit) -> Void
    ) throws -> [UInt8] {
        guard case .publicMessage(let message) = try MLSMessage(exactly: pending.message),
            case .commit(var commit) = message.content.content
        else { throw ScriptError.unexpectedOutcome }
        edit(&commit)
        return try forged(.commit(commit), tag: message.auth.confirmationTag)
    }

    @Test("bytes that are no message, or one of another kind, are refused")
    mutating func undecodable() throws {
        expect(.undecodable(.truncated), for: [])
        expect(.undecodable(.unknownValue), for: [0, 9, 0, 1])
        let message = try alice.send("x")
        expect(.undecodable(.trailingBytes), for: message + [0])
        let keyPackage = MLSMessage.keyPackage(try bob.keyPackage().keyPackage).encoded
        expect(.undecodable(.unknownValue), for: keyPackage)
    }

    @Test("a message of another group is refused, public or private")
    mutating func otherGroup() throws {
        var other = Device("other")
        try other.create("another group")
        expect(.wrongGroup, for: try other.send("x"))
        expect(.wrongGroup, for: try other.commit().message)
    }

    @Test("a private message under other keys is refused")
    mutating func otherKeys() throws {
        var other = Device("other")
        try other.create()
        let pending = try other.commit()
        other.state.apply(pending)
        expect(.undecryptable, for: try other.send("same name, same epoch, other group"))
    }

    @Test("a signature that is not the sender's is refused")
    mutating func wrongSignature() throws {
        let proposal = Proposal.remove(alice.index)
        let stranger = Device("stranger")
        var message = try FramedContent(
            groupID: alice.state.groupID,
            epoch: alice.state.epoch,
            sender: .member(alice.index),
            authenticatedData: [],
            content: .proposal(proposal)
        ).signed(
            wireFormat: .publicMessage,
            context: alice.state.context,
            identity: stranger.identity,
            suite: suite,
            provider: provider
        )
        message.auth.confirmationTag = nil
        let framed = alice.state.current.cipher.publicMessage(message, provider: provider)
        expect(
            .unauthenticated,
            for: MLSMessage.publicMessage(try #require(framed)).encoded
        )
        let sealed = try alice.state.current.cipher.seal(
            AuthenticatedContent(
                wireFormat: .privateMessage,
                content: message.content,
                auth: message.auth
            ),
            from: alice.index,
            provider: provider
        )
        expect(.unauthenticated, for: MLSMessage.privateMessage(sealed).encoded)
    }

    @Test("a wrong membership tag is refused")
    mutating func membershipTag() throws {
        let bytes = try forged(.proposal(.remove(alice.index)))
        guard case .publicMessage(var message) = try MLSMessage(exactly: bytes) else { return }
        message.membershipTag = MAC([UInt8](repeating: 0, count: 32))
        expect(.unauthenticated, for: MLSMessage.publicMessage(message).encoded)
    }

    @Test("a sender that is no member is refused")
    mutating func noSuchSender() throws {
        let bytes = try forged(.proposal(.remove(alice.index))) {
            $0.sender = .member(LeafIndex(rawValue: 77))
        }
        expect(.unauthenticated, for: bytes)
    }

    @Test("the largest leaf index there is does no harm")
    mutating func largestIndex() throws {
        let far = LeafIndex(rawValue: .max)
        let bytes = try forged(.proposal(.remove(far)))
        expect(.invalidProposal(.noSuchMember(far)), for: bytes)
        let sealed = try alice.state.current.cipher.sealedSenderData(
            SenderData(
                leafIndex: far,
                generation: Generation(rawValue: .max),
                reuseGuard: [0, 0, 0, 0]
            ),
            in: alice.state
        )
        expect(.undecryptable, for: sealed)
    }

    @Test("proposals that break a rule are not kept")
    mutating func invalidProposals() throws {
        let nobody = LeafIndex(rawValue: 5)
        expect(.invalidProposal(.noSuchMember(nobody)), for: try forged(.proposal(.remove(nobody))))
        expect(
            .invalidProposal(.notAllowedForSender),
            for: try forged(.proposal(.externalInit(kemOutput: [])))
        )
        let id = PreSharedKeyID(key: .external(id: [1]), nonce: [1])
        expect(.invalidProposal(.invalidPSK), for: try forged(.proposal(.preSharedKey(id))))
    }

    @Test("an epoch keeps so many bytes of proposals and no more")
    mutating func tooManyProposals() throws {
        let large = [UInt8](repeating: 0, count: Limits.pendingProposalByteCount / 4)
        for number in 0..<3 {
            let wide = Extension(type: .init(rawValue: 0xf000 + UInt16(number)), data: large)
            _ = try bob.receive(try forged(.proposal(.groupContextExtensions([wide]))))
        }
        let last = Extension(type: .init(rawValue: 0xf00f), data: large)
        expect(.tooManyProposals, for: try forged(.proposal(.groupContextExtensions([last]))))
        _ = try bob.receive(try forged(.proposal(.remove(alice.index))))
    }

    @Test("a commit without the path that it needs is refused")
    mutating func missingPath() throws {
        let pending = try alice.commit()
        expect(.invalidCommit(.missingPath), for: try forged(pending) { $0.path = nil })
    }

    @Test("a path whose secret for this member does not decrypt is refused")
    mutating func undecryptablePath() throws {
        let pending = try alice.commit()
        let bytes = try forged(pending) {
            $0.path?.nodes[0].encryptedPathSecret[0].ciphertext[0] ^= 1
        }
        expect(.unusablePath, for: bytes)
    }

    @Test("a path with too many ciphertexts is refused")
    mutating func tooManySecrets() throws {
        let pending = try alice.commit()
        let bytes = try forged(pending) { commit in
            guard let first = commit.path?.nodes[0].encryptedPathSecret[0] else { return }
            commit.path?.nodes[0].encryptedPathSecret.append(first)
        }
        expect(.invalidCommit(.invalidPath(.wrongSecretCount)), for: bytes)
    }

    @Test("a wrong confirmation tag is refused")
    mutating func confirmationTag() throws {
        let pending = try alice.commit()
        guard case .publicMessage(let message) = try MLSMessage(exactly: pending.message),
            case .commit(let commit) = message.content.content
        else { return }
        let bytes = try forged(
            .commit(commit),
            tag: MAC([UInt8](repeating: 1, count: 32))
        )
        expect(.unauthenticated, for: bytes)
    }

    @Test("a commit that the policy refuses is refused")
    mutating func policyRefuses() throws {
        let pending = try alice.commit()
        expect(
            .invalidCommit(.unauthorized),
            for: pending.message,
            policy: NobodyCommits()
        )
    }

    @Test("a member that was removed can read no handshake")
    mutating func removed() throws {
        let target = bob.index
        let pending = try alice.commit { $0.remove = [target] }
        try bob.follow(pending)
        expect(.removed, for: try forged(.proposal(.remove(target))))
    }

    @Test("application data never come in the clear")
    mutating func clearApplicationData() throws {
        var framed = FramedContent(
            groupID: alice.state.groupID,
            epoch: alice.state.epoch,
            sender: .member(alice.index),
            authenticatedData: [],
            content: .application([1])
        )
        framed.authenticatedData = []
        let signed = try framed.signed(
            wireFormat: .publicMessage,
            context: alice.state.context,
            identity: alice.identity,
            suite: suite,
            provider: provider
        )
        var writer = ByteWriter()
        writer.value(ProtocolVersion.mls10)
        writer.value(WireFormat.publicMessage)
        writer.value(signed.content)
        signed.auth.encode(into: &writer)
        writer.value(MAC([UInt8](repeating: 0, count: 32)))
        #expect(throws: ProcessError.self) { try bob.receive(writer.bytes) }
    }
}

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

extension MessageCipher {
    /// A private message with this sender data and no contents to speak of.
    fileprivate func sealedSenderData(
        _ sender: SenderData,
        in state: GroupState
    ) throws -> [UInt8] {
        var message = PrivateMessage(
            groupID: state.groupID,
            epoch: state.epoch,
            contentType: .application,
            authenticatedData: [],
            encryptedSenderData: [],
            ciphertext: [UInt8](repeating: 0, count: 64)
        )
        let key = SenderDataKey(
            suite: suite,
            senderDataSecret: senderDataSecret,
            ciphertext: message.ciphertext,
            provider: provider
        )
        message.encryptedSenderData = try provider.seal(
            suite.aead,
            key: key.key,
            nonce: key.nonce,
            authenticatedData: message.senderDataAAD,
            sender.encoded
        )
        return MLSMessage.privateMessage(message).encoded
    }
}
