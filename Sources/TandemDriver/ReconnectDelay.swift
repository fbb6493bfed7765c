/// How long to wait before the next attempt to connect: doubling, bounded, jittered.
struct ReconnectDelay {
    private static let shortest = 500
    private static let longest = 30_000

    private var milliseconds = shortest

    /// Starts over, after a connection that worked.
    mutating func reset() {
        milliseconds = Self.shortest
    }

    /// The next delay. The jitter keeps clients from returning in step after a restart.
    mutating func next() -> Duration {
        defer { milliseconds = min(milliseconds * 2, Self.longest) }
        return .milliseconds(Int.random(in: milliseconds / 2...milliseconds))
    }
}
