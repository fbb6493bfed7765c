internal import Dispatch
internal import GRDB
internal import Logging
internal import Synchronization
internal import TandemDelivery

/// The one writer of the database: what piles up while it commits goes into its next transaction.
///
/// Completions run on its queue, in the order of the submissions.
final class GroupCommitWriter: Sendable {
    private struct State {
        var pending: [WriteOperation] = []
        var isScheduled = false
    }

    private let pool: DatabasePool
    private let queue = DispatchQueue(label: "tandem.store.writer")
    private let state = Mutex(State())
    private let heads = HeadCache()
    private let checkpointer: Checkpointer
    private let logger: Logger

    init(pool: DatabasePool, checkpointer: Checkpointer, logger: Logger) {
        self.pool = pool
        self.checkpointer = checkpointer
        self.logger = logger
    }

    /// Adds to the next transaction.
    func submit(_ operation: WriteOperation) {
        let mustSchedule = state.withLock { state in
            state.pending.append(operation)
            defer { state.isScheduled = true }
            return !state.isScheduled
        }
        if mustSchedule { queue.async { self.drain() } }
    }

    /// Writes, and returns when it is durable.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws(StoreError) -> Value {
        let result = await withCheckedContinuation { continuation in
            submit(
                WriteOperation(
                    apply: { transaction in
                        let value = try body(transaction)
                        return { continuation.resume(returning: Result.success(value)) }
                    },
                    fail: { continuation.resume(returning: Result.failure($0)) }
                )
            )
        }
        return try result.get()
    }

    private func drain() {
        while let batch = nextBatch() {
            commit(batch)
            checkpointer.noteCommit()
        }
    }

    private func nextBatch() -> [WriteOperation]? {
        state.withLock { state in
            guard !state.pending.isEmpty else {
                state.isScheduled = false
                return nil
            }
            let batch = Array(state.pending.prefix(StoreLimits.batchCount))
            state.pending.removeFirst(batch.count)
            return batch
        }
    }

    /// Commits a batch; if it fails for another reason than a full disk, each operation once more by
    /// itself, with heads read anew, so that none of them harms the rest.
    private func commit(_ batch: [WriteOperation], isRetry: Bool = false) {
        do {
            let completions = try pool.write { db in
                try batch.map { try run($0, in: db) }
            }
            for completion in completions { completion() }
        } catch {
            heads.removeAll()
            let reason = StoreError(error, logger: logger)
            if reason == .full || isRetry {
                for operation in batch { operation.fail(reason) }
            } else {
                for operation in batch { commit([operation], isRetry: true) }
            }
        }
    }

    /// Runs one operation; a conflict undoes that operation only.
    private func run(_ operation: WriteOperation, in db: Database) throws -> () -> Void {
        var completion: () -> Void = {}
        do {
            try db.inSavepoint {
                completion = try operation.apply(Transaction(db: db, heads: heads))
                return .commit
            }
        } catch let error as StoreError {
            completion = { operation.fail(error) }
        }
        return completion
    }
}
