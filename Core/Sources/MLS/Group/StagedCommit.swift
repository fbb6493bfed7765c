public import MLSWire

/// A verified commit and the epoch that it begins, not applied yet.
///
/// Only `GroupState.process` makes one.
public struct StagedCommit: Sendable {
    /// What the commit changes: members, extensions, and who made it.
    public let change: GroupChange
    /// The context of the new epoch.
    public let newContext: GroupContext

    /// The new epoch; `nil` if this client is not in it.
    let next: EpochState?

    init(change: GroupChange, newContext: GroupContext, next: EpochState?) {
        self.change = change
        self.newContext = newContext
        self.next = next
    }

    /// The epoch that it ends.
    public var baseEpoch: Epoch { change.oldContext.epoch }

    /// Who committed: a member, or a client that joins by this commit.
    public var sender: Sender { change.sender }

    /// Whether the commit removes this client.
    public var selfRemoved: Bool { next == nil }

    /// New members, in the order of their proposals; without a client that joined by the commit.
    public var added: [Member] { change.added }

    /// Members that are no more, as they were.
    public var removed: [Member] { change.removed }

    /// Members with a new leaf by proposal, as they are now.
    public var updated: [Member] { change.updated.map { $0.new } }

    /// The client that joined by the commit itself.
    public var joined: Member? { change.oldCommitter == nil ? change.newCommitter : nil }

    /// The group that shall replace this one: no more messages are to be sent here.
    public var reInit: ReInit? { change.proposals.reInit }
}
