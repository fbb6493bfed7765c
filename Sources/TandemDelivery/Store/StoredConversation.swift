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
