import MLSWire
import TandemBytes
import Testing

@Suite("Wire structures, RFC 9420")
struct WireStructureTests {
    /// Checks that a value comes back, that no proper prefix decodes and that nothing may follow.
    private func check<Value: WireCodable & Equatable>(_ value: Value) throws {
        let bytes = value.encoded
        let decoded = try Value(exactly: bytes)
        #expect(decoded == value)
        #expect(decoded.encoded == bytes)
        for count in 0..<bytes.count {
            #expect(throws: DecodeError.self) { try Value(exactly: Array(bytes[..<count])) }
        }
        #expect(throws: DecodeError.trailingBytes) { try Value(exactly: bytes + [0]) }
    }

    @Test("every MLSMessage comes back, and is refused when cut anywhere or followed by anything")
    func messages() throws {
        for message in Samples.messages { try check(message) }
    }

    @Test("every proposal, by value and in a commit, comes back or is refused")
    func proposals() throws {
        for proposal in Samples.proposals { try check(proposal) }
        try check(Samples.commit)
        try check(Commit(proposals: [], path: nil))
    }

    @Test("leaves of every source, key packages and parents come back or are refused")
    func nodes() throws {
        for leaf in Samples.leaves { try check(leaf) }
        try check(Samples.keyPackage)
        try check(Samples.tree)
    }

    @Test("credentials of every type come back or are refused")
    func credentials() throws {
        try check(Credential.basic(identity: []))
        try check(Credential.x509(certificates: [[1], [2, 3]]))
        try check(Credential.other(CredentialType(rawValue: 0xf000), body: [4]))
    }

    @Test("the secrets of a Welcome and the names of pre-shared keys come back or are refused")
    func secrets() throws {
        try check(Samples.groupSecrets)
        try check(PSKLabel(id: Samples.pskIDs[1], index: 1, count: 2))
        try check(
            SenderData(
                leafIndex: LeafIndex(rawValue: 1),
                generation: Generation(rawValue: 2),
                reuseGuard: [1, 2, 3, 4]
            )
        )
    }

    @Test("known extensions come back or are refused")
    func extensions() throws {
        try check(
            RequiredCapabilities(
                extensionTypes: [.init(rawValue: 1)],
                proposalTypes: [.init(rawValue: 2)],
                credentialTypes: [.basic]
            )
        )
        try check(
            ExternalSenders(senders: [
                ExternalSender(
                    signatureKey: SignaturePublicKey([1]),
                    credential: Samples.credential
                )
            ])
        )
        try check(ApplicationID(applicationID: [7]))
        let list = [Extension(ExternalPub(externalPub: HPKEPublicKey([1])))]
        #expect(try list.contents(ExternalPub.self)?.externalPub == HPKEPublicKey([1]))
        #expect(try list.contents(ExternalSenders.self) == nil)
    }

    @Test("a proposal of a number that is neither known nor private is refused")
    func unknownProposal() {
        #expect(throws: DecodeError.unknownValue) { try Proposal(exactly: [0x00, 0x08, 0x00]) }
    }

    @Test("a message of another protocol version is refused")
    func unknownVersion() {
        var bytes = Samples.messages[0].encoded
        bytes[1] = 2
        #expect(throws: DecodeError.unknownValue) { try MLSMessage(exactly: bytes) }
    }

    @Test("padding comes off a private message's plaintext only if it is all zeros")
    func padding() throws {
        let content = PrivateMessageContent(
            content: .application([1, 2]),
            auth: FramedContentAuthData(signature: [3], confirmationTag: nil)
        )
        var bytes = content.encoded(paddingByteCount: 5)
        #expect(try PrivateMessageContent(of: .application, exactly: bytes) == content)
        bytes[bytes.count - 2] = 1
        #expect(throws: DecodeError.invalid) {
            try PrivateMessageContent(of: .application, exactly: bytes)
        }
    }

    @Test("every byte of every message may be changed without a trap")
    func mutation() {
        for message in Samples.messages {
            let bytes = message.encoded
            for index in bytes.indices {
                for flip: UInt8 in [1, 0x40, 0x80, 0xff] {
                    var changed = bytes
                    changed[index] ^= flip
                    // A change inside an opaque field still decodes: then it encodes as it came.
                    if let decoded = try? MLSMessage(exactly: changed) {
                        #expect(decoded.encoded == changed)
                    }
                }
            }
        }
    }

    @Test("the numbers for exercising unknown values are recognised")
    func grease() {
        #expect(ExtensionType(rawValue: 0x0a0a).isGREASE)
        #expect(ExtensionType(rawValue: 0xeaea).isGREASE)
        #expect(!ExtensionType(rawValue: 0xfafa).isGREASE)
        #expect(!ExtensionType(rawValue: 0x0a1a).isGREASE)
    }
}
