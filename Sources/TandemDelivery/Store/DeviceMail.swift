public import TandemProtocol

/// Mail with the device that it is for.
public struct DeviceMail: Hashable, Sendable {
    /// The device.
    public let device: DeviceID
    /// The mail.
    public let mail: Mail

    /// Holds the two.
    public init(device: DeviceID, mail: Mail) {
        self.device = device
        self.mail = mail
    }
}
