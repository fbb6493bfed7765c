/// What a publication of key packages led to.
public struct KeyPackagePublication: Hashable, Sendable {
    /// How many others may take now.
    public let available: UInt32
    /// Whether the device had never published before.
    public let isFirst: Bool

    /// Holds the two.
    public init(available: UInt32, isFirst: Bool) {
        self.available = available
        self.isFirst = isFirst
    }
}
