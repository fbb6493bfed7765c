internal import Synchronization
public import TandemProtocol

/// The gateway of a server for trying out: keeps the newest messages in memory, to be read at
/// `/outbox` on the same machine.
public final class LocalOutbox: SMSGateway {
    /// A message that was "sent".
    public struct Entry: Sendable {
        /// To whom.
        public let number: PhoneNumber
        /// What.
        public let text: String
        /// When.
        public let at: Timestamp
    }

    private let entries = Mutex<[Entry]>([])
    private let now: @Sendable () -> Timestamp

    /// Starts empty.
    public init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }

    /// Keeps the message.
    public func send(_ text: String, to number: PhoneNumber) async throws(SMSError) {
        let entry = Entry(number: number, text: text, at: now())
        entries.withLock { entries in
            entries.insert(entry, at: 0)
            entries.removeLast(max(0, entries.count - DeliveryLimits.outboxCount))
        }
    }

    /// The messages, the newest first.
    public var newestFirst: [Entry] { entries.withLock { $0 } }
}
