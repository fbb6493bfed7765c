internal import DequeModule
internal import TandemProtocol

/// The frames of one socket that wait behind one that takes time.
struct Inbox: Sendable {
    private struct Item {
        let frame: ClientFrame
        let byteCount: Int
    }

    private var items: Deque<Item> = []
    private var byteCount = 0

    /// Adds a frame that came in so many bytes.
    ///
    /// - Returns: False if more than `limit` bytes wait then.
    mutating func append(_ frame: ClientFrame, byteCount count: Int, limit: Int) -> Bool {
        items.append(Item(frame: frame, byteCount: count))
        byteCount += count
        return byteCount <= limit
    }

    /// The frame that has waited the longest.
    mutating func takeFirst() -> ClientFrame? {
        guard let item = items.popFirst() else { return nil }
        byteCount -= item.byteCount
        return item.frame
    }

    /// Drops everything.
    mutating func removeAll() {
        self = Inbox()
    }
}
