/// What a commit does to a group, for the policy to judge and for the application to show.
public struct GroupChange: Sendable {
    /// The group in the epoch that ends.
    public let oldContext: GroupContext
    /// The tree of the epoch that ends.
    public let oldTree: RatchetTree
    /// The group in the epoch that begins, but for its transcript hash and, before there is a path,
    /// its tree hash.
    public internal(set) var newContext: GroupContext
    /// The tree of the epoch that begins; before there is a path, the tree without it.
    public internal(set) var newTree: RatchetTree

    /// Who commits: a member, or a client that joins by this commit.
    public let sender: Sender
    /// The committer as it was before; `nil` for a client that joins by this commit.
    public let oldCommitter: Member?
    /// The committer as it is afterwards; before there is a path, `nil` for a client that joins.
    public internal(set) var newCommitter: Member?

    /// The proposals, each with its sender.
    public let proposals: ProposalList
    /// New members, in the order of their proposals; without a client that joins by this commit.
    public internal(set) var added: [Member] = []
    /// Members that are no more, as they were.
    public internal(set) var removed: [Member] = []
    /// Members with a new leaf by proposal, as they were and as they are.
    public internal(set) var updated: [(old: Member, new: Member)] = []
    /// Whether the group's extensions are replaced.
    public var hasNewExtensions: Bool { proposals.groupContextExtensions != nil }
}
