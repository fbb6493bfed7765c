public import MLSWire
public import TandemCrypto
import TandemBytes

/// Who may commit what in a conversation; the server and every client ask it.
///
/// - Update, path: any member, of its own leaf.
/// - Add of a listed device of a participant: any member.
/// - Remove of a device that is not listed: any member; of one of the own account: that account.
/// - Change of participants or roles, with its Adds and Removes: an admin of a group.
/// - Leaving: Removes proposed by the leaver for all leaves of its account, by reference, with its
///   account's end as a participant: committed by any member. If no admin stays, the first of those
///   who do becomes one in the same commit, and nobody else.
/// - External commit: a listed device of a participant, in place of its own leaf only.
/// - Everything else: nobody.
///
/// Source: docs/protocol.md, "Who may commit what".
public struct ConversationPolicy<Directory: DeviceDirectory, Crypto: CryptoProvider>: GroupPolicy {
    private let directory: Directory
    private let crypto: Crypto

    /// Judges by what `directory` knows.
    public init(_ directory: Directory, using crypto: Crypto) {
        self.directory = directory
        self.crypto = crypto
    }

    // MARK: Leaves

    /// Whether a leaf's certificate is its account's, and names the leaf's device and key.
    public func accepts(_ leaf: LeafNode, in context: GroupContext?) -> Bool {
        guard let identity = leaf.memberIdentity,
            let certificate = leaf.extensions.readable(DeviceCertificate.self),
            certificate.account == identity.account, certificate.device == identity.device,
            certificate.signatureKey == leaf.signatureKey.bytes,
            leaf.capabilities.satisfy(.conversation),
            isSigned(certificate)
        else { return false }
        guard let context else { return true }
        return context.conversation?.participant(identity.account) != nil
    }

    private func isSigned(_ certificate: DeviceCertificate) -> Bool {
        guard let key = directory.accountKey(of: certificate.account) else { return false }
        return isSigned(certificate, by: key)
            || directory.formerKeys(of: certificate.account).contains {
                isSigned(certificate, by: $0)
            }
    }

    private func isSigned(_ certificate: DeviceCertificate, by key: [UInt8]) -> Bool {
        do throws(DeviceListError) {
            try certificate.verify(accountKey: key, provider: crypto)
            return true
        } catch {
            return false
        }
    }

    /// Only the same device of the same account.
    public func accepts(_ leaf: LeafNode, replacing old: LeafNode) -> Bool {
        guard let identity = leaf.memberIdentity else { return false }
        return identity == old.memberIdentity
    }

    /// Account and device: no device is in a conversation twice.
    public func clientIdentity(of leaf: LeafNode) -> [UInt8] {
        leaf.memberIdentity?.encoded ?? leaf.signatureKey.bytes
    }

    // MARK: Groups

    /// Whether a group can be a conversation: named by sixteen bytes, with a context that is right
    /// in itself, and requiring what leaves need.
    public func isConversation(_ context: GroupContext) -> Bool {
        guard ConversationID(bytes: context.groupID.bytes) != nil,
            let conversation = context.conversation, conversation.isConsistent,
            let required = context.extensions.readable(RequiredCapabilities.self)
        else { return false }
        return required.extensionTypes.contains(.deviceCertificate)
            && required.extensionTypes.contains(.conversationContext)
    }

    /// Whether a member may propose something by itself, to be committed by others: the removal of
    /// a leaf of its own account.
    public func permits(_ proposal: Proposal, by sender: Member, in tree: RatchetTree) -> Bool {
        guard case .remove(let index) = proposal, let account = account(of: sender.leafNode)
        else { return false }
        return tree.leaf(at: index).flatMap { self.account(of: $0) } == account
    }

    /// Whether a commit does only what its committer may do.
    public func authorizes(_ change: GroupChange) -> Bool {
        // A newcomer asks before it has a leaf, and everyone else when it has.
        if change.sender == .newMemberCommit, change.newCommitter == nil { return true }
        guard let review = Review(change), isConversation(change.newContext),
            review.hasOnlyKnownProposals, review.keepsOtherExtensions
        else { return false }
        return mayChangeParticipants(review)
            && change.removed.allSatisfy { mayRemove($0, review) }
            && change.added.allSatisfy { mayAdd($0, review) }
            && mayJoin(review)
            && hasParticipantsOnly(review)
    }

    private func mayChangeParticipants(_ review: Review) -> Bool {
        guard review.old != review.new else { return true }
        guard review.new.kind == review.old.kind, review.new.kind == .group else { return false }
        return review.isByAdmin || review.isLeavingOnly
    }

    private func mayRemove(_ member: Member, _ review: Review) -> Bool {
        guard let identity = member.leafNode.memberIdentity else { return true }
        if review.new.participant(identity.account) == nil { return true }
        if review.isExternal { return identity == review.committer }
        return identity.account == review.committer.account
            || directory.lists(identity.device, of: identity.account) != true
    }

    private func mayAdd(_ member: Member, _ review: Review) -> Bool {
        guard !review.isExternal, let identity = member.leafNode.memberIdentity else {
            return false
        }
        return directory.lists(identity.device, of: identity.account) != false
    }

    private func mayJoin(_ review: Review) -> Bool {
        guard review.isExternal else { return true }
        let committer = review.committer
        return review.old == review.new
            && directory.lists(committer.device, of: committer.account) != false
    }

    /// Whether every leaf's account takes part; looked at only if something could have changed it.
    private func hasParticipantsOnly(_ review: Review) -> Bool {
        let change = review.change
        guard review.old != review.new || !change.added.isEmpty || review.isExternal else {
            return true
        }
        var isRight = true
        change.newTree.forEachMember { _, leaf in
            guard let account = account(of: leaf) else {
                isRight = false
                return
            }
            isRight = isRight && review.new.participant(account) != nil
        }
        return isRight
    }

    private func account(of leaf: LeafNode) -> AccountID? { leaf.memberIdentity?.account }
}
