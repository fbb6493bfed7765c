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

    /// After how many milliseconds there is so much, at the latest a day.
    func wait(for cost: Double, now: Timestamp) -> UInt64 {
        let missing = max(0, cost - level)
        return UInt64(min(missing / perMillisecond, Double(DeliveryLimits.day)).rounded(.up))
    }

    /// Whether it is as if nothing had been taken.
    func isFull(at now: Timestamp) -> Bool {
        level + Double(now.milliseconds(since: updatedAt)) * perMillisecond >= capacity
    }
}
