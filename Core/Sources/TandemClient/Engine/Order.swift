import TandemProtocol

/// The positions of `keys` in ascending order of their keys; equal ones stay as they are.
///
/// One function for all that the client sorts: each type that is sorted by itself would cost the
/// browser build another two kilobytes.
func ascendingOrder(_ keys: [UInt64]) -> [Int] {
    var order: [Int] = []
    order.reserveCapacity(keys.count)
    for index in keys.indices { order.append(index) }
    order.sort { keys[$0] == keys[$1] ? $0 < $1 : keys[$0] < keys[$1] }
    return order
}

extension Engine {
    /// The chats that `isWanted` lets pass, those with the latest messages first.
    func chatsByTime(_ isWanted: (Conversation) -> Bool) -> [Conversation] {
        var chats: [Conversation] = []
        for chat in conversations.values where isWanted(chat) { chats.append(chat) }
        let times = chats.map { UInt64.max - ($0.last?.at.milliseconds ?? 0) }
        return ascendingOrder(times).map { chats[$0] }
    }
}
