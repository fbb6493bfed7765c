import TandemBytes
import TandemProtocol

// What a linked device is told of chats and people, so that its chat list is there at once.
extension Engine {
    /// How much of a bundle chats and contacts may take, in bytes: a frame must hold it.
    private static var bundleByteCount: Int { 900_000 }

    /// The chats with the latest messages, as many as fit.
    func chatSummaries() -> [ChatSummary] {
        let chats = chatsByTime { $0.canSend || $0.last != nil }
        var summaries: [ChatSummary] = []
        var byteCount = 0
        for chat in chats {
            let summary = summary(of: chat)
            byteCount += summary.encoded.count + 64 * min(summary.participants.count, 2)
            guard byteCount < Self.bundleByteCount else { break }
            summaries.append(summary)
        }
        return summaries
    }

    private func summary(of chat: Conversation) -> ChatSummary {
        var preview: [UInt8] = []
        if case .text(let text)? = chat.last?.body {
            preview = utf8Prefix(text.text, ClientLimits.preview)
        }
        let isPlaced = (chat.last?.order ?? 0) < MessageOrder.firstPending
        return ChatSummary(
            conversation: chat.id,
            kind: chat.kind,
            title: chat.title,
            // A large group's people come with its Welcome.
            participants: chat.participants.prefix(ClientLimits.bundledParticipants).map {
                $0.account
            },
            order: isPlaced ? chat.last?.order ?? 0 : 0,
            at: chat.last?.at ?? .zero,
            sender: chat.last?.sender ?? own?.account ?? randomID(),
            preview: preview,
            unread: chat.unread,
            favourite: chat.favourite,
            mutedUntil: chat.mutedUntil
        )
    }

    /// Everybody who is in the chats, and whoever else fits.
    func contactRecords(for chats: [ChatSummary]) -> [ContactRecord] {
        var records: [ContactRecord] = []
        var byteCount = chats.reduce(0) { $0 + $1.encoded.count }
        for contact in contacts.values {
            byteCount += contact.record.encoded.count
            guard byteCount < Self.bundleByteCount else { break }
            records.append(contact.record)
        }
        return records
    }

    /// Puts the chats of a bundle into the chat list; this device is added to each.
    func installChats(_ bundle: LinkBundle) {
        for summary in bundle.chats {
            let chat = Conversation(
                id: summary.conversation,
                kind: summary.kind,
                standing: .expected
            )
            chat.title = summary.title
            chat.participants = summary.participants.map { .init(account: $0, role: .member) }
            chat.unread = summary.unread
            chat.favourite = summary.favourite
            chat.mutedUntil = summary.mutedUntil
            if !summary.preview.isEmpty || summary.order > 0 {
                chat.last = MessageRecord(
                    message: randomID(),
                    order: min(summary.order, MessageOrder.firstPending - 1),
                    at: summary.at,
                    sender: summary.sender,
                    state: .accepted,
                    body: .text(TextContent(text: summary.preview))
                )
            }
            conversations[chat.id] = chat
            save(chat)
        }
        let hasHistory = bundle.chats.contains { $0.order > 0 }
        guard hasHistory else { return }
        archiveImport = ArchiveImport()
        turn.put(StateKey.archiveImport.key, ArchiveImport())
    }
}
