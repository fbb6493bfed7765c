import TandemBytes

/// Why a handshake message was not accepted; the group is then unchanged.
public enum HandshakeError: Error, Equatable, Sendable {
    /// It is for another group.
    case wrongGroup
    /// The group is at `expected`. Drop what is older; fetch what lies between before what is newer.
    case wrongEpoch(found: Epoch, expected: Epoch)
    /// It carries application data, which nobody may send in the clear.
    case applicationData
    /// Its sender is not in the group, is not one of its external senders, or cannot send this.
    case unknownSender
    /// The signature does not verify.
    case unauthenticated
}

/// A handshake message of a group's current epoch that its sender has signed.
///
/// Only `Validator.verify` makes one. In a public message of a member the membership tag is still
/// to be checked by those who can.
public struct VerifiedHandshake: Sendable {
    /// The message, with its proof.
    public let message: AuthenticatedContent

    init(message: AuthenticatedContent) {
        self.message = message
    }
}

extension Validator {
    /// Checks that a message is of this epoch and signed by its sender.
    ///
    /// - Throws: The first rule that is broken.
    ///
    /// Source: RFC 9420 §6.1, §12.1, §12.4.2.
    public func verify(
        _ message: AuthenticatedContent,
        from tree: RatchetTree,
        in context: GroupContext
    ) throws(HandshakeError) -> VerifiedHandshake {
        let content = message.content
        guard content.groupID == context.groupID else { throw .wrongGroup }
        guard content.epoch == context.epoch else {
            throw .wrongEpoch(found: content.epoch, expected: context.epoch)
        }
        if case .application = content.content { throw .applicationData }
        guard let key = content.signatureKey(from: tree, in: context) else {
            throw .unknownSender
        }
        guard message.isSigned(by: key, context: context, suite, using: crypto) else {
            throw .unauthenticated
        }
        return VerifiedHandshake(message: message)
    }
}

extension FramedContent {
    /// The key by which the sender must have signed; `nil` if there is no such sender, or such a
    /// sender cannot send this.
    ///
    /// Source: RFC 9420 §6.1, §12.1.8.
    public func signatureKey(
        from tree: RatchetTree,
        in context: GroupContext
    ) -> SignaturePublicKey? {
        switch (sender, content) {
        case (.member(let index), _): return tree.leaf(at: index)?.signatureKey
        case (.external(let index), .proposal):
            return context.externalSender(at: index)?.signatureKey
        case (.newMemberProposal, .proposal(.add(let keyPackage))):
            return keyPackage.leafNode.signatureKey
        case (.newMemberCommit, .commit(let commit)): return commit.path?.leafNode.signatureKey
        case (.external, _), (.newMemberProposal, _), (.newMemberCommit, _): return nil
        }
    }
}

extension GroupContext {
    /// One of those who may propose from outside; `nil` if there is none at that place.
    ///
    /// Source: RFC 9420 §12.1.8.1.
    public func externalSender(at index: UInt32) -> ExternalSender? {
        do throws(DecodeError) {
            guard let list: ExternalSenders = try extensions.contents(),
                index < UInt32(list.senders.count)
            else { return nil }
            return list.senders[Int(index)]
        } catch {
            return nil
        }
    }
}
