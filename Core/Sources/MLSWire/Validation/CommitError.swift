/// Why a commit was not accepted; the group is then unchanged.
public enum CommitError: Error, Equatable, Sendable {
    /// It is no commit, or comes from one who cannot commit.
    case notACommit
    /// Its proposals break a rule.
    case invalidProposals(ProposalListError)
    /// It needs a path and has none.
    case missingPath
    /// Its path breaks a rule.
    case invalidPath(UpdatePathError)
    /// The policy does not allow what it does.
    case unauthorized
    /// The group was closed by a ReInit, or 64 bits cannot count another epoch.
    case groupEnded
}

/// Which rule the path of a commit breaks.
///
/// Source: RFC 9420 §12.4.2, §7.5.
public enum UpdatePathError: Error, Equatable, Sendable {
    /// The committer's new leaf breaks a rule.
    case invalidLeaf(LeafNodeError)
    /// It has more or fewer nodes than the committer's filtered direct path.
    case wrongNodeCount
    /// A node's secret is sealed to more or fewer nodes than it must be.
    case wrongSecretCount
    /// One of its keys is in the tree already, or comes twice.
    case duplicateKey
    /// The leaf does not carry the hash of the nodes above it.
    case wrongParentHash
    /// A member would not support the credential type of another.
    case unsupportedCredentialType
    /// The client that joins is in the group already.
    case duplicateClient
    /// The group has as many members as it may have here.
    case groupFull
}
