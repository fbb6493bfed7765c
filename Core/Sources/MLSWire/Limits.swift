/// How much of each thing a decoder takes: bounds on memory and time for bytes from outside.
///
/// RFC 9420 sets none but 2^30 bytes for a vector; these are far above what real groups need.
public enum Limits {
    /// Leaves of a ratchet tree, and whatever there is one of for each member.
    public static let leafCount = 1 << 16
    /// Nodes of a `ratchet_tree` extension: leaves and the parents between them.
    public static let nodeCount = 2 * leafCount - 1
    /// Nodes on a direct path: the height of the largest tree.
    public static let pathLength = 16
    /// Proposals in one commit.
    public static let proposalCount = 1 << 15
    /// Proposals of one epoch that are kept until a commit names them.
    public static let pendingProposalCount = 1 << 10
    /// Bytes of those proposals, all together.
    public static let pendingProposalByteCount = 1 << 22
    /// Extensions in one list.
    public static let extensionCount = 256
    /// Values in one list of a capabilities structure.
    public static let capabilityCount = 1024
    /// Certificates in an X.509 credential.
    public static let certificateCount = 32
    /// Senders in an `external_senders` extension.
    public static let externalSenderCount = 256
    /// Pre-shared keys in one list.
    public static let pskCount = 1024

    /// Bytes of a group ID, a pre-shared key's ID or a nonce.
    public static let identifierByteCount = 1 << 12
    /// Bytes of a digest, a MAC or a hash reference; the largest hash in use gives 64.
    public static let hashByteCount = 255
    /// Bytes of a public key or of a KEM's output.
    public static let keyByteCount = 1 << 14
    /// Bytes of a signature.
    public static let signatureByteCount = 1 << 16
    /// Bytes of a basic credential's identity, or of one certificate.
    public static let credentialByteCount = 1 << 16
    /// Bytes of one extension; a `ratchet_tree` is the largest.
    public static let extensionByteCount = 1 << 26
    /// Bytes of one sealed path secret, group secrets or sender data.
    public static let sealedSecretByteCount = 1 << 20
    /// Bytes of an application message, of additional authenticated data or of a sealed message.
    public static let messageByteCount = 1 << 26
}
