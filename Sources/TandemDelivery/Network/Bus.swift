public import TandemProtocol

/// Carries news to whichever node holds a device's socket, at most once.
///
/// A lost notice is no lost message: the gap in the sequence shows, and the store has it.
public protocol Bus: Sendable {
    /// Passes a notice on.
    func publish(_ notice: Notice)

    /// Sets who gets the notices of this node's devices.
    func subscribe(_ handler: @escaping @Sendable (Notice) -> Void)
}

/// News for devices, wherever they are connected.
public struct Notice: Sendable {
    /// What there is to do.
    public enum Action: Sendable {
        /// Send a message that has a place in a conversation.
        case deliver(ConversationID, frame: [UInt8])
        /// Send mail that is in the device's mailbox.
        case mail(frame: [UInt8])
        /// Send what is not kept.
        case send(frame: [UInt8])
        /// Tell the device that it is logged out, and close its sockets.
        case logOut(LogOutReason)
    }

    /// The devices.
    public let devices: [DeviceID]
    /// What there is to do.
    public let action: Action

    /// Holds the two.
    public init(devices: [DeviceID], action: Action) {
        self.devices = devices
        self.action = action
    }
}
