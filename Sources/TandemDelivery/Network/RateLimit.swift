internal import TandemProtocol

/// A bucket that fills at a steady rate and pays for what is done.
struct TokenBucket: Sendable {
    private let capacity: Double
    private let perMillisecond: Double
    private var level: Double
    private var updatedAt: Timestamp

    /// Starts full.
    init(capacity: Double, perSecond: Double, now: Timestamp) {
        self.capacity = capacity
        perMillisecond = perSecond / 1000
        level = capacity
        updatedAt = now
    }

    /// Takes `cost` out, if there is so much.
    mutating func take(_ cost: Double = 1, now: Timestamp) -> Bool {
        level = min(capacity, level + Double(now.milliseconds(since: updatedAt)) * perMillisecond)
        updatedAt = max(updatedAt, now)
        guard level >= cost else { return false }
        level -= cost
        return true
    }

    /// Whether it is as if nothing had been taken.
    func isFull(at now: Timestamp) -> Bool {
        level + Double(now.milliseconds(since: updatedAt)) * perMillisecond >= capacity
    }
}

/// Counts what each key did within a window, and says when it may again.
///
/// Memory is bounded: keys whose events are all past are dropped when the table has doubled.
struct EventLimit<Key: Hashable & Sendable>: Sendable {
    private let count: Int
    private let windowMilliseconds: UInt64
    private var events: [Key: [Timestamp]] = [:]
    private var sweepAt = 1024

    /// Allows `count` events of each key in a window.
    init(count: Int, windowMilliseconds: UInt64) {
        self.count = count
        self.windowMilliseconds = windowMilliseconds
    }

    /// After how many milliseconds the key may act again; `nil` if it may now.
    func wait(for key: Key, now: Timestamp) -> UInt64? {
        let recent = recentEvents(of: key, now: now)
        guard recent.count >= count else { return nil }
        let age = now.milliseconds(since: recent[recent.count - count])
        return max(1, windowMilliseconds - min(age, windowMilliseconds))
    }

    /// When the key last acted, if it did within the window.
    func last(of key: Key) -> Timestamp? { events[key]?.last }

    /// Notes that the key acted.
    mutating func note(_ key: Key, now: Timestamp) {
        events[key] = recentEvents(of: key, now: now) + [now]
        guard events.count >= sweepAt else { return }
        events = events.filter { !recentEvents(of: $0.key, now: now).isEmpty }
        sweepAt = max(1024, events.count * 2)
    }

    private func recentEvents(of key: Key, now: Timestamp) -> [Timestamp] {
        guard let all = events[key] else { return [] }
        return all.filter { now.milliseconds(since: $0) < windowMilliseconds }
    }
}
