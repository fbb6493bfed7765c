@testable import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import Testing

/// One rule broken at a time; the state must stay as it was.
@Suite("Rules of the framing of incoming messages, RFC 9420 §6")
struct FramingRuleTests: TwoMembers {
    var alice: Device
    var bob: Device

    init() throws {
        let group = try makeGroup(["alice", "bob"])
        alice = group[0]
        bob = group[1]
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
