import TandemBytes
import TandemProtocol

/// One application message that must reach the server, through restarts and lost connections.
///
///     queued ── encrypted and stored ──▶ sealed ── sent ──▶ in flight ── accepted ──▶ gone
///        ▲────────────── the epoch has passed ──┴──────────────┘
///
/// The message's ID never changes, so the server takes it once however often it is sent.
///
/// Layout: `uint16 format = 1; uint64 number; ConversationID conversation; opaque content<V>;
/// optional<struct { uint64 epoch; opaque body<V>; }> sealed`.
struct OutboxItem: WireCodable {
    struct Sealed: WireCodable {
        var epoch: UInt64
        var body: [UInt8]

        init(epoch: UInt64, body: [UInt8]) {
            self.epoch = epoch
            self.body = body
        }

        init(from reader: inout ByteReader) throws(DecodeError) {
            epoch = try reader.integer()
            body = try reader.vector(limit: ProtocolLimits.messageByteCount)
        }

        func encode(into writer: inout ByteWriter) {
            writer.integer(epoch)
            writer.vector(body)
        }
    }

    /// Its place among all items, and its row's name.
    var number: UInt64
    var conversation: ConversationID
    var content: Content
    /// The ciphertext, once it was made.
    var sealed: Sealed?
    /// Whether the server's answer is awaited.
    var isInFlight = false
    /// Whether a row holds it; receipts are made anew instead.
    var isDurable = true

    var message: MessageID { content.message }

    /// Whether the chat shows it.
    var isShown: Bool {
        if case .text = content.body { return true }
        return false
    }

    init(number: UInt64, conversation: ConversationID, content: Content, isDurable: Bool = true) {
        self.number = number
        self.conversation = conversation
        self.content = content
        self.isDurable = isDurable
    }

    init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == 1 else { throw .unknownValue }
        number = try reader.integer()
        conversation = try reader.value()
        var bytes = try reader.subReader()
        content = try Content(from: &bytes)
        try bytes.finish()
        sealed = try reader.optional { reader throws(DecodeError) in try reader.value() }
    }

    func encode(into writer: inout ByteWriter) {
        writer.integer(UInt16(1))
        writer.integer(number)
        writer.value(conversation)
        writer.vector(content.encoded)
        writer.optional(sealed) { $0.value($1) }
    }
}
