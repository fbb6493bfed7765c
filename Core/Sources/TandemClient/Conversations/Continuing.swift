import MLS
import MLSWire
import TandemBytes
import TandemProtocol

// Entering a group without its state means believing what one is given. What this device knows of
// the chat limits that: the server chooses the GroupInfo, but not what it may say.
extension Engine {
    /// Whether a group may be the one that this device knows: of the same kind, not behind an epoch
    /// that it was in, and vouched for by somebody who took part; the people of a direct chat and of
    /// the own one are always the same.
    func continues(
        _ chat: Conversation,
        _ context: GroupContext,
        signedBy signer: MemberIdentity
    ) -> Bool {
        guard isKnown(chat) else { return true }
        guard let new = context.conversation, hasSamePeople(chat, new) else { return false }
        return context.epoch.rawValue >= chat.knownEpoch ?? 0
            && (chat.includes(signer.account) || knowsSomeOnly(chat))
    }

    /// Whether anything is known of a chat but its name.
    func isKnown(_ chat: Conversation) -> Bool { !chat.participants.isEmpty }

    /// Whether a conversation is of the known kind and, unless it is a group, of the known people.
    func hasSamePeople(_ chat: Conversation, _ new: ConversationContext) -> Bool {
        guard ChatKind(new.kind) == chat.kind else { return false }
        return chat.kind == .group
            || chat.participants.count == new.participants.count
                && new.participants.allSatisfy { chat.includes($0.account) }
    }

    /// Whether a linked device was told of a part of the people only.
    private func knowsSomeOnly(_ chat: Conversation) -> Bool {
        chat.knownEpoch == nil && chat.participants.count >= ClientLimits.bundledParticipants
    }

    /// Stands for whoever did something that nobody can tell.
    var nobody: AccountID { AccountID(Bytes16(high: 0, low: 0)) }
}

/// What the server hands out of a group to those who come from outside; not verified.
struct OutsideView {
    let info: GroupInfo
    let tree: RatchetTree
    let members: [Member]
    let signer: MemberIdentity

    /// Nil unless it is of this conversation. A tree inside the GroupInfo goes before another: it
    /// is the one that the signature is checked with.
    init?(_ id: ConversationID, groupInfo: [UInt8], tree: [UInt8]) {
        guard case .groupInfo(let info)? = try? MLSMessage(exactly: groupInfo),
            info.groupContext.groupID.bytes == id.bytes,
            let nodes = try? Self.nodes(of: info, or: tree),
            let tree = try? RatchetTree(nodes),
            let signer = tree.leaf(at: info.signer)?.memberIdentity
        else { return nil }
        self.info = info
        self.tree = tree
        self.signer = signer
        members = tree.memberIndices.compactMap { index in
            tree.leaf(at: index).map { Member(leafIndex: index, leafNode: $0) }
        }
    }

    private static func nodes(
        of info: GroupInfo,
        or separate: [UInt8]
    ) throws(DecodeError) -> RatchetTreeNodes {
        if let nodes: RatchetTreeNodes = try info.extensions.contents() { return nodes }
        return try RatchetTreeNodes(exactly: separate)
    }
}
