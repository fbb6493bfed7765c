public import TandemBytes
public import TandemProtocol

/// What one application message says.
///
/// Layout: `uint16 type; MessageID message; Timestamp sentAt; select (type) …`.
/// Source: `docs/protocol.md`, Content.
public struct Content: Equatable, Sendable, WireCodable {
    /// The same as the frame's, which is thereby authenticated.
    public var message: MessageID
    /// The sender's clock.
    public var sentAt: Timestamp
    /// What it says.
    public var body: Body

    /// Holds the parts.
    public init(message: MessageID, sentAt: Timestamp, body: Body) {
        self.message = message
        self.sentAt = sentAt
        self.body = body
    }

    /// What a content can say.
    public enum Body: Equatable, Sendable {
        /// A text, perhaps in answer to another message.
        case text(TextContent)
        /// What the sender's account has received or read.
        case receipt(Receipt)
        /// The name of the sender's account.
        case profile(name: [UInt8])
        /// The group's title.
        case title([UInt8])
        /// What a newcomer must be told.
        case handover(Handover)
        /// A part of the history, for an own device.
        case historyChunk(HistoryChunk)
        /// A contact, for the own devices.
        case contact(ContactRecord)
        /// What an own device is called and runs on.
        case deviceInfo(DeviceInfo)
        /// Something that a later version says.
        case unknown(type: UInt16, [UInt8])
    }

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        let type: UInt16 = try reader.integer()
        message = try reader.value()
        sentAt = try reader.value()
        body = try Body(type: type, from: &reader)
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(body.type)
        writer.value(message)
        writer.value(sentAt)
        body.encode(into: &writer)
    }
}

extension Content.Body {
    var type: UInt16 {
        switch self {
        case .text: 1
        case .receipt: 2
        case .profile: 3
        case .title: 4
        case .handover: 5
        case .historyChunk: 6
        case .contact: 7
        case .deviceInfo: 8
        case .unknown(let type, _): type
        }
    }

    init(type: UInt16, from reader: inout ByteReader) throws(DecodeError) {
        switch type {
        case 1: self = .text(try reader.value())
        case 2: self = .receipt(try reader.value())
        case 3: self = .profile(name: try reader.vector(limit: ClientLimits.name))
        case 4: self = .title(try reader.vector(limit: ClientLimits.title))
        case 5: self = .handover(try reader.value())
        case 6: self = .historyChunk(try reader.value())
        case 7: self = .contact(try reader.value())
        case 8: self = .deviceInfo(try reader.value())
        default:
            guard reader.remainingCount <= ClientLimits.unknownContent else { throw .tooLong }
            self = .unknown(type: type, try reader.fixed(reader.remainingCount))
        }
    }

    func encode(into writer: inout ByteWriter) {
        switch self {
        case .text(let text): writer.value(text)
        case .receipt(let receipt): writer.value(receipt)
        case .profile(let name): writer.vector(name)
        case .title(let title): writer.vector(title)
        case .handover(let handover): writer.value(handover)
        case .historyChunk(let chunk): writer.value(chunk)
        case .contact(let contact): writer.value(contact)
        case .deviceInfo(let info): writer.value(info)
        case .unknown(_, let bytes): writer.fixed(bytes)
        }
    }
}

/// A text message.
///
/// Layout: `opaque text<V>; optional<MessageID> replyTo`.
public struct TextContent: Equatable, Sendable, WireCodable {
    /// What was typed; UTF-8.
    public var text: [UInt8]
    /// The message that it answers.
    public var replyTo: MessageID?

    /// Holds the parts.
    public init(text: [UInt8], replyTo: MessageID? = nil) {
        self.text = text
        self.replyTo = replyTo
    }

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        text = try reader.vector(limit: ClientLimits.text)
        replyTo = try reader.optional { reader throws(DecodeError) in try reader.value() }
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        writer.vector(text)
        writer.optional(replyTo) { $0.value($1) }
    }
}

/// Everything up to a sequence number was received, or read, by the sender's account.
///
/// Layout: `uint8 kind; uint64 upTo`.
public struct Receipt: Equatable, Sendable, WireCodable {
    /// What happened to the messages.
    public enum Kind: UInt8, Sendable {
        case delivered = 1
        case read = 2
    }

    /// What happened.
    public var kind: Kind
    /// The last message's sequence number.
    public var upTo: UInt64

