/// A commit that keeps all rules that can be checked without a secret, and what it leads to.
///
/// Only `Validator.stage` makes one.
public struct StagedPublicCommit: Sendable {
    /// What changes. Its new context is the provisional one, with the old transcript hash: what
    /// path secrets are sealed under.
    public let change: GroupChange
    /// The fresh keys of the committer, already merged into the new tree.
    public let path: UpdatePath?
    /// The hash of all commits, with this one.
    public let confirmedTranscriptHash: [UInt8]
    /// The proof that the committer knows the new epoch, for members to check.
    public let confirmationTag: MAC
    /// The hash that this commit continues: what it was staged on.
    let oldInterimTranscriptHash: [UInt8]
    /// The hash that the next commit continues.
    public let interimTranscriptHash: [UInt8]

    /// The epoch that the commit ends.
    public var baseEpoch: Epoch { change.oldContext.epoch }

    /// The context of the new epoch.
    public var newContext: GroupContext {
        var context = change.newContext
        context.confirmedTranscriptHash = confirmedTranscriptHash
        return context
    }

    /// The tree of the new epoch.
    public var newTree: RatchetTree { change.newTree }
}
