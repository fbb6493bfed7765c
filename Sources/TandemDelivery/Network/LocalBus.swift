internal import Synchronization

/// The bus of a server that is one process.
public final class LocalBus: Bus {
    private let handler = Mutex<(@Sendable (Notice) -> Void)?>(nil)

    /// Starts without a subscriber.
    public init() {}

    /// Hands the notice to the subscriber at once.
    public func publish(_ notice: Notice) {
        let handler = handler.withLock { $0 }
        handler?(notice)
    }

    /// Sets the one subscriber.
    public func subscribe(_ handler: @escaping @Sendable (Notice) -> Void) {
        self.handler.withLock { $0 = handler }
    }
}
