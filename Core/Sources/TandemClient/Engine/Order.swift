import TandemBytes
import TandemProtocol

extension Engine {
    /// The chats that `isWanted` lets pass, those with the latest messages first.
    func chatsByTime(_ isWanted: (Conversation) -> Bool) -> [Conversation] {
        var chats: [Conversation] = []
        for chat in conversations.values where isWanted(chat) { chats.append(chat) }
        let times = chats.map { UInt64.max - ($0.last?.at.milliseconds ?? 0) }
        return ascendingOrder(times).map { chats[$0] }
    }
}
