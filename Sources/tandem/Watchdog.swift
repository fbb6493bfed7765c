import Synchronization

/// Ends a command whose server does not answer; rests while a person is waited for.
///
///     watching ── rest ──▶ resting ── watch ──▶ watching ── timeout ──▶ unreachable
final class Watchdog: Sendable {
    private let timeout: Duration
    private let server: String
    private let deadline: Mutex<ContinuousClock.Instant?>

    /// Starts watching.
    init(timeout: Duration, server: String) {
        self.timeout = timeout
        self.server = server
        deadline = Mutex(.now + timeout)
    }

    /// Gives the server the whole time once more.
    func watch() {
        deadline.withLock { $0 = .now + timeout }
    }

    /// Lets time pass.
    func rest() {
        deadline.withLock { $0 = nil }
    }

    /// Waits until the time is over.
    ///
    /// - Throws: `unreachable` then; `CancellationError` when the command is done.
    func run() async throws {
        while true {
            try await Task.sleep(for: .milliseconds(50))
            let isOver = deadline.withLock { $0.map { $0 <= .now } ?? false }
            if isOver { throw Failure.unreachable(server: server) }
        }
    }
}
