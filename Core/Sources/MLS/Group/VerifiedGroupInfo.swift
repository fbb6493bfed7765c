package import MLSWire
import TandemBytes
package import TandemCrypto

/// A GroupInfo and the tree that it speaks of, both verified: what one joins by.
///
/// Only verifying makes one.
package struct VerifiedGroupInfo: Sendable {
    /// The statement.
    package let info: GroupInfo
    /// The tree, its hashes cached.
    package let tree: RatchetTree

    /// Checks the tree against the group context, every leaf in it, and the signature.
    ///
    /// - Parameter ratchetTree: The tree, if the GroupInfo does not carry it.
    ///
    /// Source: RFC 9420 §12.4.3.1.
    package init(
        _ info: GroupInfo,
        ratchetTree: RatchetTree?,
        suite: CipherSuite,
        policy: some GroupPolicy,
        provider: some CryptoProvider
    ) throws(JoinError) {
        guard info.groupContext.version == .mls10,
            info.groupContext.cipherSuite == CipherSuiteNumber(suite)
        else { throw .unsupportedParameters }
        guard info.extensions.haveUniqueTypes, info.groupContext.extensions.haveUniqueTypes else {
            throw .undecodable(.invalid)
        }
        var tree = try Self.tree(of: info, or: ratchetTree)
        guard let signer = tree.leaf(at: info.signer),
            info.isSigned(by: signer.signatureKey, suite, using: provider)
        else { throw .unauthenticated }
        // Nobody joins late because another member's key package has expired since.
        let validator = Validator(suite, policy: policy, now: nil, using: provider)
        do throws(RatchetTreeError) {
            try validator.check(&tree, in: info.groupContext)
        } catch {
            throw .invalidTree(error)
        }
        self.info = info
        self.tree = tree
    }

    private static func tree(
        of info: GroupInfo,
        or given: RatchetTree?
    ) throws(JoinError) -> RatchetTree {
        let carried: RatchetTreeNodes?
        do throws(DecodeError) {
            carried = try info.extensions.contents()
        } catch {
            throw .undecodable(error)
        }
        guard let carried else {
            guard let given else { throw .missingTree }
            return given
        }
        do throws(RatchetTreeError) {
            return try RatchetTree(carried)
        } catch {
            throw .invalidTree(error)
        }
    }
}
