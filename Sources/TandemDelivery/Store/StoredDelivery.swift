/// A message as it is stored.
public struct StoredDelivery: Hashable, Sendable {
    /// The place.
    public let sequence: UInt64
    /// The `Delivery`, encoded.
    public let delivery: [UInt8]

    /// Holds the two.
    public init(sequence: UInt64, delivery: [UInt8]) {
        self.sequence = sequence
        self.delivery = delivery
    }
}
