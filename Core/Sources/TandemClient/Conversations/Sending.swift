import MLSWire
import MLS
import TandemBytes
import TandemProtocol

// The outbox: durable, in order, under one ID however often it is tried.
extension Engine {
    /// A person sends a text.
    func send(_ text: [UInt8], replyTo: MessageID?, to id: ConversationID) {
        guard let chat = conversations[id], chat.canSend else {
            return problem(.notAllowed, chat: id)
        }
        guard !text.isEmpty else { return }
        guard text.count <= ClientLimits.text else { return problem(.tooLong, chat: id) }
        let item = queue(.text(TextContent(text: text, replyTo: replyTo)), in: chat)
        let record = MessageRecord(
            message: item.message,
            order: MessageOrder.pending(item.number),
            at: now,
            sender: own?.account ?? randomID(),
            state: .pending,
            body: .text(TextContent(text: text, replyTo: replyTo))
        )
        store(record, in: chat)
        chat.draft = []
        // Who wants to write does not wait until somebody else has committed what is proposed.
        if chat.commitsProposalsNow { chat.retryAt = nil }
        save(chat)
    }

    /// Puts something into a conversation's outbox.
    @discardableResult
    func queue(
        _ body: Content.Body,
        in chat: Conversation,
        isDurable: Bool = true
    ) -> OutboxItem {
        let content = Content(message: randomID(), sentAt: now, body: body)
        let item = OutboxItem(
            number: nextOutboxNumber,
            conversation: chat.id,
            content: content,
            isDurable: isDurable
        )
        nextOutboxNumber += 1
        chat.outbox.append(item)
        if isDurable { turn.put(StateKey.outbox.key(item.number), item) }
        turn.touch(chat.id)
        return item
    }

    /// Puts something into the outbox of the conversation of the own devices.
    func queue(_ body: Content.Body) {
        guard let id = own?.selfConversation, let chat = conversations[id] else { return }
        queue(body, in: chat)
    }

    /// Sends what may go now. Each ciphertext is stored with the ratchet that made it before it
    /// leaves.
    func sendNext(_ chat: Conversation) {
        if chat.owesHandover { handOver(chat) }
        queueReceipts(chat)
        guard var group = chat.loadGroup(), let identity else { return }
        var inFlight = chat.outbox.filter { $0.isInFlight }.count
        var hasRatcheted = false
        for index in chat.outbox.indices where !chat.outbox[index].isInFlight {
            guard inFlight < Self.sendWindow else { break }
            if chat.outbox[index].sealed?.epoch != group.epoch.rawValue {
                let body = try? group.protect(
                    chat.outbox[index].content.encoded,
                    authenticatedData: [],
                    identity: identity,
                    provider: provider
                )
                guard let body else { break }
                hasRatcheted = true
                chat.outbox[index].sealed = .init(epoch: group.epoch.rawValue, body: body)
                saveItem(chat.outbox[index])
            }
            chat.outbox[index].isInFlight = true
            inFlight += 1
            transmit(chat.outbox[index])
        }
        if hasRatcheted { saveGroup(chat, group) }
    }

    private func saveItem(_ item: OutboxItem) {
        if item.isDurable { turn.put(StateKey.outbox.key(item.number), item) }
    }

    private func transmit(_ item: OutboxItem) {
        guard let sealed = item.sealed else { return }
        let message = OutgoingMessage(
            conversation: item.conversation,
            message: item.message,
            kind: .application,
            epoch: sealed.epoch,
            body: sealed.body
        )
        ask(.send(message), .send(item.conversation, item.message))
    }

    func sendAnswered(_ message: MessageID, in id: ConversationID, _ answer: ServerMessage) {
        guard let chat = conversations[id] else { return }
        turn.touch(id)
        switch answer {
        case .accepted(let sequence, let at):
            accepted(message, in: chat, sequence: sequence, at: at)
            expect(sequence, in: chat)
        case .error(let error): sendRefused(message, in: chat, error)
        default: counters.strayAnswers += 1
        }
    }

