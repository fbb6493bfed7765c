internal import TandemProtocol

/// Counts what each key did within a window, and says when it may again.
///
/// Memory is bounded: keys whose events are all past are dropped when the table has doubled, and when
/// there are too many all the same, those that acted the longest ago.
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

    /// Allows `count` events of each key within an hour.
    static func perHour(_ count: Int) -> EventLimit {
        EventLimit(count: count, windowMilliseconds: DeliveryLimits.hour)
    }

    /// After how many milliseconds the key may act again; `nil` if it may now.
    func wait(for key: Key, now: Timestamp) -> UInt64? {
        let recent = recentEvents(of: key, now: now)
        guard recent.count >= count else { return nil }
        let age = now.milliseconds(since: recent[recent.count - count])
        return max(1, windowMilliseconds - min(age, windowMilliseconds))
    }

    /// Notes that the key acts.
    ///
    /// - Throws: `rateLimited`, with the time to wait.
    mutating func admit(_ key: Key, now: Timestamp) throws(ErrorAnswer) {
        if let wait = wait(for: key, now: now) { throw .rateLimited(wait) }
        note(key, now: now)
    }

    /// How many keys are remembered.
    var keyCount: Int { events.count }

    /// When the key last acted, if it did within the window.
    func last(of key: Key) -> Timestamp? { events[key]?.last }

    /// Notes that the key acted.
    mutating func note(_ key: Key, now: Timestamp) {
        events[key] = (recentEvents(of: key, now: now) + [now]).suffix(count)
        guard events.count >= sweepAt else { return }
        events = events.filter { !recentEvents(of: $0.key, now: now).isEmpty }
        if events.count >= DeliveryLimits.countedKeyCount { dropOlderHalf() }
        sweepAt = min(max(1024, events.count * 2), DeliveryLimits.countedKeyCount)
    }

    private mutating func dropOlderHalf() {
        let moments = events.values.compactMap(\.last).sorted()
        let middle = moments[moments.count / 2]
        events = events.filter { $0.value.last.map { $0 > middle } ?? false }
    }

    private func recentEvents(of key: Key, now: Timestamp) -> [Timestamp] {
        guard let all = events[key] else { return [] }
        return all.filter { now.milliseconds(since: $0) < windowMilliseconds }
    }
}
