public import TandemProtocol

/// A key package that was taken, and how many are left.
public struct StoredKeyPackage: Hashable, Sendable {
    /// The device.
    public let device: DeviceID
    /// The key package; none if there was not even a last resort.
    public let keyPackage: [UInt8]?
    /// How many others may still take.
    public let left: UInt32

    /// Holds the three.
    public init(device: DeviceID, keyPackage: [UInt8]?, left: UInt32) {
        self.device = device
        self.keyPackage = keyPackage
        self.left = left
    }
}
