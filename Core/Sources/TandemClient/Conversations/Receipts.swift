import TandemProtocol

/// What becomes of receipts.
///
///     message came ── 200 ms ──▶ due ── encrypted ──▶ sent
///        ▲── more messages ──┘
///
/// Only the last sequence number is told, for the whole account: when another own device has told
/// it, this one does not. A lost receipt is made anew from what is stored.
enum ReceiptTiming {
    static let delayMilliseconds: UInt64 = 200
    /// In larger groups nobody is told what was delivered.
    static let participantLimit = 32
}

extension Engine {
    func expectReceipts(_ chat: Conversation) {
        guard chat.kind != .own, !timers.isSet(.receipts(chat.id)) else { return }
        let due = now.adding(milliseconds: ReceiptTiming.delayMilliseconds)
        timers.set(.receipts(chat.id), at: due)
    }

    /// After a restart or a lost connection.
    func expectReceiptsIfOwed(_ chat: Conversation) {
        if owedReceipt(chat) != nil { expectReceipts(chat) }
    }

    func receiptsDue(_ id: ConversationID) {
        guard let chat = conversations[id] else { return }
        chat.receiptsAreDue = owedReceipt(chat) != nil
        turn.touch(id)
    }

    /// What others, or the other own devices, have not been told yet.
    private func owedReceipt(_ chat: Conversation) -> Receipt? {
        guard chat.kind != .own, chat.standing == .active else { return nil }
        if chat.ownRead > chat.announcedRead { return Receipt(kind: .read, upTo: chat.ownRead) }
        guard chat.participants.count <= ReceiptTiming.participantLimit,
            chat.incoming > max(chat.announcedDelivered, chat.announcedRead)
        else { return nil }
        return Receipt(kind: .delivered, upTo: chat.incoming)
    }

    /// Puts a due receipt behind what waits already.
    func queueReceipts(_ chat: Conversation) {
        guard chat.receiptsAreDue else { return }
        chat.receiptsAreDue = false
        guard let receipt = owedReceipt(chat) else { return }
        queue(.receipt(receipt), in: chat, isDurable: false)
        chat.receiptsAreDue = false
    }

    /// The server has something that no chat shows.
    func noteAccepted(_ item: OutboxItem) {
        guard let chat = conversations[item.conversation] else { return }
        if case .receipt(let receipt) = item.content.body { announced(receipt, in: chat) }
    }

    private func announced(_ receipt: Receipt, in chat: Conversation) {
        switch receipt.kind {
        case .delivered: chat.announcedDelivered = max(chat.announcedDelivered, receipt.upTo)
        case .read: chat.announcedRead = max(chat.announcedRead, receipt.upTo)
        }
        save(chat)
    }

    func take(_ receipt: Receipt, from account: AccountID, in chat: Conversation) {
        // Nobody has received what was not sent yet.
        let upTo = min(receipt.upTo, max(chat.cursor &+ 1, chat.head))
        if account == own?.account {
            let bounded = Receipt(kind: receipt.kind, upTo: upTo)
            announced(bounded, in: chat)
            if receipt.kind == .read { read(chat, upTo: upTo) }
        } else {
            mark(account, receipt.kind, upTo, in: chat)
        }
    }

    private func mark(
        _ account: AccountID,
        _ kind: Receipt.Kind,
        _ upTo: UInt64,
        in chat: Conversation
    ) {
        guard chat.includes(account) else { return }
        let index =
            chat.marks.firstIndex { $0.account == account }
            ?? {
                chat.marks.append(.init(account: account, delivered: 0, read: 0))
                return chat.marks.count - 1
            }()
        let before = chat.marks[index]
        chat.marks[index].delivered = max(before.delivered, upTo)
        if kind == .read { chat.marks[index].read = max(before.read, upTo) }
        let from = kind == .read ? before.read : before.delivered
        guard from < upTo else { return }
        turn.showChat(chat.id)
        refreshMessages(of: chat, from: from, to: upTo)
    }

    /// A person has seen a chat up to a place in it.
    func markRead(_ id: ConversationID, upTo order: UInt64) {
        guard let chat = conversations[id] else { return }
        let sequence = MessageOrder.sequence(order) ?? chat.incoming
        read(chat, upTo: min(sequence, max(chat.incoming, chat.cursor)))
        if chat.ownRead > chat.announcedRead { expectReceipts(chat) }
    }

    private func read(_ chat: Conversation, upTo sequence: UInt64) {
        guard sequence > chat.ownRead || chat.unread > 0 else { return }
        chat.ownRead = max(chat.ownRead, sequence)
        if chat.ownRead >= chat.incoming { chat.unread = 0 }
        save(chat)
        turn.showChat(chat.id)
    }
}

extension Conversation {
    /// How far everybody else has come.
    func reached(_ kind: Receipt.Kind, own: AccountID?) -> UInt64 {
        var least = UInt64.max
        for participant in participants where participant.account != own {
            let mark = marks.first { $0.account == participant.account }
            least = min(least, kind == .read ? mark?.read ?? 0 : mark?.delivered ?? 0)
        }
        return least == .max ? 0 : least
    }
}
