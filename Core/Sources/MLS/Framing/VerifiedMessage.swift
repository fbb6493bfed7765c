package import MLSWire
package import TandemCrypto

/// A message whose tag, if it has one, and signature are right: its sender wrote it.
///
/// Only verifying makes one.
package struct VerifiedMessage: Sendable {
    /// The message, with its proof.
    package let message: AuthenticatedContent

    /// What it says.
    package var content: FramedContent { message.content }

    fileprivate init(message: AuthenticatedContent) {
        self.message = message
    }
}

extension MessageCipher {
    /// Verifies a public message: first its membership tag, then its signature.
    ///
    /// - Parameter leaf: The member at a leaf, in the message's epoch.
    /// - Returns: `nil` if either is wrong, or the sender is not known.
    ///
    /// Source: RFC 9420 §6.2.
    package func verify(
        _ message: PublicMessage,
        provider: some CryptoProvider,
        leaf: (LeafIndex) -> LeafNode?
    ) -> VerifiedMessage? {
        guard verifyMembership(message, provider: provider) else { return nil }
        return verifySignature(message.authenticatedContent, provider: provider, leaf: leaf)
    }

    /// Verifies the signature of a message by the key of its sender.
    ///
    /// - Parameter leaf: The member at a leaf, in the message's epoch.
    /// - Returns: `nil` if it is wrong, or the sender is not known.
    ///
    /// Source: RFC 9420 §6.1.
    package func verifySignature(
        _ message: AuthenticatedContent,
        provider: some CryptoProvider,
        leaf: (LeafIndex) -> LeafNode?
    ) -> VerifiedMessage? {
        guard let key = message.content.signatureKey(context: context, leaf: leaf),
            message.isSigned(by: key, context: context, suite, using: provider)
        else { return nil }
        return VerifiedMessage(message: message)
    }
}

extension FramedContent {
    /// The key that the sender signs by, if there is such a sender.
    ///
    /// Source: RFC 9420 §6.1.
    fileprivate func signatureKey(
        context: GroupContext,
        leaf: (LeafIndex) -> LeafNode?
    ) -> SignaturePublicKey? {
        switch (sender, content) {
        case (.member(let index), _):
            return leaf(index)?.signatureKey
        case (.external(let index), .proposal):
            let senders = try? context.extensions.contents(ExternalSenders.self)?.senders
            guard let senders, index < senders.count else { return nil }
            return senders[Int(index)].signatureKey
        case (.newMemberProposal, .proposal(.add(let keyPackage))):
            return keyPackage.leafNode.signatureKey
        case (.newMemberCommit, .commit(let commit)):
            return commit.path?.leafNode.signatureKey
        case (.external, _), (.newMemberProposal, _), (.newMemberCommit, _):
            return nil
        }
    }
}
