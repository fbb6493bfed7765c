import TandemBytes
import TandemClient
import TandemProtocol

/// Bert's phone, registered, before Anna's first conversation with him reaches it.
///
/// An input is a list of steps: `uint8 step; opaque bytes<V>`.
struct FuzzEngine: Sendable {
    static let shared = FuzzEngine()

    private let rows: [[UInt8]: [UInt8]]
    /// Frames by which Anna's conversation reaches Bert.
    private let genuine: [[UInt8]]

    private init() {
        let server = ObligingServer()
        let bert = Self.register("Bert", "+4915100000002", server)
        rows = bert.state
        let anna = Self.register("Anna", "+4915100000001", server)
        let known = server.pushes.count
        anna.intend("startChat") { $0.member("number", string: "+4915100000002") }
        server.answer(anna)
        for text in ["hello", "again"] {
            anna.intend("send") { object in
                object.member("chat", string: anna.lastChat)
                object.member("text", string: text)
            }
            server.answer(anna)
            anna.pass(milliseconds: 2000)
            server.answer(anna)
        }
        let pushes = server.pushes.dropFirst(known)
        let isInvited = pushes.contains { if case .mail = $0 { true } else { false } }
        precondition(isInvited, "Anna's conversation reaches Bert")
        genuine = pushes.map { ServerFrame($0).encoded }
    }

    private static func register(
        _ name: String,
        _ number: String,
        _ server: ObligingServer
    ) -> FuzzDevice {
        let device = FuzzDevice()
        server.serve(device)
        device.intend("requestCode") { $0.member("number", string: number) }
        server.answer(device)
        device.intend("verifyCode") { $0.member("code", string: "123456") }
        server.answer(device)
        device.intend("setName") { $0.member("name", string: name) }
        server.answer(device)
        for _ in 0..<3 {
            device.pass(milliseconds: 1000)
            server.answer(device)
        }
        return device
    }

    /// One step of an input.
    private enum Step: UInt8 {
        case frame, answer, intent, serve, pass, reconnect, downloaded, uploaded, failed
    }

    func run(_ input: [UInt8]) -> Bool {
        var reader = ByteReader(input)
        let server = ObligingServer()
        let device = FuzzDevice(rows)
        server.serve(device)
        var count = 0
        while !reader.isAtEnd, count < 32 {
            guard let step = try? Step(rawValue: reader.uint8()), let bytes = try? reader.vector()
            else { return false }
            take(step, bytes, device, server)
            count += 1
        }
        return true
    }

    private func take(
        _ step: Step,
        _ bytes: [UInt8],
        _ device: FuzzDevice,
        _ server: ObligingServer
    ) {
        switch step {
        case .frame: device.handle(.frame(bytes))
        case .answer: answerWith(bytes, device)
        case .intent: device.handle(.intent(bytes))
        case .serve: server.answer(device)
        case .pass: device.pass(milliseconds: UInt64(bytes.first ?? 1) * 500)
        case .reconnect:
            device.handle(.disconnected)
            server.serve(device)
        case .downloaded: device.handle(.downloaded(request: device.lastTransfer, bytes))
        case .uploaded: device.handle(.uploaded(request: device.lastTransfer))
        case .failed: device.handle(.blobFailed(request: device.lastTransfer))
        }
    }

    /// Answers the oldest request with a type and a body: the request's number goes between them.
    private func answerWith(_ bytes: [UInt8], _ device: FuzzDevice) {
        guard !device.outbox.isEmpty, bytes.count >= 2 else { return }
        let request = device.outbox.removeFirst().request
        var writer = ByteWriter()
        writer.fixed(bytes.prefix(2))
        writer.integer(request)
        writer.fixed(bytes.dropFirst(2))
        device.handle(.frame(writer.bytes))
    }

    var seeds: [[UInt8]] {
        let conversation = genuine.map { (Step.frame, $0) } + [(.serve, []), (.pass, [4])]
        let intents = intentTexts.map { [(Step.intent, Array($0.utf8)), (.serve, [])] }
        return [encode(conversation)]
            + genuine.map { encode([(.frame, $0)]) }
            + intents.map { encode($0) }
            + intents.map { encode(conversation + $0) }
            + [encode([(.reconnect, []), (.pass, [200]), (.serve, [])])]
    }

    private func encode(_ steps: [(Step, [UInt8])]) -> [UInt8] {
        var writer = ByteWriter()
        for (step, bytes) in steps {
            writer.uint8(step.rawValue)
            writer.vector(bytes)
        }
        return writer.bytes
    }
}

private let intentTexts = [
    #"{"type":"startChat","number":"+4915100000002"}"#,
    #"{"type":"startChat","number":"+4915100000001"}"#,
    #"{"type":"createGroup","title":"G","members":["00000000000000010000000000000001"]}"#,
    #"{"type":"send","chat":"00000000000000000000000000000000","text":"hello"}"#,
    #"{"type":"listDevices"}"#, #"{"type":"logOutAll"}"#, #"{"type":"logOut"}"#,
    #"{"type":"useLinkText","text":"TANDEM1:"}"#, #"{"type":"confirmLink","code":"123456"}"#,
    #"{"type":"setName","name":"B"}"#, #"{"type":"findContact","number":"+4915100000001"}"#,
]