    /// Holds the parts.
    public init(kind: Kind, upTo: UInt64) {
        self.kind = kind
        self.upTo = upTo
    }

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard let kind = Kind(rawValue: try reader.uint8()) else { throw .unknownValue }
        self.kind = kind
        upTo = try reader.integer()
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        writer.uint8(kind.rawValue)
        writer.integer(upTo)
    }
}

/// What whoever adds somebody tells the newcomer, who cannot read what was said before.
///
/// Layout: `opaque title<V>; struct { AccountID account; opaque name<V>; } profiles<V>`.
public struct Handover: Equatable, Sendable, WireCodable {
    /// A participant's name, as the sender knows it.
    public struct Profile: Equatable, Sendable, WireCodable {
        /// Who is named.
        public var account: AccountID
        /// The name; UTF-8.
        public var name: [UInt8]

        /// Holds the two.
        public init(account: AccountID, name: [UInt8]) {
            self.account = account
            self.name = name
        }

        /// Reads the value.
        ///
        /// - Throws: `DecodeError` when the bytes are no such value.
        public init(from reader: inout ByteReader) throws(DecodeError) {
            account = try reader.value()
            name = try reader.vector(limit: ClientLimits.name)
        }

        /// Writes the value.
        public func encode(into writer: inout ByteWriter) {
            writer.value(account)
            writer.vector(name)
        }
    }

    /// The group's title; empty in other conversations.
    public var title: [UInt8]
    /// The names that the sender knows.
    public var profiles: [Profile]

    /// Holds the two.
    public init(title: [UInt8], profiles: [Profile]) {
        self.title = title
        self.profiles = profiles
    }

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        title = try reader.vector(limit: ClientLimits.title)
        profiles = try reader.values(limit: ClientLimits.participants)
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        writer.vector(title)
        writer.values(profiles)
    }
}

/// Where an own device finds a part of the history.
///
/// Layout: `DeviceID device; uint32 index; uint32 total; opaque blob[32]; opaque digest[32];
/// uint64 byteCount`.
public struct HistoryChunk: Equatable, Sendable, WireCodable {
    /// The device that it is meant for.
    public var device: DeviceID
    /// Which chunk: `0..<total`, newest first.
    public var index: UInt32
    /// How many chunks there are.
    public var total: UInt32
    /// The blob's ID.
    public var blob: [UInt8]
    /// SHA-256 of the sealed chunk.
    public var digest: [UInt8]
    /// The length of the sealed chunk.
    public var byteCount: UInt64

    /// Holds the parts.
    public init(
        device: DeviceID,
        index: UInt32,
        total: UInt32,
        blob: [UInt8],
        digest: [UInt8],
        byteCount: UInt64
    ) {
        self.device = device
        self.index = index
        self.total = total
        self.blob = blob
        self.digest = digest
        self.byteCount = byteCount
    }

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        device = try reader.value()
        index = try reader.integer()
        total = try reader.integer()
        blob = try reader.fixed(32)
        digest = try reader.fixed(32)
        byteCount = try reader.integer()
        guard index < total, total <= ClientLimits.chunks else { throw .invalid }
        guard byteCount <= UInt64(ClientLimits.chunkBytes) else { throw .tooLong }
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        writer.value(device)
        writer.integer(index)
        writer.integer(total)
        writer.fixed(blob)
        writer.fixed(digest)
        writer.integer(byteCount)
    }
}

/// What an own device is called and runs on; no server sees it.
///
/// Layout: `DeviceID device; opaque browser<V>; opaque system<V>; opaque name<V>;
/// Timestamp linkedAt`.
public struct DeviceInfo: Equatable, Sendable, WireCodable {
    /// The device.
    public var device: DeviceID
    /// The browser's name; UTF-8.
    public var browser: [UInt8]
    /// The system's name; UTF-8.
    public var system: [UInt8]
    /// What the owner calls it; empty if nothing.
    public var name: [UInt8]
    /// When it was linked.
    public var linkedAt: Timestamp

    /// Holds the parts.
    public init(
        device: DeviceID,
        browser: [UInt8],
        system: [UInt8],
        name: [UInt8],
        linkedAt: Timestamp
    ) {
        self.device = device
        self.browser = browser
        self.system = system
        self.name = name
        self.linkedAt = linkedAt
    }

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        device = try reader.value()
        browser = try reader.vector(limit: ClientLimits.name)
        system = try reader.vector(limit: ClientLimits.name)
        name = try reader.vector(limit: ClientLimits.name)
        linkedAt = try reader.value()
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        writer.value(device)
        writer.vector(browser)
        writer.vector(system)
        writer.vector(name)
        writer.value(linkedAt)
    }
}
