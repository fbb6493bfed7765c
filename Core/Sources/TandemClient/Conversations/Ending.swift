import TandemBytes
import TandemProtocol

// How a conversation ends, for now or for good, and how it begins again. What the device knows of
// it stays in each case: who takes part, and the greatest epoch that it was in.
extension Engine {
    /// For how long the state of a chat is kept that the server does not list.
    private static var omittedMilliseconds: UInt64 { 7 * 86_400_000 }

    /// The state is of no use any more: joins from outside.
    func lose(_ chat: Conversation) {
        guard chat.standing != .lost, chat.standing != .left else { return }
        chat.standing = .lost
        forgetGroup(chat)
        dropPending(chat)
        save(chat)
        turn.touch(chat.id)
    }

    /// The account takes no part any more.
    func leave(_ chat: Conversation) {
        guard chat.standing != .left else { return }
        chat.wantsToLeave = false
        forgetGroup(chat)
        end(chat, .left)
    }

    /// The server does not know this device in a chat. Nobody signs that, so the state stays for
    /// some days: a server that lists the chat again finds it as it was.
    func omit(_ chat: Conversation) {
        guard chat.standing != .omitted else { return }
        if chat.wantsToLeave { return leave(chat) }
        chat.omittedAt = now
        end(chat, .omitted)
    }

    private func end(_ chat: Conversation, _ standing: Conversation.Standing) {
        chat.standing = standing
        dropPending(chat)
        chat.changes = []
        failOutbox(chat)
        save(chat)
        turn.showChat(chat.id)
    }

    /// Keeps what the server does not list for so long, and no longer.
    func endOmitted(_ chat: Conversation) {
        guard now.milliseconds(since: chat.omittedAt) > Self.omittedMilliseconds else { return }
        leave(chat)
    }

    /// The server lists it again.
    func readmit(_ chat: Conversation) {
        guard chat.standing == .omitted else { return }
        chat.standing = .active
        save(chat)
        turn.showChat(chat.id)
        turn.touch(chat.id)
    }

    /// Something passed the server that must not pass here: `epoch` is refused.
    func suspend(_ chat: Conversation, at epoch: UInt64) {
        counters.refusedCommits += 1
        chat.refusedEpoch = epoch
        chat.standing = .suspended
        dropPending(chat)
        save(chat)
        turn.showChat(chat.id)
    }

    /// A new epoch is another group, which may be as it should be. Each look in vain doubles the
    /// time until the next.
    func lookAgain(_ chat: Conversation, at epoch: UInt64) {
        guard chat.standing == .suspended, epoch != chat.refusedEpoch, chat.retryAt == nil else {
            return
        }
        chat.refusals += 1
        let seconds = UInt32(1) << UInt32(min(chat.refusals, 11))
        retryLater(chat, ErrorAnswer(.unavailable, retryAfterSeconds: seconds))
        lose(chat)
        turn.showChat(chat.id)
    }

    private func forgetGroup(_ chat: Conversation) {
        chat.group = .none
        chat.treeEpoch = nil
        turn.change(.delete(.state, key: StateKey.group.key(chat.id)))
        turn.change(.delete(.state, key: StateKey.groupTree.key(chat.id)))
    }
}
