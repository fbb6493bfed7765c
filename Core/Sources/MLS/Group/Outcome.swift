public import MLSWire

extension GroupState {
    /// What a message was.
    public enum Outcome: Sendable {
        /// Bytes of the application, from a member.
        case application(ApplicationMessage)
        /// A proposal, kept for the commit that will carry it out.
        case proposal(ProposalRef, Proposal, Sender)
        /// A commit that may be applied: look at it, then `apply` it or drop it.
        case commit(StagedCommit)
        /// A message of this client's own, on its way back. Of a commit: apply the pending one.
        case ownEcho
        /// A message that was processed before. Drop it.
        case duplicate
        /// A message of an epoch that is over and out of reach. Drop it.
        case stale(Epoch)
        /// A message of an epoch that has not begun. Keep it until then.
        case early(Epoch)
    }
}

/// Bytes of the application that a member sent.
public struct ApplicationMessage: Equatable, Sendable {
    /// The sender's place in the tree of the message's epoch.
    public let sender: LeafIndex
    /// The sender's leaf in that epoch.
    public let leafNode: LeafNode
    /// The epoch that the message was sent in: this one or one of the last.
    public let epoch: Epoch
    /// What was encrypted.
    public let data: [UInt8]
    /// What was authenticated, but not encrypted.
    public let authenticatedData: [UInt8]
}
