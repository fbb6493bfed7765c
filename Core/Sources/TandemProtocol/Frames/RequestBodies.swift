public import TandemBytes

/// The body of `register`.
///
/// Layout: `opaque token[32]; opaque accountKey<V>; DeviceList list`.
public struct Registration: WireCodable, Hashable, Sendable {
    /// From `codeVerified`.
    public let token: Bytes32
    /// The new account key, Ed25519.
    public let accountKey: [UInt8]
    /// The new list, which has the phone only.
    public let list: DeviceList

    /// Holds the three.
    public init(token: Bytes32, accountKey: [UInt8], list: DeviceList) {
        self.token = token
        self.accountKey = accountKey
        self.list = list
    }

    /// Reads the three.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        token = try reader.value()
        accountKey = try reader.vector(limit: ProtocolLimits.keyByteCount)
        list = try reader.value()
    }

    /// Writes the three.
    public func encode(into writer: inout ByteWriter) {
        writer.value(token)
        writer.vector(accountKey)
        writer.value(list)
    }
}

/// The body of `authenticate`.
///
/// Layout: `AccountID; DeviceID; opaque audience<V>; opaque signature<V>`.
public struct Authentication: WireCodable, Hashable, Sendable {
    /// The account.
    public let account: AccountID
    /// The device.
    public let device: DeviceID
    /// The host and port that the client connected to.
    public let audience: [UInt8]
    /// By the device, name `authentication`, over `AuthenticationContent`.
    public let signature: [UInt8]

    /// Holds the fields.
    public init(account: AccountID, device: DeviceID, audience: [UInt8], signature: [UInt8]) {
        self.account = account
        self.device = device
        self.audience = audience
        self.signature = signature
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        account = try reader.value()
        device = try reader.value()
        audience = try reader.vector(limit: ProtocolLimits.audienceByteCount)
        signature = try reader.vector(limit: ProtocolLimits.signatureByteCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.value(account)
        writer.value(device)
        writer.vector(audience)
        writer.vector(signature)
    }
}

/// The body of `send`.
///
/// Layout: `ConversationID; MessageID; uint8 kind; uint64 epoch; opaque body<V>`.
public struct OutgoingMessage: WireCodable, Hashable, Sendable {
    /// The conversation.
    public let conversation: ConversationID
    /// The sender's name for the message, the same when it is sent again.
    public let message: MessageID
    /// `application` or `proposal`.
    public let kind: DeliveryKind
    /// The epoch that it belongs to.
    public let epoch: UInt64
    /// An MLSMessage.
    public let body: [UInt8]

    /// Holds the fields.
    public init(
        conversation: ConversationID,
        message: MessageID,
        kind: DeliveryKind,
        epoch: UInt64,
        body: [UInt8]
    ) {
        self.conversation = conversation
        self.message = message
        self.kind = kind
        self.epoch = epoch
        self.body = body
    }

    /// Reads the fields.
    ///
    /// - Throws: `unknownValue` also for a commit, which has a frame of its own.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        conversation = try reader.value()
        message = try reader.value()
        kind = try DeliveryKind(from: &reader)
        guard kind != .commit else { throw .unknownValue }
        epoch = try reader.integer()
        body = try reader.vector(limit: ProtocolLimits.messageByteCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.value(conversation)
        writer.value(message)
        writer.uint8(kind.rawValue)
        writer.integer(epoch)
        writer.vector(body)
    }
}

/// The body of `sendCommit`.
///
/// Layout: `ConversationID; MessageID; uint64 epoch; opaque commit<V>; opaque groupInfo<V>;
/// optional<opaque welcome<V>>; DeviceID welcomed<V>`.
public struct OutgoingCommit: WireCodable, Hashable, Sendable {
    /// The conversation.
    public let conversation: ConversationID
    /// The sender's name for the commit, the same when it is sent again.
    public let message: MessageID
    /// The epoch that it ends.
    public let epoch: UInt64
    /// An MLSMessage with a PublicMessage.
    public let commit: [UInt8]
    /// An MLSMessage with the GroupInfo of the epoch that begins, without the tree.
    public let groupInfo: [UInt8]
    /// An MLSMessage with the Welcome, if devices are added.
    public let welcome: [UInt8]?
    /// The devices that are added.
    public let welcomed: [DeviceID]

    /// Holds the fields.
    public init(
        conversation: ConversationID,
        message: MessageID,
        epoch: UInt64,
        commit: [UInt8],
        groupInfo: [UInt8],
        welcome: [UInt8]?,
        welcomed: [DeviceID]
    ) {
        self.conversation = conversation
        self.message = message
        self.epoch = epoch
        self.commit = commit
        self.groupInfo = groupInfo
        self.welcome = welcome
        self.welcomed = welcomed
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        conversation = try reader.value()
        message = try reader.value()
        epoch = try reader.integer()
        commit = try reader.vector(limit: ProtocolLimits.handshakeByteCount)
        groupInfo = try reader.vector(limit: ProtocolLimits.handshakeByteCount)
        welcome = try reader.optional { reader throws(DecodeError) in
            try reader.vector(limit: ProtocolLimits.handshakeByteCount)
        }
        welcomed = try reader.values(limit: ProtocolLimits.welcomedCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.value(conversation)
        writer.value(message)
        writer.integer(epoch)
        writer.vector(commit)
        writer.vector(groupInfo)
        writer.optional(welcome) { writer, welcome in writer.vector(welcome) }
        writer.values(welcomed)
    }
}
