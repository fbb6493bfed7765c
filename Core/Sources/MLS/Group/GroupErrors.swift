public import MLSWire
public import TandemBytes

/// Why no group was joined; nothing was changed, and the key package can be used again.
public enum JoinError: Error, Equatable, Sendable {
    /// The Welcome is for other key packages, or for another cipher suite.
    case notForThisKeyPackage
    /// The group's version or cipher suite is not known here.
    case unsupportedParameters
    /// The secrets or the GroupInfo do not decrypt.
    case undecryptable
    /// The structures inside are malformed.
    case undecodable(DecodeError)
    /// A pre-shared key is missing: get it, then try again.
    case missingPSK(PreSharedKeyID)
    /// The pre-shared keys break a rule: a nonce's length, one twice, two that found a group.
    case invalidPSKs
    /// The tree is neither in the message nor given: get it, then try again.
    case missingTree
    /// The tree breaks a rule, or is not the one that the GroupInfo speaks of.
    case invalidTree(RatchetTreeError)
    /// A signature, a tag or a path secret is not right.
    case unauthenticated
    /// The GroupInfo has no external key, so nobody can join by it.
    case noExternalKey
    /// The commit by which to join would break a rule, or the policy refuses it.
    case invalidCommit(CommitError)
    /// The identity's keys are not those of the key package, or not of the suite.
    case wrongIdentity
}

/// Why a message was not processed; the group is exactly as it was.
public enum ProcessError: Error, Equatable, Sendable {
    /// The bytes are no MLS message of a group. Drop them.
    case undecodable(DecodeError)
    /// The message is for another group.
    case wrongGroup
    /// This client was removed from the group, and reads no more.
    case removed
    /// The message does not decrypt. Drop it.
    case undecryptable
    /// The message lies beyond the forward window. Drop it.
    case tooFarAhead
    /// The signature or a tag does not verify, or there is no such sender. Drop it.
    case unauthenticated
    /// Application data came as a public message, which the RFC forbids. Drop it.
    case unencryptedApplicationData
    /// The proposal breaks a rule. Drop it.
    case invalidProposal(ProposalListError)
    /// The epoch holds as many proposals as it may already.
    case tooManyProposals
    /// The commit names a proposal that did not come: fetch it, then try again.
    case missingProposal(ProposalRef)
    /// The commit needs a pre-shared key that is not here: get it, then try again.
    case missingPSK(PreSharedKeyID)
    /// The commit breaks a rule, or the policy refuses it. Drop it.
    case invalidCommit(CommitError)
    /// The commit's secrets cannot be had: either it is malformed, or this state is broken. When
    /// others have accepted it, rejoin.
    case unusablePath
}

/// Why no message was made; the group is exactly as it was.
public enum ProtectError: Error, Equatable, Sendable {
    /// This client was removed from the group.
    case removed
    /// The group was closed by a ReInit: go on in its successor.
    case groupEnded
    /// The identity's signature key is not that of the own leaf.
    case wrongIdentity
    /// All generations of the epoch are used up: commit first.
    case exhausted
    /// Proposals wait: commit them first.
    case pendingProposals
}

/// Why no proposal was made; the group is exactly as it was.
public enum ProposeError: Error, Equatable, Sendable {
    /// This client was removed from the group.
    case removed
    /// The group was closed by a ReInit: go on in its successor.
    case groupEnded
    /// The identity's signature key is not that of the own leaf, or not of the suite.
    case wrongIdentity
    /// The proposal breaks a rule.
    case invalid(ProposalListError)
    /// The epoch holds as many proposals as it may already.
    case tooManyProposals
    /// All generations of the epoch are used up: commit first.
    case exhausted
}

/// Why no commit was made; the group is exactly as it was.
public enum CommitCreationError: Error, Equatable, Sendable {
    /// This client was removed from the group.
    case removed
    /// The group was closed by a ReInit: go on in its successor.
    case groupEnded
    /// The identity's signature key is not that of the own leaf, or not of the suite.
    case wrongIdentity
    /// A pre-shared key is missing.
    case missingPSK(PreSharedKeyID)
    /// What was asked for breaks a rule, or the policy refuses it.
    case invalid(CommitError)
    /// A public key in the tree or in a key package is malformed.
    case malformedKey
    /// All generations of the epoch are used up.
    case exhausted
}
