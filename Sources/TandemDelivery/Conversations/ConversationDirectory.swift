internal import MLSWire
internal import Synchronization
internal import TandemBytes
internal import TandemCryptoNative
internal import TandemProtocol

/// The conversations that were needed lately, in memory.
///
/// There is one object for each: two loads of one conversation end with the first. Only when there
/// are too many, all are dropped and read anew; `advance` and `reloaded` keep what overlaps right.
final class ConversationDirectory: Sendable {
    private let store: any Store
    private let provider = NativeCryptoProvider()
    private let conversations = Mutex<[ConversationID: Conversation]>([:])

    init(store: any Store) {
        self.store = store
    }

    /// A conversation that is in memory.
    func loaded(_ id: ConversationID) -> Conversation? {
        conversations.withLock { $0[id] }
    }

    /// A conversation, from memory or from the store.
    func conversation(_ id: ConversationID) async throws(StoreError) -> Conversation? {
        if let conversation = loaded(id) { return conversation }
        guard let stored = try await store.conversation(id) else { return nil }
        return keep(Conversation(id: id, group: try restore(stored)))
    }

    /// A conversation as the store has it, when what is in memory seems to be behind.
    func reloaded(_ conversation: Conversation) async throws(StoreError) -> Conversation {
        guard let stored = try await store.conversation(conversation.id) else {
            return conversation
        }
        conversation.advance(to: try restore(stored))
        return conversation
    }

    /// Makes a commit's state the current one, once the commit is durable.
    func advance(_ conversation: Conversation, to group: PublicGroup) {
        conversation.advance(to: group)
        loaded(conversation.id)?.advance(to: group)
    }

    private func keep(_ conversation: Conversation) -> Conversation {
        conversations.withLock { conversations in
            if let known = conversations[conversation.id] { return known }
            if conversations.count >= DeliveryLimits.conversationCount { conversations.removeAll() }
            conversations[conversation.id] = conversation
            return conversation
        }
    }

    /// Reads a group's state and replays the proposals of its epoch, which were checked before they
    /// were stored.
    private func restore(_ stored: StoredConversation) throws(StoreError) -> PublicGroup {
        do throws(DecodeError) {
            var group = try PublicGroup(exactly: stored.group.state)
            for bytes in stored.proposals {
                let message = try MLSMessage(exactly: Delivery(exactly: bytes).body)
                guard case .publicMessage(let proposal) = message else { throw .invalid }
                replay(proposal, in: &group)
            }
            return group
        } catch {
            throw .unavailable
        }
    }

    private func replay(_ proposal: PublicMessage, in group: inout PublicGroup) {
        do throws(PublicGroupError) {
            let staged = try group.stage(proposal, policy: OpenPolicy(), now: nil, using: provider)
            try group.apply(staged)
        } catch {
            // A commit that names it will be refused; its author proposes again.
        }
    }
}
