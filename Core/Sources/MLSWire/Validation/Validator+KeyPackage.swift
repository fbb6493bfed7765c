/// Which rule a key package breaks.
///
/// Source: RFC 9420 §10.1.
public enum KeyPackageError: Error, Equatable, Sendable {
    /// It is for another version or cipher suite.
    case wrongParameters
    /// Its leaf breaks a rule.
    case invalidLeaf(LeafNodeError)
    /// The signature is not of its leaf's key.
    case invalidSignature
    /// The Welcome would be sealed to the same key as path secrets.
    case sharedKey
    /// An extension type comes twice.
    case duplicateExtension
}

extension Validator {
    /// Checks a key package, by itself or for a group.
    ///
    /// - Parameter context: The group, with its new extensions if there are any; `nil` for one that
    ///   is only published or fetched.
    /// - Throws: The first rule that is broken.
    ///
    /// Source: RFC 9420 §10.1.
    public func check(
        _ keyPackage: KeyPackage,
        for context: GroupContext?
    ) throws(KeyPackageError) {
        guard keyPackage.version == .mls10,
            keyPackage.cipherSuite == CipherSuiteNumber(suite)
        else { throw .wrongParameters }
        guard keyPackage.initKey != keyPackage.leafNode.encryptionKey else { throw .sharedKey }
        guard keyPackage.extensions.haveUniqueTypes else { throw .duplicateExtension }
        do throws(LeafNodeError) {
            try check(keyPackage.leafNode, as: .keyPackage, in: context)
        } catch {
            throw .invalidLeaf(error)
        }
        guard keyPackage.isSigned(suite, using: crypto) else { throw .invalidSignature }
    }
}
