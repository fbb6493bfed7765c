internal import DequeModule
internal import TandemProtocol

/// The references that are over, so that a used one and an old one can be told apart for a while.
struct PastReferences: Sendable {
    private struct Item {
        let reference: RendezvousReference
        let until: Timestamp
    }

    private var used: [RendezvousReference: Bool] = [:]
    /// In the order in which they are forgotten.
    private var queue: Deque<Item> = []

    /// How many are remembered.
    var count: Int { queue.count }

    /// Whether a phone came to it, as far as that is remembered.
    func wasUsed(_ reference: RendezvousReference) -> Bool { used[reference] ?? false }

    /// Remembers one that is over now; with too many, the oldest goes.
    mutating func note(_ reference: RendezvousReference, wasUsed: Bool, now: Timestamp) {
        used[reference] = wasUsed
        let until = now.adding(milliseconds: DeliveryLimits.rendezvousMemory)
        queue.append(Item(reference: reference, until: until))
        if queue.count > DeliveryLimits.rendezvousMemoryCount { forgetFirst() }
    }

    /// Forgets what is old.
    mutating func sweep(now: Timestamp) {
        while let first = queue.first, first.until <= now { forgetFirst() }
    }

    private mutating func forgetFirst() {
        guard let first = queue.popFirst() else { return }
        used[first.reference] = nil
    }
}
