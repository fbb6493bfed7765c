public import MLSWire

/// A verified commit and the epoch that it begins, not applied yet.
///
/// Only `GroupState.process` makes one.
public struct StagedCommit: Sendable {
    /// The epoch that it ends.
    public let baseEpoch: Epoch
    /// Who committed: a member, or a client that joins by this commit.
    public let sender: Sender
    /// The committer's place in the new tree.
    public let committer: LeafIndex
    /// What the commit changes.
    public let changes: GroupChanges
    /// The context of the new epoch.
    public let newContext: GroupContext

    /// Whether the commit removes this client.
    public var selfRemoved: Bool { next == nil }

    /// The new epoch; `nil` if this client is not in it.
    let next: EpochState?
}

/// What a commit changes among the members.
public struct GroupChanges: Equatable, Sendable {
    /// New members, at their new places; without a client that joined by the commit itself.
    public var added: [Member] = []
    /// Members that are no more, as they were.
    public var removed: [Member] = []
    /// Members with a new leaf, as they are now; the committer too, if it renewed its keys.
    public var updated: [Member] = []
    /// The client that joined by the commit itself.
    public var joined: Member?
    /// The pre-shared keys that were mixed in.
    public var psks: [PreSharedKeyID] = []
    /// The group that shall replace this one; its members send no more messages here.
    public var reInit: ReInit?
    /// Whether the group's extensions are new.
    public var hasNewExtensions = false
}
