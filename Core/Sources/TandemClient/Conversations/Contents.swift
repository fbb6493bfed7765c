import TandemBytes
import TandemProtocol

// What arrives decrypted, and how it is kept.
extension Engine {
    func take(
        _ content: Content,
        from sender: MemberIdentity,
        _ delivery: Delivery,
        in chat: Conversation
    ) {
        switch content.body {
        case .text(let text): takeMessage(.text(text), content, from: sender, delivery, in: chat)
        case .unknown(let type, _):
            takeMessage(.unknown(type), content, from: sender, delivery, in: chat)
        case .receipt(let receipt): take(receipt, from: sender.account, in: chat)
        case .profile(let name):
            if sender.account == own?.account {
                learnOwn(name: name)
            } else {
                learn(name: name, of: sender.account)
            }
        case .title(let title): takeTitle(title, from: sender.account, delivery, in: chat)
        case .handover(let handover): take(handover, from: sender.account, in: chat)
        case .historyChunk, .contact, .deviceInfo: takeOwnContent(content.body, from: sender, chat)
        }
    }

    private func takeMessage(
        _ body: MessageRecord.Body,
        _ content: Content,
        from sender: MemberIdentity,
        _ delivery: Delivery,
        in chat: Conversation
    ) {
        let record = MessageRecord(
            message: content.message,
            order: MessageOrder.place(delivery.sequence),
            at: delivery.at,
            sender: sender.account,
            state: .accepted,
            body: body
        )
        store(record, in: chat)
        stoppedTyping(sender.account, in: chat)
        guard sender.account != own?.account else { return }
        chat.incoming = max(chat.incoming, delivery.sequence)
        if delivery.sequence > chat.ownRead { chat.unread &+= 1 }
        expectReceipts(chat)
        showArrived(record, in: chat)
    }

    /// What only own devices may say, in the conversation of the own devices.
    private func takeOwnContent(
        _ body: Content.Body,
        from sender: MemberIdentity,
        _ chat: Conversation
    ) {
        guard chat.kind == .own, sender.account == own?.account else { return }
        switch body {
        case .historyChunk(let chunk): announced(chunk)
        case .contact(let record):
            if contacts[record.account] == nil {
                contacts[record.account] = Contact(record: record)
            }
            learn(record)
            showContacts()
        case .deviceInfo(let info):
            // Before the list that names it came, the device is not known yet.
            if own?.list.certificate(of: info.device) == nil { isOwnListFresh = false }
            rememberInfo(info)
        case .text, .receipt, .profile, .title, .handover, .unknown: break
        }
    }

    private func rememberInfo(_ info: DeviceInfo) {
        deviceInfos.removeAll { $0.device == info.device }
        let unlisted = deviceInfos.filter { own?.list.certificate(of: $0.device) == nil }
        if unlisted.count >= ClientLimits.unlistedDevices, let oldest = unlisted.first {
            deviceInfos.removeAll { $0.device == oldest.device }
            turn.change(.delete(.state, key: StateKey.deviceInfo.key(oldest.device)))
        }
        deviceInfos.append(info)
        turn.put(StateKey.deviceInfo.key(info.device), info)
        if !isOwnListFresh, let own { fetch([own.account]) }
        showDevicesIfWatched()
    }

    /// Keeps a message or a notice and shows it.
    func store(_ record: MessageRecord, in chat: Conversation, isNew: Bool = true) {
        let key = MessageKey.key(chat.id, record.order)
        turn.change(.put(.messages, key: key, value: record.encoded))
        if isNew { chat.messageCount &+= 1 }
        let isLatest = chat.last.map { $0.order <= record.order || $0.message == record.message }
        if isLatest ?? true { chat.last = preview(of: record) }
        showMessage(record, in: chat)
        turn.showChat(chat.id)
    }

    /// The record with no more text than the chat list shows.
    private func preview(of record: MessageRecord) -> MessageRecord {
        guard case .text(let text) = record.body else { return record }
        var short = record
        short.body = .text(TextContent(text: utf8Prefix(text.text, ClientLimits.preview)))
        return short
    }

    /// Adds a notice at the place of the message that caused it.
    func addNotice(
        _ code: Notice.Code,
        _ subject: AccountID?,
        _ delivery: Delivery,
        slot: Int,
        in chat: Conversation,
        by actor: AccountID? = nil,
        title: [UInt8] = []
    ) {
        guard chat.kind != .own, let subject, let actor = actor ?? own?.account else { return }
        let record = MessageRecord(
            message: randomID(),
            order: MessageOrder.place(delivery.sequence, slot: slot),
            at: delivery.at,
            sender: actor,
            state: .accepted,
            body: .notice(Notice(code: code, subject: subject, title: title))
        )
        store(record, in: chat)
    }

    /// Adds a notice behind everything that is there.
    func addNotice(
        _ code: Notice.Code,
        _ subject: AccountID,
        in chat: Conversation,
        by actor: AccountID? = nil,
        title: [UInt8] = []
    ) {
        let sequence = chat.cursor
        // Notices of devices about the same event need not stand at the same place.
        let slot = 1 + Int(nextNoticeSlot % (MessageOrder.slots - 2))
        nextNoticeSlot &+= 1
        let record = MessageRecord(
            message: randomID(),
            order: MessageOrder.place(sequence, slot: slot),
            at: now,
            sender: actor ?? subject,
            state: .accepted,
            body: .notice(Notice(code: code, subject: subject, title: title))
        )
        store(record, in: chat)
        save(chat)
    }

    /// Every chat begins with the notice that it is encrypted, at the same place on all devices.
    func addFirstNotice(to chat: Conversation) {
        guard let own, chat.kind != .own, chat.messageCount == 0, chat.last == nil else { return }
        let record = MessageRecord(
            message: randomID(),
            order: MessageOrder.place(0, slot: 0),
            at: now,
            sender: own.account,
            state: .accepted,
            body: .notice(Notice(code: .encrypted, subject: own.account))
        )
        store(record, in: chat)
    }

    func showKeyChange(of account: AccountID) {
        for chat in conversations.values where chat.includes(account) && chat.standing != .left {
            addNotice(.keyChanged, account, in: chat)
            failTexts(chat)
            turn.touch(chat.id)
        }
    }

    /// The messages that rows hold; rows that do not decode are passed over.
    func records(_ rows: [StoredRow]) -> [MessageRecord] {
        rows.compactMap { row in
            if let record = try? MessageRecord(exactly: row.value) { return record }
            counters.malformedRows += 1
            return nil
        }
    }
}

/// At most `limit` bytes of a text, cut between two characters.
func utf8Prefix(_ text: [UInt8], _ limit: Int) -> [UInt8] {
    guard text.count > limit else { return text }
    var end = limit
    while end > 0, text[end] & 0xc0 == 0x80 { end -= 1 }
    return Array(text[..<end])
}
