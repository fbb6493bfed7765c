import TandemBytes

/// The labels of RFC 9420: each use of a key names its purpose, so that what is made for one
/// purpose never serves another.
public enum Labels {
    /// What precedes every label of signatures and encryptions, §5.1.2, §5.1.3.
    static let prefix = "MLS 1.0 "

    /// Signs a leaf, §7.2.
    public static let leafNode = "LeafNodeTBS"
    /// Signs a key package, §10.
    public static let keyPackage = "KeyPackageTBS"
    /// Signs a message, §6.1.
    public static let framedContent = "FramedContentTBS"
    /// Signs a group's state for newcomers, §12.4.3.
    public static let groupInfo = "GroupInfoTBS"

    /// Seals a path secret, §7.6.
    public static let updatePathNode = "UpdatePathNode"
    /// Seals the secrets of a Welcome, §12.4.3.1.
    public static let welcome = "Welcome"

    /// Names a key package, §5.2; used as it stands.
    public static let keyPackageReference = "MLS 1.0 KeyPackage Reference"
    /// Names a proposal, §5.2; used as it stands.
    public static let proposalReference = "MLS 1.0 Proposal Reference"

    /// A label with its prefix, then what it is for: `SignContent` and `EncryptContext`.
    ///
    /// Source: RFC 9420 §5.1.2, §5.1.3.
    static func prefixed(_ label: String, _ content: [UInt8]) -> [UInt8] {
        var writer = ByteWriter(capacity: content.count + 40)
        writer.vector(utf8Bytes(prefix) + utf8Bytes(label))
        writer.vector(content)
        return writer.bytes
    }
}
