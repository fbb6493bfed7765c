import TandemBytes
import TandemProtocol
import Testing

@Suite("Values of the protocol")
struct ValueTests {
    @Test(
        "a phone number is a plus and 7 to 15 digits",
        arguments: [
            ("+4915112345678", true), ("+1234567", true), ("+123456789012345", true),
            ("+123456", false), ("+1234567890123456", false), ("4915112345678", false),
            ("+0123456789", false), ("+49 151 1234", false), ("+", false), ("", false),
        ]
    )
    func phoneNumber(text: String, isValid: Bool) {
        #expect((PhoneNumber(Array(text.utf8)) != nil) == isValid)
    }

    @Test("identifiers are ordered as their bytes are")
    func order() throws {
        let small = try #require(AccountID(bytes: [UInt8](repeating: 0, count: 15) + [0xff]))
        let large = try #require(AccountID(bytes: [1] + [UInt8](repeating: 0, count: 15)))
        #expect(small < large)
        #expect(large.bytes == [1] + [UInt8](repeating: 0, count: 15))
        #expect(AccountID(bytes: [1, 2, 3]) == nil)
    }

    @Test(
        "base64url agrees with RFC 4648 §10",
        arguments: [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
    )
    func base64URL(plain: String, text: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == Array(text.utf8))
        #expect(Base64URL.decode(Array(text.utf8)) == Array(plain.utf8))
    }

    @Test(
        "text that no bytes encode to is refused",
        arguments: ["A", "Zh", "Zm9v=", "Zm+v", "Zm/v", "Zm9vYg=="]
    )
    func malformedBase64URL(text: String) {
        #expect(Base64URL.decode(Array(text.utf8)) == nil)
    }

    @Test("a link code is 94 characters and comes back from them")
    func linkCode() throws {
        let code = LinkCode(
            reference: Samples.reference,
            keyHash: try Samples.bytes32(0xfb),
            secret: Bytes16(high: .max, low: 1)
        )
        #expect(code.text.count == 94)
        #expect(LinkCode(text: code.text) == code)
        #expect(LinkCode(text: Array(" \n".utf8) + code.text + Array("\r\n".utf8)) == code)
        #expect(LinkCode(text: Array(code.text.dropLast())) == nil)
        #expect(LinkCode(text: Array("https://example.org".utf8)) == nil)
    }

    @Test("every link message comes back as it went in, and trailing bytes are refused")
    func linkMessages() throws {
        let offer = LinkOffer(
            publicKey: [1],
            signatureKey: [2],
            desktopNonce: try Samples.bytes32(3),
            isSharedComputer: true,
            browser: Array("Firefox".utf8),
            system: Array("Linux".utf8)
        )
        let messages: [LinkMessage] = [
            .hello(commitment: try Samples.bytes32(1)), .offer(offer),
            .reveal(phoneNonce: try Samples.bytes32(2)),
            .bundle(encapsulated: [1, 2], ciphertext: [3, 4, 5]), .thanks,
        ]
        for message in messages {
            #expect(try LinkMessage(exactly: message.encoded) == message)
        }
        #expect(throws: DecodeError.trailingBytes) { try LinkMessage(exactly: [5, 1, 0]) }
    }

    @Test("participants are sorted when made and refused unsorted when read")
    func participants() throws {
        let first = ConversationContext.Participant(
            account: AccountID(Bytes16(high: 1, low: 0)),
            role: .member
        )
        let second = ConversationContext.Participant(
            account: AccountID(Bytes16(high: 2, low: 0)),
            role: .admin
        )
        let context = ConversationContext(kind: .group, participants: [second, first, second])
        #expect(context.participants == [first, second])
        #expect(try ConversationContext(exactly: context.encoded) == context)
        #expect(context.participant(second.account)?.role == .admin)
        #expect(context.participant(Samples.account) == nil)
        var writer = ByteWriter()
        writer.integer(UInt16(1))
        writer.uint8(3)
        writer.values([second, first])
        #expect(throws: DecodeError.invalid) { try ConversationContext(exactly: writer.bytes) }
    }
}
