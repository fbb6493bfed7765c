/// Which rule a leaf breaks.
///
/// Source: RFC 9420 §7.3.
public enum LeafNodeError: Error, Equatable, Sendable {
    /// The authentication service, or the application's policy, does not accept who it claims to be.
    case unacceptableCredential
    /// The signature is not of its own key.
    case invalidSignature
    /// It does not support the group's version or cipher suite.
    case unsupportedParameters
    /// It does not support something that the group requires or uses.
    case missingCapability
    /// Its own credential type, or the type of one of its extensions, is not among its capabilities.
    case inconsistentCapabilities
    /// An extension type comes twice.
    case duplicateExtension
    /// It is outside its lifetime, or its lifetime is longer than the policy allows.
    case expired
    /// It comes from elsewhere than its `leaf_node_source` says.
    case wrongSource
    /// It was to bring a new encryption key and did not.
    case unchangedEncryptionKey
}
