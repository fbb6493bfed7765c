import MLS
import MLSWire
import TandemProtocol

// What is remembered of a chat when its group is lost, or is not entered yet. The server says which
// group stands under an ID, and anybody can found one: it must not take the place of another.
extension Engine {
    /// Whether a group can be the one that this device knows under its ID: of the same kind, and of
    /// the same people, if those cannot change.
    func isKnown(_ context: ConversationContext?, as chat: Conversation) -> Bool {
        guard let context else { return false }
        guard !chat.participants.isEmpty else {
            return (context.kind == .own) == (chat.id == own?.selfConversation)
        }
        guard ChatKind(context.kind) == chat.kind else { return false }
        return chat.kind == .group
            || context.participants.count == chat.participants.count
                && context.participants.allSatisfy { chat.includes($0.account) }
    }

    /// Whether the state of a group is stated by a device of somebody who was known to be in it.
    func isByParticipant(_ signer: MemberIdentity?, of chat: Conversation) -> Bool {
        guard !chat.participants.isEmpty else { return true }
        guard let signer else { return false }
        let isListed = deviceList(of: signer.account)?.certificate(of: signer.device) != nil
        guard isListed else { return false }
        return chat.includes(signer.account) || chat.knowsSomeParticipantsOnly
    }

    /// Shows who is in a group that this device was invited to again, and was not when it left.
    func showNewcomers(_ context: ConversationContext, in chat: Conversation) {
        guard chat.kind == .group, !chat.participants.isEmpty, !chat.namesNoRoles else { return }
        for participant in context.participants
        where participant.account != own?.account && !chat.includes(participant.account) {
            addNotice(.added, participant.account, in: chat)
        }
    }

    /// What the server gives cannot be entered: perhaps it gives another one later.
    func enterLater(_ chat: Conversation) {
        counters.refusedCommits += 1
        let pause = pauseMilliseconds(ErrorAnswer(.unavailable), after: chat.entryRefusals)
        chat.entryRefusals += 1
        chat.retryAt = now.adding(milliseconds: pause)
        timers.reset(.retry(chat.id), at: now.adding(milliseconds: pause))
    }
}

extension Conversation {
    /// Whether the participants are those of a bundle, which names some, and no roles.
    var namesNoRoles: Bool {
        kind == .group && !participants.contains { $0.role == .admin }
    }

    /// Whether there may be participants that this device never heard of.
    var knowsSomeParticipantsOnly: Bool {
        namesNoRoles && participants.count >= ClientLimits.bundledParticipants
    }
}
