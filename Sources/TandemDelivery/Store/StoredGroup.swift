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
