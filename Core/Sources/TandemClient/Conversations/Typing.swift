import TandemCrypto
import MLS
import TandemBytes
import TandemProtocol

/// Who is typing: seen by the members only, kept nowhere, and no proof of anything.
///
/// Source: `docs/protocol.md`, Content.
enum TypingTiming {
    /// How often it is told at most.
    static let intervalMilliseconds: UInt64 = 3_000
    /// How long it is shown without another sign.
    static let shownMilliseconds: UInt64 = 6_000
}

extension Engine {
    func typing(_ isActive: Bool, in id: ConversationID) {
        guard let chat = conversations[id], chat.standing == .active, chat.kind != .own,
            connection.isOnline, let key = typingKey(chat)
        else { return }
        let since = now.milliseconds(since: chat.lastTyping)
        guard !isActive || since >= TypingTiming.intervalMilliseconds else { return }
        chat.lastTyping = isActive ? now : .zero
        let nonce = random(12)
        let sealed = try? provider.seal(
            .chaCha20Poly1305,
            key: key,
            nonce: nonce,
            authenticatedData: id.bytes,
            [isActive ? 1 : 0]
        )
        guard let sealed else { return }
        tell(.sendEphemeral(conversation: id, body: nonce + sealed))
    }

    private func typingKey(_ chat: Conversation) -> SecretBytes? {
        chat.loadGroup()?.exportSecret(
            label: "tandem typing",
            context: chat.id.bytes,
            byteCount: 32,
            provider: provider
        )
    }

    func ephemeral(in id: ConversationID, from device: DeviceID, _ body: [UInt8]) {
        guard let chat = conversations[id], chat.standing == .active, body.count > 12,
            device != own?.device, let key = typingKey(chat)
        else { return }
        let plaintext = try? provider.open(
            .chaCha20Poly1305,
            key: key,
            nonce: Array(body[..<12]),
            authenticatedData: id.bytes,
            Array(body[12...])
        )
        let member = chat.loadGroup()?.members.first { $0.identity?.device == device }
        guard let plaintext, let account = member?.identity?.account, account != own?.account else {
            counters.refusedEphemerals += 1
            return
        }
        if plaintext == [1] {
            startedTyping(account, in: chat)
        } else {
            stoppedTyping(account, in: chat)
        }
    }

    private func startedTyping(_ account: AccountID, in chat: Conversation) {
        let due = now.adding(milliseconds: TypingTiming.shownMilliseconds)
        timers.reset(.typingEnds(chat.id, account), at: due)
        guard !chat.typists.contains(account) else { return }
        chat.typists.append(account)
        showTyping(chat)
    }

    func stoppedTyping(_ account: AccountID, in chat: Conversation) {
        guard chat.typists.contains(account) else { return }
        chat.typists.removeAll { $0 == account }
        timers.cancel(.typingEnds(chat.id, account))
        showTyping(chat)
    }

    func typingEnded(_ id: ConversationID, _ account: AccountID) {
        if let chat = conversations[id] { stoppedTyping(account, in: chat) }
    }

    /// Whoever is not in the chat any more types no more.
    func typistsChanged(_ chat: Conversation) {
        for account in chat.typists where !chat.includes(account) {
            stoppedTyping(account, in: chat)
        }
    }
}
