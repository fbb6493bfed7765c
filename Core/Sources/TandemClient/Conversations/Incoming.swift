import TandemBytes
import MLS
import MLSWire
import TandemProtocol

// What the server delivers: in order, once, and only what verifies.
extension Engine {
    func received(_ heads: [ConversationHead]) {
        for head in heads { received(head) }
        // A conversation that the server does not list has ended for this device, as far as it says.
        for chat in conversations.values
        where chat.standing == .active
            && !heads.contains(where: { $0.conversation == chat.id })
        {
            omit(chat)
        }
        for chat in conversations.values where chat.standing == .omitted { endOmitted(chat) }
        for chat in conversations.values {
            expectReceiptsIfOwed(chat)
            turn.touch(chat.id)
        }
    }

    private func received(_ head: ConversationHead) {
        guard let chat = conversations[head.conversation] else {
            headsAhead[head.conversation] = head.head
            return expectWelcome(head.conversation)
        }
        readmit(chat)
        switch chat.standing {
        case .expected:
            headsAhead[chat.id] = head.head
            return expectWelcome(chat.id)
        case .suspended: return lookAgain(chat, at: head.epoch)
        case .creating, .left, .lost, .omitted: return
        case .active: break
        }
        chat.head = head.head
        chat.serverEpoch = head.epoch
        if !chat.isCursorKnown {
            chat.cursor = head.acknowledged
            chat.isCursorKnown = true
        }
        if chat.cursor > head.head {
            // The server went back in time, and with it the group.
            chat.cursor = head.head
            return lose(chat)
        }
        if chat.cursor < head.acknowledged {
            fetchMissing(chat)
        } else if chat.cursor < head.head {
            timers.set(
                .catchUp(chat.id),
                at: now.adding(milliseconds: ClientLimits.catchUpMilliseconds)
            )
        }
    }

    func delivered(_ delivery: Delivery) {
        guard let chat = conversations[delivery.conversation] else { return cameEarly(delivery) }
        readmit(chat)
        switch chat.standing {
        case .expected: return cameEarly(delivery)
        case .left, .omitted: return acknowledge(delivery.sequence, chat)
        case .suspended:
            if delivery.kind == .commit { lookAgain(chat, at: delivery.epoch &+ 1) }
            return acknowledge(delivery.sequence, chat)
        case .creating: chat.standing = .active
        case .active, .lost: break
        }
        chat.head = max(chat.head, delivery.sequence)
        guard chat.isCursorKnown || placeCursor(chat, before: delivery) else { return }
        if delivery.sequence <= chat.cursor {
            counters.duplicates += 1
            return acknowledge(chat.cursor, chat)
        }
        if chat.waitsForAccounts { return }
        guard delivery.sequence == chat.cursor + 1 else { return fetchMissing(chat) }
        work(off: delivery, in: chat)
    }

    /// A message of a conversation that this device is not in yet: fetched once it is.
    private func cameEarly(_ delivery: Delivery) {
        expectWelcome(delivery.conversation)
        let isKnown = early.contains { $0.conversation == delivery.conversation }
        guard !isKnown, early.count < ClientLimits.earlyConversations, delivery.sequence > 0 else {
            return
        }
        early.append((delivery.conversation, delivery.sequence))
    }

    /// Fetches what came before the Welcome was worked off.
    func fetchEarly(_ chat: Conversation) {
        guard let index = early.firstIndex(where: { $0.conversation == chat.id }) else { return }
        chat.cursor = early.remove(at: index).sequence - 1
        chat.isCursorKnown = true
        fetchMissing(chat)
    }

    /// The first message after a Welcome says where this device begins.
    private func placeCursor(_ chat: Conversation, before delivery: Delivery) -> Bool {
        guard let group = chat.loadGroup(), delivery.epoch >= group.epoch.rawValue else {
            return false
        }
        chat.cursor = delivery.sequence - min(1, delivery.sequence)
        chat.isCursorKnown = true
        return true
    }

    /// Takes the next message in order; its effects, the new state and the cursor are stored
    /// together.
    func work(off delivery: Delivery, in chat: Conversation) {
        if let pending = chat.pending, delivery.message == pending.message,
            delivery.sender == own?.identity
        {
            advance(chat, to: delivery)
            return settle(pending, delivery, in: chat)
        }
        guard chat.standing == .active else {
            // On the way in from outside: what was said before cannot be read.
            chat.cursor = delivery.sequence
            return
        }
        switch delivery.kind {
        case .commit:
            guard takeCommit(delivery, in: chat) else { return chat.waitsForAccounts = true }
        case .application:
            guard takeApplication(delivery, in: chat) else { return chat.waitsForAccounts = true }
        case .proposal: takeProposal(delivery, in: chat)
        }
        advance(chat, to: delivery)
    }

