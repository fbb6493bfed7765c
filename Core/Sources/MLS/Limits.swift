/// The bounds that keep other members from making this one work or store without end.
public enum GroupLimits {
    /// How far ahead of the next expected generation a message may be.
    ///
    /// Each step costs one key derivation, and its key is kept for a late message.
    public static let forwardGenerations: UInt32 = 1000

    /// How many keys of messages that did not come yet one ratchet keeps; the oldest go first.
    public static let skippedKeysPerRatchet = 1000

    /// How many epochs back a late application message can still be read.
    public static let pastEpochs = 3

    /// How many epochs back a resumption pre-shared key can be asked for.
    public static let resumptionSecrets = 32

    /// The largest amount by which a message is padded, in bytes: lengths are rounded up to a
    /// multiple of it.
    public static let paddingBlock = 32
}
