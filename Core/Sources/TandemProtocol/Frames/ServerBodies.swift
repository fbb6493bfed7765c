public import TandemBytes

/// The body of `codeVerified`.
///
/// Layout: `opaque token[32]; AccountID account; uint64 nextListVersion; uint8 existed`.
public struct CodeVerified: WireCodable, Hashable, Sendable {
    /// Good for one registration, within ten minutes.
    public let token: Bytes32
    /// The number's account, which may be new.
    public let account: AccountID
    /// The least version that the list in `register` may have.
    public let nextListVersion: UInt64
    /// Whether the number was registered before.
    public let existed: Bool

    /// Holds the fields.
    public init(token: Bytes32, account: AccountID, nextListVersion: UInt64, existed: Bool) {
        self.token = token
        self.account = account
        self.nextListVersion = nextListVersion
        self.existed = existed
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        token = try reader.value()
        account = try reader.value()
        nextListVersion = try reader.integer()
        existed = try reader.flag()
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.value(token)
        writer.value(account)
        writer.integer(nextListVersion)
        writer.flag(existed)
    }
}

/// A key package that was taken, or none if the device has none left.
///
/// Layout: `DeviceID device; optional<opaque keyPackage<V>>`.
public struct TakenKeyPackage: WireCodable, Hashable, Sendable {
    /// The device.
    public let device: DeviceID
    /// An MLSMessage with its key package.
    public let keyPackage: [UInt8]?

    /// Holds the two.
    public init(device: DeviceID, keyPackage: [UInt8]?) {
        self.device = device
        self.keyPackage = keyPackage
    }

    /// Reads the two.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        device = try reader.value()
        keyPackage = try reader.optional { reader throws(DecodeError) in
            try reader.vector(limit: ProtocolLimits.keyPackageByteCount)
        }
    }

    /// Writes the two.
    public func encode(into writer: inout ByteWriter) {
        writer.value(device)
        writer.optional(keyPackage) { writer, keyPackage in writer.vector(keyPackage) }
    }
}

/// When and from where a device of the own account was last here.
///
/// Layout: `DeviceID device; Timestamp lastActive; uint8 connected; opaque network<V>`.
public struct DeviceActivity: WireCodable, Hashable, Sendable {
    /// The device.
    public let device: DeviceID
    /// When it was last connected; zero if it never was.
    public let lastActive: Timestamp
    /// Whether it is connected now.
    public let connected: Bool
    /// Its address in text, shortened to /24 or /48; may be empty.
    public let network: [UInt8]

    /// Holds the fields.
    public init(device: DeviceID, lastActive: Timestamp, connected: Bool, network: [UInt8]) {
        self.device = device
        self.lastActive = lastActive
        self.connected = connected
        self.network = network
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        device = try reader.value()
        lastActive = try reader.value()
        connected = try reader.flag()
        network = try reader.vector(limit: ProtocolLimits.networkByteCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.value(device)
        writer.value(lastActive)
        writer.flag(connected)
        writer.vector(network)
    }
}

/// Something for one device alone.
///
/// Layout: `uint64 sequence; uint8 kind; ConversationID; opaque body<V>`.
public struct Mail: WireCodable, Hashable, Sendable {
    /// What it is.
    public enum Kind: UInt8, Sendable {
        /// An MLSMessage with a Welcome.
        case welcome = 1
        /// The name of an own device that logged itself out.
        case deviceLeft = 2
    }

    /// The place in the device's mailbox, rising.
    public let sequence: UInt64
    /// What it is.
    public let kind: Kind
    /// The conversation; all zero where there is none.
    public let conversation: ConversationID
    /// By `kind`.
    public let body: [UInt8]

    /// Holds the fields.
    public init(sequence: UInt64, kind: Kind, conversation: ConversationID, body: [UInt8]) {
        self.sequence = sequence
        self.kind = kind
        self.conversation = conversation
        self.body = body
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        sequence = try reader.integer()
        guard let kind = Kind(rawValue: try reader.uint8()) else { throw .unknownValue }
        self.kind = kind
        conversation = try reader.value()
        body = try reader.vector(limit: ProtocolLimits.handshakeByteCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(sequence)
        writer.uint8(kind.rawValue)
        writer.value(conversation)
        writer.vector(body)
    }
}

/// Where a conversation stands, for one device.
///
/// Layout: `ConversationID; uint64 epoch; uint64 head; uint64 acknowledged`.
public struct ConversationHead: WireCodable, Hashable, Sendable {
    /// The conversation.
    public let conversation: ConversationID
    /// The current epoch.
    public let epoch: UInt64
    /// The place of the last message; 0 before the first.
    public let head: UInt64
    /// Up to where the device has acknowledged.
    public let acknowledged: UInt64

    /// Holds the fields.
    public init(conversation: ConversationID, epoch: UInt64, head: UInt64, acknowledged: UInt64) {
        self.conversation = conversation
        self.epoch = epoch
        self.head = head
        self.acknowledged = acknowledged
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        conversation = try reader.value()
        epoch = try reader.integer()
        head = try reader.integer()
        acknowledged = try reader.integer()
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.value(conversation)
        writer.integer(epoch)
        writer.integer(head)
        writer.integer(acknowledged)
    }
}

/// Why a rendezvous ended.
public enum RendezvousCloseReason: UInt8, Sendable {
    /// The link is made.
    case done = 0
    /// One side gave up.
    case cancelled = 1
    /// Its time is over.
    case expired = 2
    /// The check code was typed wrong three times.
    case wrongCode = 3
    /// The person said no, or a message was not what it must be.
    case refused = 4

    /// Reads one byte.
    init(from reader: inout ByteReader) throws(DecodeError) {
        guard let reason = Self(rawValue: try reader.uint8()) else { throw .unknownValue }
        self = reason
    }
}

/// Why a device is logged out.
public enum LogOutReason: UInt8, Sendable {
    /// The phone removed it, or it left by itself.
    case removed = 1
    /// The number was registered again.
    case registeredElsewhere = 2
    /// Its certificate has ended.
    case expired = 3

    /// Reads one byte.
    init(from reader: inout ByteReader) throws(DecodeError) {
        guard let reason = Self(rawValue: try reader.uint8()) else { throw .unknownValue }
        self = reason
    }
}
