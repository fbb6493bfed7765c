public import TandemProtocol

/// A cursor that moved forward.
public enum CursorUpdate: Hashable, Sendable {
    /// Of a device in a conversation.
    case conversation(ConversationID, DeviceID, UInt64)
    /// Of a device in its mailbox.
    case mailbox(DeviceID, UInt64)
}
