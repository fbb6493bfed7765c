public import TandemProtocol

/// Where and when a message was accepted before.
public struct EarlierMessage: Hashable, Sendable {
    /// Its place.
    public let sequence: UInt64
    /// When it came in.
    public let at: Timestamp

    /// Holds the two.
    public init(sequence: UInt64, at: Timestamp) {
        self.sequence = sequence
        self.at = at
    }
}
