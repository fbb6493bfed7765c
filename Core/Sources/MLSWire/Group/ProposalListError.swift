/// Which rule a commit's proposals, or a single proposal, break.
///
/// Source: RFC 9420 §12.1, §12.2.
public enum ProposalListError: Error, Equatable, Sendable {
    /// The commit names a proposal that was not seen in this epoch. Fetch it, then try again.
    case unknownReference(ProposalRef)
    /// Such a sender may not propose or commit this.
    case notAllowedForSender
    /// The committer renews its leaf by the path, not by an Update.
    case updateByCommitter
    /// Nobody commits the own removal.
    case removesCommitter
    /// A leaf is updated or removed more than once.
    case severalChangesOfOneLeaf(LeafIndex)
    /// A pre-shared key's nonce has the wrong length, or its usage is for founding a group only.
    case invalidPSK
    /// A pre-shared key comes twice.
    case duplicatePSK
    /// The group's extensions are replaced more than once.
    case severalGroupContextExtensions
    /// An extension type comes twice.
    case duplicateExtension
    /// A ReInit stands alone.
    case reInitNotAlone
    /// A ReInit leads to an older version of the protocol.
    case olderVersion
    /// A client that joins by commit needs exactly one ExternalInit.
    case missingExternalInit
    /// A client that joins by commit needs exactly one ExternalInit.
    case severalExternalInits
    /// The member to be updated or removed is not in the group.
    case noSuchMember(LeafIndex)
    /// A key package breaks a rule.
    case invalidKeyPackage(KeyPackageError)
    /// The leaf of an Update breaks a rule.
    case invalidUpdate(LeafNodeError)
    /// A client would be in the group twice.
    case duplicateClient
    /// Two nodes would have the same encryption key, or two members the same signature key.
    case duplicateKey
    /// A member would not support the credential type of another.
    case unsupportedCredentialType
    /// A member does not support a proposal's type.
    case unsupportedProposalType(ProposalType)
    /// A member does not support what the group's new extensions require.
    case missingCapability(LeafIndex)
    /// The group has as many members as it may have here.
    case groupFull
}
