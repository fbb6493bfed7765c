/// What sockets wait for, as children of one task: it ends when all of them have.
final class SessionTasks: Sendable {
    typealias Work = @Sendable () async -> Void

    private let works: AsyncStream<Work>
    private let continuation: AsyncStream<Work>.Continuation

    init() {
        (works, continuation) = AsyncStream.makeStream()
    }

    /// Starts a piece of work; before `run`, or after `end`, it waits for good.
    func start(_ work: @escaping Work) {
        continuation.yield(work)
    }

    /// Takes no more work.
    func end() {
        continuation.finish()
    }

    /// Does the work, until there is no more to come or the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await work in works { group.addTask(operation: work) }
        }
    }
}
