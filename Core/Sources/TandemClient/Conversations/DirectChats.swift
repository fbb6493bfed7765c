import MLSWire
import TandemBytes
import TandemCrypto
import TandemProtocol

// One conversation for two people, whoever of them begins, with whichever device, at whatever time.
//
//     creating ── done ─────────────────────────────────────▶ active
//        └─ alreadyExists ─▶ whose is it? ── the own one ──────▲
//                                 └── somebody else's ─▶ lost (joins from outside, or is welcomed)
extension Engine {
    /// The ID under which every device of two accounts founds their conversation, so that the
    /// server takes one of two that are founded at the same time.
    ///
    /// It depends on the account keys: a phone that registered anew founds a new one, for nobody
    /// let it into the old one yet.
    ///
    /// Layout: the first 16 bytes of SHA-256 of `opaque label<V>`, then, ascending by account,
    /// `AccountID account; opaque accountKey<V>` twice.
    func directID(_ peer: AccountID?) -> ConversationID? {
        guard let own, let peer, let peerKey = pinnedKey(of: peer) else { return nil }
        var sides = [(account: own.account, key: own.accountKey), (account: peer, key: peerKey)]
        if peer < own.account { sides.swapAt(0, 1) }
        var writer = ByteWriter()
        writer.vector(utf8Bytes("Tandem direct conversation"))
        for side in sides {
            writer.value(side.account)
            writer.vector(side.key)
        }
        return ConversationID(bytes: provider.hash(.sha256, writer.bytes).prefix(16))
    }

    /// The server has a conversation under the ID of one that is being founded here. If the first
    /// leaf is this device's, the answer to an earlier request was lost; else the other side, or
    /// another own device, was first, and this group, which nobody has seen, is given up for it.
    /// What waits in the outbox is sent there.
    ///
    /// Anybody can compute the ID. If other people's group stands there, the chat ends, and the
    /// next one with the same person gets a random ID.
    func settleCreation(_ chat: Conversation, _ info: [UInt8], _ tree: [UInt8]) {
        guard case .groupInfo(let groupInfo)? = try? MLSMessage(exactly: info),
            isKnown(groupInfo.groupContext.conversation, as: chat),
            let nodes = try? RatchetTreeNodes(exactly: tree), let first = try? RatchetTree(nodes)
        else { return leave(chat) }
        let founder = first.leaf(at: LeafIndex(rawValue: 0))
        if founder?.memberIdentity == own?.identity { created(chat) } else { lose(chat) }
    }
}
