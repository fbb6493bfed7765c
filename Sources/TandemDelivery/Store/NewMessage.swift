public import TandemProtocol

/// A message to be appended.
public struct NewMessage: Sendable {
    /// The conversation.
    public let conversation: ConversationID
    /// Who sends it.
    public let sender: MemberIdentity
    /// The sender's name for it.
    public let message: MessageID
    /// The epoch that it belongs to.
    public let epoch: UInt64
    /// When it came in.
    public let at: Timestamp
    /// What it is.
    public let kind: DeliveryKind
    /// An MLSMessage.
    public let body: [UInt8]
    /// What else changes with it; of a commit, and only there.
    public let effects: CommitEffects?

    /// Holds the fields.
    public init(
        conversation: ConversationID,
        sender: MemberIdentity,
        message: MessageID,
        epoch: UInt64,
        at: Timestamp,
        kind: DeliveryKind,
        body: [UInt8],
        effects: CommitEffects? = nil
    ) {
        self.conversation = conversation
        self.sender = sender
        self.message = message
        self.epoch = epoch
        self.at = at
        self.kind = kind
        self.body = body
        self.effects = effects
    }
}
