import TandemJSON
import TandemProtocol

/// A chat that some view shows.
struct OpenChat {
    var id: ConversationID
    /// The place of the oldest message that was shown.
    var oldest: UInt64
    /// Whether there are messages before that; nil until they were read.
    var hasOlder: Bool?
    /// What came while its messages are being read, and may be missing in what is read.
    var arrived: [MessageRecord] = []
}

// The messages of open chats.
extension Engine {
    /// How many messages a view gets at once.
    private static var pageCount: UInt32 { 50 }
    /// How many chats may be open; the one that was opened first is closed.
    private static var openLimit: Int { 32 }
    /// How many messages may come while a chat is opened; if more do, it is read again.
    private static var arrivedLimit: Int { 200 }

    func openChat(_ id: ConversationID) {
        guard conversations[id] != nil else { return problem(.notFound, chat: id) }
        if !openChats.contains(where: { $0.id == id }) {
            if openChats.count >= Self.openLimit { openChats.removeFirst() }
            openChats.append(OpenChat(id: id, oldest: MessageOrder.greatest))
        }
        readMessages(
            of: id,
            from: 0,
            to: MessageOrder.greatest,
            limit: Self.pageCount,
            for: .openChat(id)
        )
    }

    func chatOpened(_ id: ConversationID, _ rows: [StoredRow]) {
        guard let chat = conversations[id],
            let index = openChats.firstIndex(where: { $0.id == id })
        else { return }
        let records = records(rows)
        openChats[index].oldest = records.last?.order ?? MessageOrder.greatest
        openChats[index].hasOlder = rows.count == Int(Self.pageCount)
        show(records, of: chat, reset: true)
        showArrivedMeanwhile(in: chat, at: index)
    }

    /// Shows what came after the messages were asked for, and before they were here.
    private func showArrivedMeanwhile(in chat: Conversation, at index: Int) {
        let arrived = openChats[index].arrived
        let isTooMuch = arrived.count > Self.arrivedLimit
        if isTooMuch || !isBeingRead(chat.id) { openChats[index].arrived = [] }
        if isTooMuch {
            openChat(chat.id)
        } else if !arrived.isEmpty {
            show(arrived, of: chat)
        }
    }

    /// Whether the host is still to answer with a chat's newest messages.
    private func isBeingRead(_ id: ConversationID) -> Bool {
        hostRequests.entries.contains { request in
            if case .openChat(let chat) = request.kind { chat == id } else { false }
        }
    }

    func closeChat(_ id: ConversationID) {
        openChats.removeAll { $0.id == id }
    }

    func loadOlder(_ id: ConversationID) {
        guard let open = openChats.first(where: { $0.id == id }) else { return openChat(id) }
        readMessages(
            of: id,
            from: 0,
            to: open.oldest,
            limit: Self.pageCount,
            for: .older(id)
        )
    }

    func olderLoaded(_ id: ConversationID, _ rows: [StoredRow]) {
        guard let chat = conversations[id],
            let index = openChats.firstIndex(where: { $0.id == id })
        else { return }
        let records = records(rows)
        if let last = records.last {
            openChats[index].oldest = min(openChats[index].oldest, last.order)
        }
        openChats[index].hasOlder = rows.count == Int(Self.pageCount)
        show(records, of: chat)
    }

    /// Shows anew what receipts have changed, if it is on a screen.
    func refreshMessages(of chat: Conversation, from: UInt64, to: UInt64) {
        guard openChats.contains(where: { $0.id == chat.id }) else { return }
        readMessages(
            of: chat.id,
            from: MessageOrder.place(from),
            to: MessageOrder.place(to &+ 1),
            limit: ClientLimits.refreshedMessages,
            for: .refresh(chat.id)
        )
    }

    func refreshed(_ id: ConversationID, _ rows: [StoredRow]) {
        guard let chat = conversations[id] else { return }
        let own = records(rows).filter { $0.sender == self.own?.account }
        guard !own.isEmpty else { return }
        show(own, of: chat)
    }

    func showMessage(_ record: MessageRecord, in chat: Conversation) {
        guard let index = openChats.firstIndex(where: { $0.id == chat.id }) else { return }
        if isBeingRead(chat.id), openChats[index].arrived.count <= Self.arrivedLimit {
            openChats[index].arrived.append(record)
        }
        show([record], of: chat)
    }

    /// Shows imported messages that belong on an open screen, or says that there are older ones.
    func showImported(_ records: [MessageRecord], in chat: Conversation) {
        guard let index = openChats.firstIndex(where: { $0.id == chat.id }) else { return }
        let oldest = openChats[index].oldest
        if oldest == MessageOrder.greatest { return openChat(chat.id) }
        let shown = records.filter { $0.order >= oldest }
        if shown.count < records.count { openChats[index].hasOlder = true }
        show(shown, of: chat)
    }

    func showArrived(_ record: MessageRecord, in chat: Conversation) {
        notify("arrived") { writer in
            writer.member("chat", hex: chat.id.bytes)
            writer.member("title", utf8: title(of: chat))
            writer.member("message") { write(record, of: chat, into: &$0) }
        }
    }

    private func show(
        _ records: [MessageRecord],
        of chat: Conversation,
        reset: Bool = false
    ) {
        let hasOlder = openChats.first { $0.id == chat.id }?.hasOlder
        notify("messages") { writer in
            writer.member("chat", hex: chat.id.bytes)
            if reset { writer.member("reset", bool: true) }
            writer.member("messages") { list in
                list.array { array in
                    for record in records { write(record, of: chat, into: &array) }
                }
            }
            if let hasOlder { writer.member("hasOlder", bool: hasOlder) }
        }
    }

    private func write(
        _ record: MessageRecord,
        of chat: Conversation,
        into writer: inout JSONWriter
    ) {
        writer.object { object in
            object.member("id", hex: record.message.bytes)
            object.member("order", integer: record.order)
            object.member("at", time: record.at)
            object.member("sender") { sender in
                sender.object { object in
                    object.member("account", hex: record.sender.bytes)
                    object.member("name", utf8: displayName(of: record.sender))
                    object.member("own", bool: record.sender == own?.account)
                }
            }
            object.member("state", name: stateName(of: record, in: chat))
            switch record.body {
            case .text(let text):
                object.member("kind", name: "text")
                object.member("text", utf8: text.text)
                if let replyTo = text.replyTo { object.member("replyTo", hex: replyTo.bytes) }
            case .notice(let notice):
                object.member("kind", name: "notice")
                object.member("text", utf8: [])
                object.member("notice") { write(notice, into: &$0) }
            case .unknown:
                object.member("kind", name: "unknown")
                object.member("text", utf8: [])
            }
        }
    }

    /// How far a message has come.
    func stateName(of record: MessageRecord, in chat: Conversation) -> StaticString {
        switch record.state {
        case .pending: return "pending"
        case .failed: return "failed"
        case .accepted: break
        }
        if case .notice = record.body { return "sent" }
        guard record.sender == own?.account, chat.kind != .own,
            let sequence = MessageOrder.sequence(record.order)
        else { return "sent" }
        if chat.reached(.read, own: own?.account) >= sequence { return "read" }
        return chat.reached(.delivered, own: own?.account) >= sequence ? "delivered" : "sent"
    }
}
