import MLSWire
import TandemProtocol

// Whose word counts in a conversation: that of devices on the newest list of their account. Being
// in the group's tree is not enough, for a device that left the list stays there until the next
// commit, and a server that lies could let it speak until then.
extension Engine {
    /// Whether a device is on its account's newest list. One whose certificate has expired is,
    /// until its phone takes it off.
    func isListed(_ device: MemberIdentity) -> Bool {
        deviceList(of: device.account)?.certificate(of: device.device) != nil
    }

    /// Whether what a device said counts: it is listed, or it may have been at that time.
    func isBelieved(
        _ device: MemberIdentity,
        at sequence: UInt64,
        in chat: Conversation
    ) -> Bool {
        isListed(device)
            || chat.backlogs.contains { $0.account == device.account && sequence <= $0.end }
    }

    /// An account has a new list or key. What waits at the server in a chat may be of the time
    /// before; all that comes later is not.
    func noteBacklogs(of account: AccountID) {
        if !listsLearned.contains(account) { listsLearned.append(account) }
        for chat in conversations.values { noteBacklog(of: account, in: chat) }
    }

    /// What waits in a chat that this device was just let into may be of the time before the lists
    /// that it learned on this connection.
    func noteBacklogs(in chat: Conversation) {
        chat.head = max(chat.head, headsAhead[chat.id] ?? 0)
        for account in listsLearned where chat.includes(account) {
            noteBacklog(of: account, in: chat)
        }
    }

    private func noteBacklog(of account: AccountID, in chat: Conversation) {
        guard chat.head > chat.cursor else { return }
        chat.backlogs.removeAll { $0.account == account }
        if chat.backlogs.count == Conversation.backlogLimit { chat.backlogs.removeFirst() }
        chat.backlogs.append(.init(account: account, end: chat.head))
        save(chat)
    }
}

extension Conversation {
    static var backlogLimit: Int { 256 }
}
