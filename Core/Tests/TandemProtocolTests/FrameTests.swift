import TandemBytes
import TandemProtocol
import Testing

@Suite("Frames, docs/protocol.md")
struct FrameTests {
    @Test("every request comes back as it went in, and the samples leave none out")
    func requests() throws {
        let samples = try Samples.requests()
        #expect(Set(samples.map(\.type)) == Set(RequestType.allCases))
        for sample in samples {
            let frame = ClientFrame(request: 7, sample)
            #expect(try ClientFrame(decoding: frame.encoded) == frame)
        }
    }

    @Test("every answer and push comes back as it went in, and the samples leave none out")
    func serverMessages() throws {
        let samples = try Samples.serverMessages()
        #expect(Set(samples.map(\.type)) == Set(ServerMessageType.allCases))
        for sample in samples {
            let frame = ServerFrame(request: 8, sample)
            #expect(try ServerFrame(decoding: frame.encoded) == frame)
        }
    }

    @Test("a frame that is cut anywhere, or has a byte too many, is refused with its number")
    func damaged() throws {
        for sample in try Samples.requests() {
            let bytes = ClientFrame(request: 7, sample).encoded
            for count in 0..<bytes.count {
                let expected = count < 6 ? FrameError.notAFrame : .malformed(request: 7)
                #expect(throws: expected) {
                    try ClientFrame(decoding: Array(bytes.prefix(count)))
                }
            }
            #expect(throws: FrameError.malformed(request: 7)) {
                try ClientFrame(decoding: bytes + [0])
            }
        }
    }

    @Test("an answer or push that is cut anywhere, or has a byte too many, is refused")
    func damagedServerMessages() throws {
        for sample in try Samples.serverMessages() {
            let bytes = ServerFrame(request: 7, sample).encoded
            for count in 6..<bytes.count {
                #expect(throws: FrameError.malformed(request: 7)) {
                    try ServerFrame(decoding: Array(bytes.prefix(count)))
                }
            }
            #expect(throws: FrameError.malformed(request: 7)) {
                try ServerFrame(decoding: bytes + [0])
            }
        }
    }

    @Test("an unknown type is told apart from a damaged frame")
    func unknownType() {
        #expect(throws: FrameError.unknownType(request: 9)) {
            try ClientFrame(decoding: [0x7f, 0xff, 0, 0, 0, 9, 1, 2, 3])
        }
    }

    @Test("a frame above the limit is refused before it is read")
    func tooLong() {
        let bytes = [UInt8](repeating: 0, count: ProtocolLimits.frameByteCount + 1)
        #expect(throws: FrameError.notAFrame) { try ClientFrame(decoding: bytes) }
    }

    @Test("random bytes after any header are refused or read, and never trap")
    func noise() {
        var generator = SystemRandomNumberGenerator()
        let types = RequestType.allCases.map(\.rawValue)
        for _ in 0..<20_000 {
            let type = types.randomElement(using: &generator) ?? 1
            let body = (0..<Int.random(in: 0..<80)).map { _ in UInt8.random(in: 0...255) }
            let bytes = [UInt8(type >> 8), UInt8(type & 0xff), 0, 0, 0, 1] + body
            guard let frame = try? ClientFrame(decoding: bytes) else { continue }
            #expect(frame.encoded == bytes)
        }
    }

    @Test("an error code from a later version reads as unavailable")
    func laterErrorCode() throws {
        let bytes: [UInt8] =
            [0x01, 0xff, 0, 0, 0, 1, 0x7f, 0xff] + [UInt8](repeating: 0, count: 12)
        #expect(try ServerFrame(decoding: bytes).body == .error(ErrorAnswer(.unavailable)))
    }

    @Test("a commit cannot be sent as a plain message")
    func commitAsMessage() {
        let body = OutgoingMessage(
            conversation: Samples.conversation,
            message: Samples.message,
            kind: .commit,
            epoch: 1,
            body: []
        )
        #expect(throws: DecodeError.unknownValue) { try OutgoingMessage(exactly: body.encoded) }
    }
}
