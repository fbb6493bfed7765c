public import TandemBytes

/// What a message in a conversation's order is.
public enum DeliveryKind: UInt8, Sendable {
    /// An MLS PrivateMessage.
    case application = 1
    /// An MLS PublicMessage with a proposal.
    case proposal = 2
    /// An MLS PublicMessage with a commit.
    case commit = 3

    /// Reads one byte.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard let kind = Self(rawValue: try reader.uint8()) else { throw .unknownValue }
        self = kind
    }
}

/// One message at its place in a conversation's order, as the server delivers it.
public struct Delivery: WireCodable, Hashable, Sendable {
    /// The conversation.
    public let conversation: ConversationID
    /// The place: 1, 2, 3 … without gaps in each conversation.
    public let sequence: UInt64
    /// The epoch in which the server accepted it.
    public let epoch: UInt64
    /// The account and the device that sent it, as the server authenticated them.
    public let sender: MemberIdentity
    /// The sender's name for it.
    public let message: MessageID
    /// When the server accepted it.
    public let at: Timestamp
    /// What it is.
    public let kind: DeliveryKind
    /// An MLSMessage.
    public let body: [UInt8]

    /// Holds the fields.
    public init(
        conversation: ConversationID,
        sequence: UInt64,
        epoch: UInt64,
        sender: MemberIdentity,
        message: MessageID,
        at: Timestamp,
        kind: DeliveryKind,
        body: [UInt8]
    ) {
        self.conversation = conversation
        self.sequence = sequence
        self.epoch = epoch
        self.sender = sender
        self.message = message
        self.at = at
        self.kind = kind
        self.body = body
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        conversation = try reader.value()
        sequence = try reader.integer()
        epoch = try reader.integer()
        sender = try reader.value()
        message = try reader.value()
        at = try reader.value()
        kind = try DeliveryKind(from: &reader)
        body = try reader.vector(limit: ProtocolLimits.handshakeByteCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.value(conversation)
        writer.integer(sequence)
        writer.integer(epoch)
        writer.value(sender)
        writer.value(message)
        writer.value(at)
        writer.uint8(kind.rawValue)
        writer.vector(body)
    }
}
