import MLS
import MLSWire
import TandemProtocol

// What people do with chats and groups. Changes are wishes that are kept until a commit carries
// them out, so that a lost race or a lost connection loses none.
extension Engine {
    func startChat(with account: AccountID) {
        let known = conversations.values.first {
            $0.peer(of: own?.account) == account && $0.canSend
        }
        if let known { return showOpened(known.id) }
        guard let own else { return }
        let participants = [own.account, account].map {
            ConversationContext.Participant(account: $0, role: .member)
        }
        guard let id = freeDirectID(account),
            let chat = makeConversation(.direct, participants, id: id)
        else {
            return problem(.notAllowed)
        }
        showOpened(chat.id)
    }

    func createGroup(_ title: [UInt8], _ members: [AccountID]) {
        guard let own, own.registration == nil else { return problem(.notAllowed) }
        guard !title.isEmpty else { return problem(.nameMissing) }
        guard title.count <= ClientLimits.title, members.count < ClientLimits.participants else {
            return problem(.tooLong)
        }
        guard members.allSatisfy({ contacts[$0] != nil }) else { return problem(.notFound) }
        var participants = [ConversationContext.Participant(account: own.account, role: .admin)]
        participants += members.filter { $0 != own.account }.map {
            ConversationContext.Participant(account: $0, role: .member)
        }
        guard let chat = makeConversation(.group, participants) else {
            return problem(.notAllowed)
        }
        chat.title = title
        chat.wantsReconciling = true
        addNotice(.created, own.account, in: chat)
        save(chat)
        showOpened(chat.id)
    }

    func addMember(_ account: AccountID, to id: ConversationID) {
        guard let chat = administered(id) else { return }
        guard contacts[account] != nil else { return problem(.notFound, chat: id) }
        guard !chat.includes(account) else { return }
        wish(.add(account), in: chat)
    }

    func removeMember(_ account: AccountID, from id: ConversationID) {
        guard let chat = administered(id), account != own?.account else { return }
        guard chat.includes(account) else { return problem(.notFound, chat: id) }
        wish(.remove(account), in: chat)
    }

    func setRole(_ role: ConversationContext.Role, of account: AccountID, in id: ConversationID) {
        guard let chat = administered(id) else { return }
        guard let current = chat.role(of: account) else { return problem(.notFound, chat: id) }
        guard current != role else { return }
        let otherAdmins = chat.participants.filter { $0.role == .admin && $0.account != account }
        guard role == .admin || !otherAdmins.isEmpty else { return problem(.notAllowed, chat: id) }
        wish(.setRole(account, role), in: chat)
    }

    private func wish(_ change: Conversation.Change, in chat: Conversation) {
        guard !chat.changes.contains(change) else { return }
        chat.changes.append(change)
        save(chat)
        turn.touch(chat.id)
    }

    /// A group that the own account may change.
    private func administered(_ id: ConversationID) -> Conversation? {
        guard let chat = conversations[id], chat.kind == .group, chat.canSend,
            chat.role(of: own?.account) == .admin
        else {
            problem(.notAllowed, chat: id)
            return nil
        }
        return chat
    }

    func renameGroup(_ id: ConversationID, to title: [UInt8]) {
        guard let chat = administered(id) else { return }
        guard !title.isEmpty else { return problem(.nameMissing, chat: id) }
        guard title.count <= ClientLimits.title else { return problem(.tooLong, chat: id) }
        chat.title = title
        queue(.title(title), in: chat)
        if let own { addNotice(.renamed, own.account, in: chat, title: title) }
    }

    func takeTitle(
        _ title: [UInt8],
        from account: AccountID,
        _ delivery: Delivery,
        in chat: Conversation
    ) {
        guard chat.kind == .group, chat.role(of: account) == .admin else {
            counters.refusedMessages += 1
            return
        }
        chat.title = title
        addNotice(.renamed, account, delivery, slot: 0, in: chat, by: account, title: title)
        turn.showChat(chat.id)
    }

    /// The own account leaves a group: its devices propose to be removed, somebody else commits.
    /// If no admin is left then, one of those who stay becomes one.
    func leaveGroup(_ id: ConversationID) {
        guard let chat = conversations[id], chat.kind == .group, chat.canSend else {
            return problem(.notAllowed, chat: id)
        }
        guard chat.participants.contains(where: { $0.account != own?.account }) else {
            return leave(chat)
        }
        chat.wantsToLeave = true
        if let own { addNotice(.left, own.account, in: chat) }
        save(chat)
        turn.showChat(id)
        turn.touch(id)
    }

    /// Proposes the removal of all own leaves, once in each epoch and on each connection; false
    /// while something else must be committed first.
    func proposeLeaving(_ chat: Conversation, _ group: GroupState) -> Bool {
        guard chat.changes.isEmpty, let identity, let own else { return false }
        guard chat.proposedEpoch != group.epoch else { return true }
        chat.proposedEpoch = group.epoch
        var group = group
        group.discardPendingProposals()
        for member in group.members where member.identity?.account == own.account {
            let message = try? group.proposeRemove(
                member.leafIndex,
                identity: identity,
                policy: policy,
                provider: provider
            )
            guard let message else { continue }
            let outgoing = OutgoingMessage(
                conversation: chat.id,
                message: randomID(),
                kind: .proposal,
                epoch: group.epoch.rawValue,
                body: message
            )
            ask(.send(outgoing), .send(chat.id, outgoing.message))
        }
        saveGroup(chat, group)
        return true
    }

    /// Shows what a commit changed among the participants.
    func showChanges(
        from old: [ConversationContext.Participant],
        to new: [ConversationContext.Participant],
        by committer: AccountID?,
        _ delivery: Delivery,
        _ chat: Conversation
    ) {
        guard chat.kind == .group, delivery.kind == .commit else { return }
        for (slot, change) in participantChanges(from: old, to: new).enumerated() {
            let hasLeft = change.code == .removed && chat.leavers.contains(change.account)
            addNotice(
                hasLeft ? .left : change.code,
                change.account,
                delivery,
                slot: slot,
                in: chat,
                by: hasLeft ? change.account : committer
            )
        }
        chat.leavers = []
    }

    /// Shows what has become of a group that this device knew, and was let into again.
    func showChanges(to new: [ConversationContext.Participant], since chat: Conversation) {
        guard chat.kind == .group, chat.knownEpoch != nil else { return }
        let changes = participantChanges(from: chat.participants, to: new)
        for change in changes.prefix(60) {
            addNotice(change.code, change.account, in: chat, by: nobody)
        }
    }

    private func participantChanges(
        from old: [ConversationContext.Participant],
        to new: [ConversationContext.Participant]
    ) -> [(code: Notice.Code, account: AccountID)] {
        var changes: [(code: Notice.Code, account: AccountID)] = []
        for participant in new {
            let before = old.first { $0.account == participant.account }
            guard before?.role != participant.role else { continue }
            let code: Notice.Code = participant.role == .admin ? .promoted : .demoted
            changes.append((before == nil ? .added : code, participant.account))
        }
        for participant in old where !new.contains(where: { $0.account == participant.account }) {
            changes.append((.removed, participant.account))
        }
        return changes
    }
}
