public import TandemProtocol

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