    private func advance(_ chat: Conversation, to delivery: Delivery) {
        chat.cursor = delivery.sequence
        chat.backlogs.removeAll { $0.end <= chat.cursor }
        if chat.cursor >= chat.head { timers.cancel(.catchUp(chat.id)) }
        save(chat)
        acknowledge(delivery.sequence, chat)
        turn.touch(chat.id)
    }

    private func acknowledge(_ sequence: UInt64, _ chat: Conversation) {
        guard connection.isOnline else { return }
        tell(.acknowledge(conversation: chat.id, sequence: sequence))
    }

    /// Takes a message; false if its sender's account must be asked for first.
    private func takeApplication(_ delivery: Delivery, in chat: Conversation) -> Bool {
        if delivery.sender == own?.identity {
            accepted(delivery.message, in: chat, sequence: delivery.sequence, at: delivery.at)
            return true
        }
        guard var group = chat.loadGroup() else {
            lose(chat)
            return true
        }
        do throws(ProcessError) {
            let outcome = try group.process(delivery.body, policy: policy, provider: provider)
            switch outcome {
            case .application(let message):
                guard knowsSender(of: message, in: chat) else { return false }
                saveGroup(chat, group)
                take(message, delivery, in: chat)
            case .early: cameOfLaterEpoch(delivery, group, in: chat)
            case .proposal, .commit, .ownEcho, .duplicate, .stale: counters.duplicates += 1
            }
        } catch {
            counters.refusedMessages += 1
        }
        return true
    }

    /// A message says that it is of a later epoch. Its sender may lie, and anybody in the group can
    /// be that: only if the server says so, too, and has no commit that leads there, is the state
    /// of no use.
    private func cameOfLaterEpoch(
        _ delivery: Delivery,
        _ group: GroupState,
        in chat: Conversation
    ) {
        counters.refusedMessages += 1
        guard delivery.epoch > group.epoch.rawValue else { return }
        chat.serverEpoch = max(chat.serverEpoch, delivery.epoch)
    }

    /// Whether the sender's device is listed, or its account was just asked for; else asks.
    private func knowsSender(of message: ApplicationMessage, in chat: Conversation) -> Bool {
        let hasAsked = chat.hasAskedForAccounts
        chat.hasAskedForAccounts = false
        guard let sender = message.leafNode.memberIdentity, !isListed(sender), !hasAsked,
            connection.isOnline
        else { return true }
        fetch([sender.account])
        return false
    }

    /// Reads what was decrypted; the sender is the one that MLS authenticated.
    private func take(_ message: ApplicationMessage, _ delivery: Delivery, in chat: Conversation) {
        guard let sender = message.leafNode.memberIdentity,
            isBelieved(sender, at: delivery.sequence, in: chat),
            let content = try? Content(exactly: message.data),
            content.message == delivery.message
        else {
            counters.refusedMessages += 1
            return
        }
        take(content, from: sender, delivery, in: chat)
    }

    private func takeProposal(_ delivery: Delivery, in chat: Conversation) {
        guard var group = chat.loadGroup() else { return lose(chat) }
        do throws(ProcessError) {
            let outcome = try group.process(delivery.body, policy: policy, provider: provider)
            guard case .proposal = outcome else { return }
            saveGroup(chat, group)
            proposalCame(delivery, group, in: chat)
        } catch {
            counters.refusedMessages += 1
        }
    }

    /// Somebody wants to leave: one of the others commits that; who comes first in the tree waits
    /// least, so that there is rarely a race.
    private func proposalCame(_ delivery: Delivery, _ group: GroupState, in chat: Conversation) {
        guard delivery.sender.account != own?.account else { return }
        let others = group.members.filter { $0.identity?.account != delivery.sender.account }
        let rank = others.firstIndex { $0.leafIndex == group.ownLeafIndex } ?? others.count
        let wait = UInt64(min(rank, 20)) * 1_000
        chat.commitsProposalsNow = true
        chat.retryAt = now.adding(milliseconds: wait)
        timers.reset(.commitProposals(chat.id), at: now.adding(milliseconds: wait))
    }
}
