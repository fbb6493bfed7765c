public import TandemProtocol

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
