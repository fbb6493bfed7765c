/// One socket, by the event loop that it lives on and a number that is never used twice.
public struct ConnectionID: Hashable, Sendable {
    /// The event loop's place in its group.
    public let loop: Int
    /// The socket's number.
    public let number: UInt64

    /// Holds the two.
    public init(loop: Int, number: UInt64) {
        self.loop = loop
        self.number = number
    }
}

/// The way back to the sockets; calls may come from any thread and keep their order.
public protocol Transport: Sendable {
    /// Sends one frame to any number of sockets; those that are gone are passed over.
    ///
    /// A socket whose queue is full is closed: its device fetches the rest when it is back.
    func send(_ frame: [UInt8], to connections: [ConnectionID])

    /// Sends frames to one socket, and returns when they have left or the socket is gone.
    func sendAndWait(_ frames: [[UInt8]], to connection: ConnectionID) async

    /// Closes a socket after what was sent before.
    func close(_ connection: ConnectionID, because reason: CloseReason)
}

/// Why the server closes a socket.
public enum CloseReason: Sendable {
    /// The other side does not keep to the protocol.
    case policyViolation
    /// The device is logged out, or another socket of it took over.
    case finished
}
