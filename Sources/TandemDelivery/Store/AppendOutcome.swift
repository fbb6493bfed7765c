/// What became of an appended message.
public enum AppendOutcome: Sendable {
    /// It is durable.
    case accepted(AcceptedMessage)
    /// It was accepted before, then and there.
    case repeated(EarlierMessage)
    /// The conversation is at another epoch.
    case staleEpoch(current: UInt64)
    /// There is no such conversation.
    case notFound
}
