public import TandemProtocol

/// What a new device list changed.
public struct ListChange: Hashable, Sendable {
    /// The devices that the account has no more.
    public let removed: [DeviceID]
    /// The devices of others that share a conversation with the account.
    public let affected: [DeviceID]

    /// Holds the two.
    public init(removed: [DeviceID], affected: [DeviceID]) {
        self.removed = removed
        self.affected = affected
    }
}

/// When a device was last here, and from where.
public struct StoredActivity: Hashable, Sendable {
    /// The device.
    public let device: DeviceID
    /// When it was last connected.
    public let lastActive: Timestamp
    /// Its shortened address, in text.
    public let network: [UInt8]

    /// Holds the three.
    public init(device: DeviceID, lastActive: Timestamp, network: [UInt8]) {
        self.device = device
        self.lastActive = lastActive
        self.network = network
    }
}

/// What a publication of key packages led to.
public struct KeyPackagePublication: Hashable, Sendable {
    /// How many others may take now.
    public let available: UInt32
    /// Whether the device had never published before.
    public let isFirst: Bool

    /// Holds the two.
    public init(available: UInt32, isFirst: Bool) {
        self.available = available
        self.isFirst = isFirst
    }
}

/// A key package that was taken, and how many are left.
public struct StoredKeyPackage: Hashable, Sendable {
    /// The device.
    public let device: DeviceID
    /// The key package; none if there was not even a last resort.
    public let keyPackage: [UInt8]?
    /// How many others may still take.
    public let left: UInt32

    /// Holds the three.
    public init(device: DeviceID, keyPackage: [UInt8]?, left: UInt32) {
        self.device = device
        self.keyPackage = keyPackage
        self.left = left
    }
}

/// The public side of a group at one epoch.
public struct StoredGroup: Hashable, Sendable {
    /// The GroupInfo as its author sent it: an MLSMessage.
    public let groupInfo: [UInt8]
    /// What the server follows the group by: an encoded `PublicGroup`.
    public let state: [UInt8]

    /// Holds the two.
    public init(groupInfo: [UInt8], state: [UInt8]) {
        self.groupInfo = groupInfo
        self.state = state
    }
}

/// A conversation to be founded.
public struct NewConversation: Sendable {
    /// Its name.
    public let id: ConversationID
    /// Its group at epoch 0.
    public let group: StoredGroup
    /// The devices that are in it.
    public let members: [DeviceID]

    /// Holds the three.
    public init(id: ConversationID, group: StoredGroup, members: [DeviceID]) {
        self.id = id
        self.group = group
        self.members = members
    }
}

/// A conversation as it stands.
public struct StoredConversation: Sendable {
    /// The current epoch.
    public let epoch: UInt64
    /// The place of the last message; 0 before the first.
    public let head: UInt64
    /// The group at the current epoch.
    public let group: StoredGroup
    /// The proposals of the current epoch, in order: encoded `Delivery` values.
    public let proposals: [[UInt8]]

    /// Holds the four.
    public init(epoch: UInt64, head: UInt64, group: StoredGroup, proposals: [[UInt8]]) {
        self.epoch = epoch
        self.head = head
        self.group = group
        self.proposals = proposals
    }
}

/// A message to be appended.
public struct NewMessage: Sendable {
    /// The conversation.
    public let conversation: ConversationID
    /// Who sends it.
    public let sender: MemberIdentity
    /// The sender's name for it.
    public let message: MessageID
    /// The epoch that it belongs to.
    public let epoch: UInt64
    /// When it came in.
    public let at: Timestamp
    /// What it is.
    public let kind: DeliveryKind
    /// An MLSMessage.
    public let body: [UInt8]
    /// What else changes with it; of a commit, and only there.
    public let effects: CommitEffects?