    /// The server has the message: by its answer, or by the echo.
    func accepted(_ message: MessageID, in chat: Conversation, sequence: UInt64, at: Timestamp) {
        guard let index = chat.outbox.firstIndex(where: { $0.message == message }) else { return }
        let item = chat.outbox.remove(at: index)
        forget(item)
        guard item.isShown else { return noteAccepted(item) }
        let pending = MessageOrder.pending(item.number)
        turn.change(.delete(.messages, key: MessageKey.key(chat.id, pending)))
        guard let record = record(of: item, state: .accepted) else { return }
        var placed = record
        placed.order = MessageOrder.place(sequence)
        placed.at = at
        store(placed, in: chat, isNew: false)
        save(chat)
    }

    private func forget(_ item: OutboxItem) {
        if item.isDurable { turn.change(.delete(.state, key: StateKey.outbox.key(item.number))) }
    }

    private func record(of item: OutboxItem, state: MessageRecord.State) -> MessageRecord? {
        guard case .text(let text) = item.content.body, let own else { return nil }
        return MessageRecord(
            message: item.message,
            order: MessageOrder.pending(item.number),
            at: item.content.sentAt,
            sender: own.account,
            state: state,
            body: .text(text)
        )
    }

    private func sendRefused(_ message: MessageID, in chat: Conversation, _ error: ErrorAnswer) {
        guard let index = chat.outbox.firstIndex(where: { $0.message == message }) else { return }
        chat.outbox[index].isInFlight = false
        if !chat.outbox[index].isDurable { chat.outbox.remove(at: index) }
        switch error.code {
        case .staleEpoch:
            chat.serverEpoch = max(chat.serverEpoch, error.value)
        case .rateLimited, .storageFull, .unavailable:
            retryLater(chat, error)
            if error.code == .storageFull { problem(error, chat: chat.id) }
        case .notFound:
            omit(chat)
        default:
            fail(message, in: chat)
            problem(error, chat: chat.id)
        }
    }

    /// Gives a message up; the person may try again.
    private func fail(_ message: MessageID, in chat: Conversation) {
        guard let index = chat.outbox.firstIndex(where: { $0.message == message }) else { return }
        let item = chat.outbox.remove(at: index)
        forget(item)
        if let record = record(of: item, state: .failed) { store(record, in: chat, isNew: false) }
    }

    /// Gives up the texts that wait: what was written for a person whose key has changed since is
    /// sent to the new key only if somebody who can see the change says so.
    func failTexts(_ chat: Conversation) {
        for item in chat.outbox where item.isShown { fail(item.message, in: chat) }
    }

    func failOutbox(_ chat: Conversation) {
        for item in chat.outbox { fail(item.message, in: chat) }
    }

    /// A person tries a failed message again.
    func retry(_ message: MessageID, in id: ConversationID) {
        guard let chat = conversations[id], chat.canSend else {
            return problem(.notAllowed, chat: id)
        }
        guard !chat.outbox.contains(where: { $0.message == message }) else { return retryDue(id) }
        readMessages(
            of: id,
            from: MessageOrder.firstPending,
            to: MessageOrder.greatest,
            limit: ClientLimits.pendingMessages,
            for: .resend(id, message)
        )
    }

    func resend(_ message: MessageID, in id: ConversationID, _ rows: [StoredRow]) {
        guard let chat = conversations[id], chat.canSend,
            let record = records(rows).first(where: { $0.message == message }),
            record.state == .failed, case .text(let text) = record.body
        else { return problem(.notFound, chat: id) }
        turn.change(.delete(.messages, key: MessageKey.key(id, record.order)))
        chat.messageCount -= min(1, chat.messageCount)
        // The ID stays, so that a message which the server took after all does not come twice.
        let content = Content(message: message, sentAt: now, body: .text(text))
        let item = OutboxItem(number: nextOutboxNumber, conversation: id, content: content)
        nextOutboxNumber += 1
        chat.outbox.append(item)
        turn.put(StateKey.outbox.key(item.number), item)
        if let again = self.record(of: item, state: .pending) { store(again, in: chat) }
        turn.touch(id)
    }
}
