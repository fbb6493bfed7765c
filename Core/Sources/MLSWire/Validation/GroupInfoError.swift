public import TandemBytes

/// Why a group's state, as a GroupInfo states it, was refused.
///
/// Source: RFC 9420 §12.4.3.
public enum GroupInfoError: Error, Equatable, Sendable {
    /// The protocol version or cipher suite is not known here.
    case unsupportedParameters
    /// The statement carries no tree, and none was given.
    case missingTree
    /// The tree in the statement cannot be read.
    case undecodableTree(DecodeError)
    /// An extension type comes twice.
    case duplicateExtension
    /// The signer is not a member, or the signature is not the signer's.
    case unauthenticated
    /// The tree breaks a rule.
    case invalidTree(RatchetTreeError)
    /// It carries no external key of the suite, so nobody could come back by it.
    case missingExternalKey
    /// It states another group, epoch or state than the one at hand.
    case wrongState
}
