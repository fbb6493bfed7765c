public import TandemProtocol

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
