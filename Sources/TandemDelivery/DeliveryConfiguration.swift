/// What an operator may set of the delivery service.
public struct DeliveryConfiguration: Sendable {
    /// Codes that may be sent to one number within an hour.
    public var codesPerNumberAndHour = 5
    /// Codes that may be asked for from one address within an hour.
    public var codesPerAddressAndHour = 30
    /// Codes that may be sent within an hour in all: what they cost is bounded.
    public var codesPerHour = 10_000
    /// Numbers that one account may look up within an hour.
    public var lookUpsPerAccountAndHour = 1_000
    /// How many bytes of messages and commits one account may send within a day, and at once.
    public var messageBytesPerAccountAndDay: UInt64 = 1 << 30
    /// Conversations that one account may found within an hour.
    public var conversationsPerAccountAndHour = 1_000
    /// Devices that one conversation may have.
    public var devicesPerConversation = 5_000
    /// For how many days messages and mail wait for devices that do not come.
    public var retentionDays = 30
    /// For how many days blobs are kept.
    public var blobDays = 30
    /// How many bytes of blobs one account may have.
    public var blobBytesPerAccount: UInt64 = 1 << 30
    /// Frames that an authenticated socket may send per second, in the long run.
    public var framesPerSecond = 500.0
    /// Frames that it may send at once.
    public var frameBurst = 2_000.0

    /// The defaults.
    public init() {}
}
