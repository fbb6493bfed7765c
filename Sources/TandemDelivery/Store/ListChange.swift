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
