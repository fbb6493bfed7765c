import MLSWire
import TandemBytes
import TandemProtocol

// One conversation for two people, whoever of them begins, with whichever device, at whatever time.
//
//     creating ── done ─────────────────────────────────────▶ active
//        └─ alreadyExists ─▶ whose is it? ── the own one ──────▲
//                                 ├── of the same two ─▶ lost (joins from outside, or is welcomed)
//                                 └── of others ─▶ left
extension Engine {
    /// The first ID of two accounts' conversations under which nothing is known here: the one
    /// under which every device of both founds, unless an earlier conversation has ended.
    func freeDirectID(_ peer: AccountID) -> ConversationID? {
        guard let own, let peerKey = pinnedKey(of: peer) else { return nil }
        for number in ConversationID.directNumbers {
            let id = ConversationID.direct(
                (own.account, own.accountKey),
                (peer, peerKey),
                number: number,
                provider: provider
            )
            if let id, conversations[id] == nil { return id }
        }
        return nil
    }

    /// The server has a conversation under the ID of one that is being founded here. If the first
    /// leaf is this device's, the answer to an earlier request was lost; else the other side, or
    /// another own device, was first, and this group, which nobody has seen, is given up for it.
    /// What waits in the outbox is sent there. A conversation of other people is none of that.
    func settleCreation(_ chat: Conversation, _ groupInfo: [UInt8], _ tree: [UInt8]) {
        guard let view = OutsideView(chat.id, groupInfo: groupInfo, tree: tree),
            let context = view.info.groupContext.conversation, hasSamePeople(chat, context)
        else { return leave(chat) }
        let founder = view.tree.leaf(at: LeafIndex(rawValue: 0))
        if founder?.memberIdentity == own?.identity { created(chat) } else { lose(chat) }
    }
}