    /// Holds the fields.
    public init(
        conversation: ConversationID,
        sender: MemberIdentity,
        message: MessageID,
        epoch: UInt64,
        at: Timestamp,
        kind: DeliveryKind,
        body: [UInt8],
        effects: CommitEffects? = nil
    ) {
        self.conversation = conversation
        self.sender = sender
        self.message = message
        self.epoch = epoch
        self.at = at
        self.kind = kind
        self.body = body
        self.effects = effects
    }
}

/// What a commit changes, in the transaction of its message.
public struct CommitEffects: Sendable {
    /// The group at the epoch that begins.
    public let group: StoredGroup
    /// The devices that come in: their cursors start behind the commit.
    public let added: [DeviceID]
    /// The devices that leave: they get no more than the commit.
    public let removed: [DeviceID]
    /// The sender, if it came in by this commit of its own, whose echo it then gets.
    public let joined: DeviceID?
    /// An MLSMessage for the mailboxes of those who come in.
    public let welcome: [UInt8]?

    /// Holds the fields.
    public init(
        group: StoredGroup,
        added: [DeviceID],
        removed: [DeviceID],
        joined: DeviceID?,
        welcome: [UInt8]?
    ) {
        self.group = group
        self.added = added
        self.removed = removed
        self.joined = joined
        self.welcome = welcome
    }
}

/// What became of an appended message.
public enum AppendOutcome: Sendable {
    /// It is durable.
    case accepted(AcceptedMessage)
    /// It was accepted before, then and there.
    case repeated(EarlierMessage)
    /// The conversation is at another epoch.
    case staleEpoch(current: UInt64)
    /// There is no such conversation.
    case notFound
}

/// A message that is durable.
public struct AcceptedMessage: Sendable {
    /// Its place.
    public let sequence: UInt64
    /// When it came in.
    public let at: Timestamp
    /// Its `Delivery`, encoded.
    public let delivery: [UInt8]
    /// The mail that went with it.
    public let mail: [DeviceMail]

    /// Holds the four.
    public init(sequence: UInt64, at: Timestamp, delivery: [UInt8], mail: [DeviceMail]) {
        self.sequence = sequence
        self.at = at
        self.delivery = delivery
        self.mail = mail
    }
}

/// Where and when a message was accepted before.
public struct EarlierMessage: Hashable, Sendable {
    /// Its place.
    public let sequence: UInt64
    /// When it came in.
    public let at: Timestamp

    /// Holds the two.
    public init(sequence: UInt64, at: Timestamp) {
        self.sequence = sequence
        self.at = at
    }
}

/// Mail with the device that it is for.
public struct DeviceMail: Hashable, Sendable {
    /// The device.
    public let device: DeviceID
    /// The mail.
    public let mail: Mail

    /// Holds the two.
    public init(device: DeviceID, mail: Mail) {
        self.device = device
        self.mail = mail
    }
}

/// A message as it is stored.
public struct StoredDelivery: Hashable, Sendable {
    /// The place.
    public let sequence: UInt64
    /// The `Delivery`, encoded.
    public let delivery: [UInt8]

    /// Holds the two.
    public init(sequence: UInt64, delivery: [UInt8]) {
        self.sequence = sequence
        self.delivery = delivery
    }
}

/// Where a conversation stands, for one device.
public struct DeviceHead: Hashable, Sendable {
    /// The conversation.
    public let conversation: ConversationID
    /// The current epoch.
    public let epoch: UInt64
    /// The last place that the device may see.
    public let head: UInt64
    /// Up to where it has acknowledged.
    public let acknowledged: UInt64

    /// Holds the fields.
    public init(conversation: ConversationID, epoch: UInt64, head: UInt64, acknowledged: UInt64) {
        self.conversation = conversation
        self.epoch = epoch
        self.head = head
        self.acknowledged = acknowledged
    }
}

/// A cursor that moved forward.
public enum CursorUpdate: Hashable, Sendable {
    /// Of a device in a conversation.
    case conversation(ConversationID, DeviceID, UInt64)
    /// Of a device in its mailbox.
    case mailbox(DeviceID, UInt64)
}
