import TandemJSON
import TandemProtocol

// The chat list.
extension Engine {
    /// Everything that a view needs to draw itself.
    func showEverything() {
        showSession()
        guard let own, own.registration == nil, !(own.isPhone && own.name.isEmpty) else {
            if configuration.kind == .phone || own != nil { showRegistration() }
            if own == nil, configuration.kind != .phone { showLink() }
            return
        }
        notify("chats") { writer in
            writer.member("reset", bool: true)
            write(Array(conversations.values), into: &writer)
        }
        showContacts()
        if !own.isPhone { showHistory() }
        if case .syncing = desktopLink.state { showLink() }
        if phoneLink != nil { showLinking() }
    }

    /// Shows the lines of the chat list that this turn changed.
    func showChangedChats() {
        let changed = turn.changedChats.compactMap { conversations[$0] }
        guard !changed.isEmpty, own != nil else { return }
        notify("chats") { write(changed, into: &$0) }
    }

    private func write(_ chats: [Conversation], into writer: inout JSONWriter) {
        writer.member("chats") { list in
            list.array { array in
                for chat in chats where isListed(chat) { write(chat, into: &array) }
            }
        }
        writer.member("removed") { list in
            list.array { array in
                for chat in chats where !isListed(chat) { array.hex(chat.id.bytes) }
            }
        }
    }

    /// An old self conversation, and what is not known yet, is not shown.
    private func isListed(_ chat: Conversation) -> Bool {
        if chat.kind == .own { return chat.id == own?.selfConversation }
        return !chat.participants.isEmpty
    }

    private func write(_ chat: Conversation, into writer: inout JSONWriter) {
        writer.object { object in
            object.member("id", hex: chat.id.bytes)
            object.member("kind", name: chat.kind.name)
            object.member("title", utf8: title(of: chat))
            // A chat in which nothing was said yet stands below the others, without a time.
            let at = chat.last?.at ?? .zero
            object.member("order", time: at)
            object.member("at", time: at)
            object.member("unread", integer: chat.unread)
            object.member(
                "ownRole",
                name: chat.role(of: own?.account) == .admin ? "admin" : "member"
            )
            object.member("preview") { writePreview(of: chat, into: &$0) }
            object.member("draft", utf8: chat.draft)
            object.member("favourite", bool: chat.favourite)
            object.member("mutedUntil", time: chat.mutedUntil)
            object.member("canSend", bool: chat.canSend)
        }
    }

    /// What a chat is called: the group's title, or the other one's name.
    func title(of chat: Conversation) -> [UInt8] {
        switch chat.kind {
        case .own: return own?.name ?? []
        case .direct: return chat.peer(of: own?.account).map { displayName(of: $0) } ?? []
        case .group: return chat.title
        }
    }

    private func writePreview(of chat: Conversation, into writer: inout JSONWriter) {
        guard let last = chat.last else { return writer.null() }
        writer.object { object in
            object.member("sender", utf8: displayName(of: last.sender))
            object.member("own", bool: last.sender == own?.account)
            object.member("state", name: stateName(of: last, in: chat))
            if case .text(let text) = last.body {
                object.member("text", utf8: text.text)
            } else {
                object.member("text", utf8: [])
            }
            if case .notice(let notice) = last.body {
                object.member("notice") { write(notice, into: &$0) }
            }
        }
    }

    func write(_ notice: Notice, into writer: inout JSONWriter) {
        writer.object { object in
            object.member("code", name: notice.code.name)
            object.member("account", hex: notice.subject.bytes)
            object.member("name", utf8: displayName(of: notice.subject))
            object.member("own", bool: notice.subject == own?.account)
            if !notice.title.isEmpty { object.member("title", utf8: notice.title) }
        }
    }

    func showOpened(_ chat: ConversationID) {
        turn.showChat(chat)
        // The chat list first: a view that opens a chat knows it then.
        showChangedChats()
        turn.changedChats = []
        notify("opened") { $0.member("chat", hex: chat.bytes) }
    }

    func showTyping(_ chat: Conversation) {
        notify("typing") { writer in
            writer.member("chat", hex: chat.id.bytes)
            writer.member("names") { list in
                list.array { array in
                    for account in chat.typists { array.string(utf8: displayName(of: account)) }
                }
            }
        }
    }

    /// How much of the history is here; all, when none is awaited: a view may have missed the end.
    func showHistory() {
        let (done, total) = (archiveImport?.done ?? 1, archiveImport?.total ?? 1)
        notify("history") { writer in
            writer.member("done", integer: done)
            writer.member("total", integer: total)
            writer.member("percent", integer: min(100, UInt64(done) * 100 / UInt64(max(1, total))))
        }
    }

    func showChatInfo(_ id: ConversationID) {
        guard let chat = conversations[id] else { return problem(.notFound, chat: id) }
        notify("chatInfo") { writer in
            writer.member("chat", hex: id.bytes)
            writer.member("kind", name: chat.kind.name)
            writer.member("title", utf8: title(of: chat))
            writer.member(
                "ownRole",
                name: chat.role(of: own?.account) == .admin ? "admin" : "member"
            )
            writer.member("participants") { list in
                list.array { array in
                    for participant in chat.participants { write(participant, into: &array) }
                }
            }
        }
    }

    private func write(
        _ participant: ConversationContext.Participant,
        into writer: inout JSONWriter
    ) {
        let account = participant.account
        let isOwn = account == own?.account
        writer.object { object in
            object.member("account", hex: account.bytes)
            object.member("name", utf8: displayName(of: account))
            let number = isOwn ? own?.number : contacts[account]?.record.number
            if let number, !number.isEmpty { object.member("number", utf8: number) }
            object.member("role", name: participant.role == .admin ? "admin" : "member")
            object.member("own", bool: isOwn)
            object.member("devices", integer: deviceList(of: account)?.devices.count ?? 0)
        }
    }
}

// What a person sets for one chat, on this device.
extension Engine {
    func saveDraft(_ text: [UInt8], in id: ConversationID) {
        guard let chat = conversations[id], chat.draft != text else { return }
        chat.draft = utf8Prefix(text, ClientLimits.text)
        save(chat)
        turn.showChat(id)
    }

    func setFavourite(_ isOn: Bool, _ id: ConversationID) {
        guard let chat = conversations[id] else { return }
        chat.favourite = isOn
        save(chat)
        turn.showChat(id)
    }

    func mute(_ id: ConversationID, until milliseconds: UInt64) {
        guard let chat = conversations[id] else { return }
        chat.mutedUntil = Timestamp(milliseconds: milliseconds)
        save(chat)
        turn.showChat(id)
    }
}

extension ChatKind {
    var name: StaticString {
        switch self {
        case .own: "self"
        case .direct: "direct"
        case .group: "group"
        }
    }
}

extension Notice.Code {
    var name: StaticString {
        switch self {
        case .created: "created"
        case .added: "added"
        case .removed: "removed"
        case .left: "left"
        case .promoted: "promoted"
        case .demoted: "demoted"
        case .renamed: "renamed"
        case .keyChanged: "keyChanged"
        case .deviceRejoined: "deviceRejoined"
        case .encrypted: "encrypted"
        }
    }
}
