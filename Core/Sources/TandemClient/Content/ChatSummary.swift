public import TandemBytes
public import TandemProtocol

/// What a conversation is for.
public enum ChatKind: UInt8, Sendable {
    /// The own devices among themselves: "Message yourself".
    case own = 1
    /// Two people.
    case direct = 2
    /// A group with admins.
    case group = 3
}

/// One line of the chat list, for a device that has no history yet.
///
/// Layout: `uint16 format = 1; ConversationID conversation; uint8 kind; opaque title<V>;
/// AccountID participants<V>; uint64 order; Timestamp at; AccountID sender; opaque preview<V>;
/// uint32 unread; uint8 favourite; Timestamp mutedUntil`.
public struct ChatSummary: Equatable, Sendable, WireCodable {
    /// Which conversation.
    public var conversation: ConversationID
    /// What it is for.
    public var kind: ChatKind
    /// A group's title.
    public var title: [UInt8]
    /// The people in it.
    public var participants: [AccountID]
    /// The place of the last message.
    public var order: UInt64
    /// The time of the last message.
    public var at: Timestamp
    /// Who sent the last message.
    public var sender: AccountID
    /// How the last message begins.
    public var preview: [UInt8]
    /// How many messages nobody of the account has read.
    public var unread: UInt32
    /// Whether it is among the favourites.
    public var favourite: Bool
    /// Until when it is mute; zero if it is not.
    public var mutedUntil: Timestamp

    /// Holds the parts.
    public init(
        conversation: ConversationID,
        kind: ChatKind,
        title: [UInt8],
        participants: [AccountID],
        order: UInt64,
        at: Timestamp,
        sender: AccountID,
        preview: [UInt8],
        unread: UInt32,
        favourite: Bool,
        mutedUntil: Timestamp
    ) {
        self.conversation = conversation
        self.kind = kind
        self.title = title
        self.participants = participants
        self.order = order
        self.at = at
        self.sender = sender
        self.preview = preview
        self.unread = unread
        self.favourite = favourite
        self.mutedUntil = mutedUntil
    }

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == 1 else { throw .unknownValue }
        conversation = try reader.value()
        guard let kind = ChatKind(rawValue: try reader.uint8()) else { throw .unknownValue }
        self.kind = kind
        title = try reader.vector(limit: ClientLimits.title)
        participants = try reader.values(limit: ClientLimits.participants)
        order = try reader.integer()
        at = try reader.value()
        sender = try reader.value()
        preview = try reader.vector(limit: ClientLimits.preview)
        unread = try reader.integer()
        favourite = try reader.flag()
        mutedUntil = try reader.value()
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(UInt16(1))
        writer.value(conversation)
        writer.uint8(kind.rawValue)
        writer.vector(title)
        writer.values(participants)
        writer.integer(order)
        writer.value(at)
        writer.value(sender)
        writer.vector(preview)
        writer.integer(unread)
        writer.flag(favourite)
        writer.value(mutedUntil)
    }
}
