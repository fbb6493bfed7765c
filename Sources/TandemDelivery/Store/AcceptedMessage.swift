public import TandemProtocol

/// A message that is durable.
public struct AcceptedMessage: Sendable {
    /// Its place.
    public let sequence: UInt64
    /// When it came in.
    public let at: Timestamp
    /// Its `Delivery`, encoded.
    public let delivery: [UInt8]
    /// The mail that went with it.
    public let mail: [DeviceMail]

    /// Holds the four.
    public init(sequence: UInt64, at: Timestamp, delivery: [UInt8], mail: [DeviceMail]) {
        self.sequence = sequence
        self.at = at
        self.delivery = delivery
        self.mail = mail
    }
}
