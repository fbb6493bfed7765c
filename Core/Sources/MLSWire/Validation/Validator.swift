import TandemBytes
public import TandemCrypto

/// The rules of RFC 9420 for what others made, with what they need to be checked.
///
/// Lives for one operation; nothing keeps it.
public struct Validator<Policy: GroupPolicy, Crypto: CryptoProvider> {
    /// The group's cipher suite.
    public let suite: CipherSuite
    /// The application's own rules.
    public let policy: Policy
    /// The primitives.
    public let crypto: Crypto
    /// The time, in seconds since 1970-01-01T00:00:00Z, by which lifetimes are judged, or `nil` to
    /// let them be.
    ///
    /// A sender and the delivery service judge them. A client that receives what the service has
    /// accepted does not: it may be late, and must not disagree with the rest.
    public let now: UInt64?

    /// Holds the four.
    public init(_ suite: CipherSuite, policy: Policy, now: UInt64?, using crypto: Crypto) {
        self.suite = suite
        self.policy = policy
        self.now = now
        self.crypto = crypto
    }
}

/// Where a leaf appears: each place has rules of its own.
///
/// Source: RFC 9420 §7.3.
public enum LeafUse: Sendable {
    /// In a key package.
    case keyPackage
    /// In an Update proposal of the member at a place.
    case update(LeafIndex, replacing: LeafNode)
    /// In the path of a commit, by a member who had another leaf or by a newcomer.
    case commit(LeafIndex, replacing: LeafNode?)
    /// In the tree of a group that is joined or followed.
    case member(LeafIndex)
}

extension Validator {
    /// Checks a leaf by itself and against the group's parameters.
    ///
    /// What concerns several leaves (unique keys, common credential types) is checked for the tree
    /// that comes out.
    ///
    /// - Parameter context: The group, with its new extensions if there are any; `nil` for a key
    ///   package that is in no group yet.
    /// - Throws: The first rule that is broken.
    ///
    /// Source: RFC 9420 §7.3.
    public func check(
        _ leaf: LeafNode,
        as use: LeafUse,
        in context: GroupContext?
    ) throws(LeafNodeError) {
        try checkSource(of: leaf, as: use)
        try checkConsistency(of: leaf)
        if let context {
            try checkCapabilities(of: leaf, in: context)
        }
        guard isSigned(leaf, as: use, in: context) else { throw .invalidSignature }
        guard policy.accepts(leaf, in: context) else { throw .unacceptableCredential }
    }

    private func checkSource(of leaf: LeafNode, as use: LeafUse) throws(LeafNodeError) {
        switch (use, leaf.source) {
        case (.keyPackage, .keyPackage(let lifetime)):
            guard isAcceptable(lifetime) else { throw .expired }
        case (.update(_, let old), .update), (.commit(_, let old?), .commit):
            guard leaf.encryptionKey != old.encryptionKey else { throw .unchangedEncryptionKey }
            guard policy.accepts(leaf, replacing: old) else { throw .unacceptableCredential }
        case (.commit(_, nil), .commit), (.member, _): break
        case (.keyPackage, _), (.update, _), (.commit, _): throw .wrongSource
        }
    }

    private func isAcceptable(_ lifetime: Lifetime) -> Bool {
        guard let now else { return true }
        // `contains` makes sure that the difference is not negative.
        return lifetime.contains(now)
            && lifetime.notAfter - lifetime.notBefore <= policy.maximumLifetimeSeconds
    }

    private func checkConsistency(of leaf: LeafNode) throws(LeafNodeError) {
        guard leaf.extensions.haveUniqueTypes else { throw .duplicateExtension }
        guard leaf.capabilities.supports(leaf.credential.type),
            leaf.extensions.allSatisfy({ leaf.capabilities.supports($0.type) })
        else { throw .inconsistentCapabilities }
        guard leaf.capabilities.versions.contains(.mls10),
            leaf.capabilities.cipherSuites.contains(CipherSuiteNumber(suite))
        else { throw .unsupportedParameters }
    }

    /// Checks that a leaf supports what a group requires and uses.
    ///
    /// - Throws: `missingCapability`.
    ///
    /// Source: RFC 9420 §7.3, §11.1, §13.4.
    func checkCapabilities(
        of leaf: LeafNode,
        in context: GroupContext
    ) throws(LeafNodeError) {
        guard context.extensions.allSatisfy({ leaf.capabilities.supports($0.type) }) else {
            throw .missingCapability
        }
        let required: RequiredCapabilities?
        do throws(DecodeError) {
            required = try context.extensions.contents()
        } catch {
            throw .missingCapability
        }
        guard required.map(leaf.capabilities.satisfy) ?? true else { throw .missingCapability }
    }

    private func isSigned(_ leaf: LeafNode, as use: LeafUse, in context: GroupContext?) -> Bool {
        switch use {
        case .keyPackage: leaf.isSignedForKeyPackage(suite, using: crypto)
        case .update(let index, _), .commit(let index, _), .member(let index):
            if let context {
                leaf.isSigned(in: context.groupID, at: index, suite, using: crypto)
            } else {
                false
            }
        }
    }
}
