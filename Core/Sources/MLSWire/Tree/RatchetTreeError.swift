/// Why a whole tree was refused.
public enum RatchetTreeError: Error, Equatable, Sendable {
    /// There is no node at all.
    case empty
    /// The last node is blank.
    case trailingBlank
    /// There are more nodes than a tree may have here.
    case tooLarge
    /// A parent stands at a leaf's place or behind the last member, or a leaf at a parent's place.
    case misplacedNode
    /// The tree is not the one that the group context's hash names.
    case wrongTreeHash
    /// A parent is bound to no node below it.
    case invalidParentHash
    /// A parent's unmerged leaf is not a member below it, or not unmerged in between, or out of
    /// order.
    case invalidUnmergedLeaves
    /// Two nodes have the same encryption key, or two members the same signature key.
    case duplicateKey
    /// A member does not support the credential type of another.
    case unsupportedCredentialType
    /// A member's leaf breaks a rule.
    case invalidLeaf(LeafIndex, LeafNodeError)
}
