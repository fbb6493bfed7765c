public import TandemBytes
public import TandemProtocol

/// One message or notice of a chat, as it is stored and as the archive carries it.
///
/// Layout: `uint8 format = 1; MessageID message; uint64 order; Timestamp at; AccountID sender;
/// uint8 state; uint8 kind; select (kind) …`.
public struct MessageRecord: Equatable, Sendable, WireCodable {
    /// Where an own message stands; receipts say the rest.
    public enum State: UInt8, Sendable {
        /// The server has it.
        case accepted = 0
        /// It waits in the outbox.
        case pending = 1
        /// It was given up; the person may try again.
        case failed = 2
    }

    /// What a record shows.
    public enum Body: Equatable, Sendable {
        /// What somebody typed.
        case text(TextContent)
        /// What happened to the chat.
        case notice(Notice)
        /// What this version does not understand: the content's type.
        case unknown(UInt16)
    }

    /// Which message.
    public var message: MessageID
    /// Its place in the chat: see `MessageOrder`.
    public var order: UInt64
    /// The server's time; of a pending message the own.
    public var at: Timestamp
    /// Whose account sent it, or did what the notice says.
    public var sender: AccountID
    /// Where it stands.
    public var state: State
    /// What it shows.
    public var body: Body

    /// Holds the parts.
    public init(
        message: MessageID,
        order: UInt64,
        at: Timestamp,
        sender: AccountID,
        state: State,
        body: Body
    ) {
        self.message = message
        self.order = order
        self.at = at
        self.sender = sender
        self.state = state
        self.body = body
    }

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.uint8() == 1 else { throw .unknownValue }
        message = try reader.value()
        order = try reader.integer()
        guard order <= MessageOrder.greatest else { throw .invalid }
        at = try reader.value()
        sender = try reader.value()
        guard let state = State(rawValue: try reader.uint8()) else { throw .unknownValue }
        self.state = state
        switch try reader.uint8() {
        case 1: body = .text(try reader.value())
        case 2: body = .notice(try reader.value())
        case 3: body = .unknown(try reader.integer())
        default: throw .unknownValue
        }
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        writer.uint8(1)
        writer.value(message)
        writer.integer(order)
        writer.value(at)
        writer.value(sender)
        writer.uint8(state.rawValue)
        switch body {
        case .text(let text):
            writer.uint8(1)
            writer.value(text)
        case .notice(let notice):
            writer.uint8(2)
            writer.value(notice)
        case .unknown(let type):
            writer.uint8(3)
            writer.integer(type)
        }
    }
}
