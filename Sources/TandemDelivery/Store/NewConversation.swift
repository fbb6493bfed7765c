public import TandemProtocol

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
