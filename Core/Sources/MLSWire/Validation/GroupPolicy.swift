/// What the application decides about a group: who members are, and who may change what.
///
/// The authentication service and the "application-level permissions" of RFC 9420. Delivery service
/// and clients call it at the same places, so that they agree on every commit.
///
/// Answers must depend on the arguments, and on what all honest parties know, only: a client that
/// refuses a commit which others accept is out of the group.
///
/// Source: RFC 9420 §5.3.1, §12.2.
public protocol GroupPolicy: Sendable {
    /// The longest lifetime of a key package's leaf, in seconds.
    ///
    /// Source: RFC 9420 §7.2.
    var maximumLifetimeSeconds: UInt64 { get }

    /// Whether a leaf's credential is valid, and belongs to its signature key.
    ///
    /// - Parameter context: The group; `nil` for a key package that is in none yet.
    func accepts(_ leaf: LeafNode, in context: GroupContext?) -> Bool

    /// Whether a leaf may stand where another stood: the same client, whatever keys it has now.
    func accepts(_ leaf: LeafNode, replacing old: LeafNode) -> Bool

    /// What names the client of a leaf: a group has each client once.
    func clientIdentity(of leaf: LeafNode) -> [UInt8]

    /// Whether a commit may do what it does.
    func authorizes(_ change: GroupChange) -> Bool

    /// Whether a commit with a private-use proposal of this type needs a path.
    func requiresPath(_ type: ProposalType) -> Bool

    /// Whether a sender outside the group may propose a private-use type.
    func allowsExternalSender(_ type: ProposalType) -> Bool
}

extension GroupPolicy {
    /// No limit.
    public var maximumLifetimeSeconds: UInt64 { .max }

    /// The signature key.
    public func clientIdentity(of leaf: LeafNode) -> [UInt8] { leaf.signatureKey.bytes }

    /// Always: the safe side.
    public func requiresPath(_ type: ProposalType) -> Bool { true }

    /// Never.
    public func allowsExternalSender(_ type: ProposalType) -> Bool { false }
}

/// A policy that adds nothing to the rules of RFC 9420: for tests and vectors.
public struct OpenPolicy: GroupPolicy {
    /// There is only one.
    public init() {}

    /// Always.
    public func accepts(_ leaf: LeafNode, in context: GroupContext?) -> Bool { true }

    /// Always.
    public func accepts(_ leaf: LeafNode, replacing old: LeafNode) -> Bool { true }

    /// Always.
    public func authorizes(_ change: GroupChange) -> Bool { true }
}
