public import MLSWire

/// What a commit shall do.
public struct CommitRequest: Sendable {
    /// Clients to add, by their key packages.
    public var add: [KeyPackage] = []
    /// Members to remove; never the own leaf.
    public var remove: [LeafIndex] = []
    /// The group's new extensions, all of them; `nil` leaves them as they are.
    public var groupContextExtensions: [Extension]?
    /// Pre-shared keys to mix in.
    public var psks: [PreSharedKeyID.Key] = []
    /// The group that shall replace this one; stands alone.
    public var reInit: ReInit?
    /// Whether to carry out the proposals that came before, by reference.
    ///
    /// Those that contradict each other or the request are left out: the request's own stand, then
    /// removals, then the latest.
    public var includePendingProposals = true
    /// Whether to renew the own keys even when the proposals do not demand it.
    public var forcePath = false
    /// How the commit travels.
    public var framing: Framing = .publicMessage
    /// New extensions of the own leaf; needs, and so causes, a path.
    public var newLeafExtensions: [Extension]?
    /// Whether the Welcome carries the ratchet tree; else newcomers get it elsewhere.
    public var treeInWelcome = true
    /// What travels with the commit, authenticated but not encrypted.
    public var authenticatedData: [UInt8] = []

    /// How a handshake message travels.
    public enum Framing: Sendable {
        /// Signed, readable by the delivery service.
        case publicMessage
        /// Signed and encrypted.
        case privateMessage
    }

    /// A commit of what is pending.
    public init() {}
}
