internal import Dispatch
internal import GRDB
internal import Logging
internal import Synchronization

/// Moves what the write-ahead log has gathered into the database, beside the writer and never on an
/// event loop.
final class Checkpointer: Sendable {
    private let database: DatabaseQueue
    private let queue = DispatchQueue(label: "tandem.store.checkpoint", qos: .utility)
    private let commitCount = Mutex(0)
    private let logger: Logger

    /// Opens a connection of its own.
    init(path: String, logger: Logger) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(1)
        database = try DatabaseQueue(path: path, configuration: configuration)
        self.logger = logger
    }

    /// Counts a transaction, and checkpoints when it is time.
    func noteCommit() {
        let isDue = commitCount.withLock { count in
            count += 1
            guard count >= StoreLimits.checkpointInterval else { return false }
            count = 0
            return true
        }
        if isDue { queue.async { self.checkpoint() } }
    }

    private func checkpoint() {
        do {
            try database.writeWithoutTransaction { db in _ = try db.checkpoint(.passive) }
        } catch {
            logger.debug("no checkpoint this time: \(error)")
        }
    }
}
