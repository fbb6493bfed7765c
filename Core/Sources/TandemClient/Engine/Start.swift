import TandemBytes
import TandemProtocol

// The engine begins, or begins anew, from what is stored.
extension Engine {
    func start(_ rows: [StoredRow]) {
        isStarted = true
        forgetEverything()
        own = nil
        connection = Connection()
        for row in rows { load(row) }
        let awaited = registration.awaited
        if own == nil { forgetEverything() }
        resumeRegistration(awaiting: awaited)
        for chat in conversations.values {
            let outbox = chat.outbox
            chat.outbox = ascendingOrder(outbox.map { $0.number }).map { outbox[$0] }
        }
        showEverything()
        turn.act(.connect)
    }

    private func load(_ row: StoredRow) {
        guard let kind = row.key.first.flatMap(StateKey.init(rawValue:)) else {
            counters.malformedRows += 1
            return
        }
        do throws(DecodeError) {
            try load(kind, name: Array(row.key.dropFirst()), row.value)
        } catch {
            counters.malformedRows += 1
        }
    }

    private func load(
        _ kind: StateKey,
        name: [UInt8],
        _ value: [UInt8]
    ) throws(DecodeError) {
        switch kind {
        case .account: own = try OwnAccount(exactly: value)
        case .contact:
            let contact = try Contact(exactly: value)
            contacts[contact.record.account] = contact
        case .conversation:
            let chat = try Conversation(exactly: value)
            adopt(chat)
        case .group: try conversation(name).takeGroupRow(keys: value)
        case .groupTree: try conversation(name).takeGroupRow(tree: value)
        case .pendingCommit: try conversation(name).pending = PendingChange(exactly: value)
        case .outbox:
            let item = try OutboxItem(exactly: value)
            nextOutboxNumber = max(nextOutboxNumber, item.number &+ 1)
            try conversation(item.conversation.bytes).outbox.append(item)
        case .keyPackage: keyPackages.rows.append(try KeyPackageRow(name: name, bundle: value))
        case .deviceInfo: deviceInfos.append(try DeviceInfo(exactly: value))
        case .listWishes: listWishes = try ListWishes(exactly: value)
        case .archiveExport: takeStoredExport(try ArchiveExport(exactly: value))
        case .archiveImport: archiveImport = try ArchiveImport(exactly: value)
        case .awaitedCode: registration.awaited = try AwaitedCode(exactly: value)
        }
    }

    /// The conversation that a row belongs to, which may come after it.
    private func conversation(_ name: [UInt8]) throws(DecodeError) -> Conversation {
        guard let id = ConversationID(bytes: name) else { throw .invalid }
        if let known = conversations[id] { return known }
        let chat = Conversation(id: id, kind: .group, standing: .expected)
        conversations[id] = chat
        return chat
    }

    /// Takes a stored conversation, with what came before it.
    private func adopt(_ chat: Conversation) {
        if let early = conversations[chat.id] {
            chat.group = early.group
            chat.pending = early.pending
            chat.outbox = early.outbox
        }
        conversations[chat.id] = chat
    }
}
