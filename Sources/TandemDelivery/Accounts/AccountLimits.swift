internal import TandemProtocol

/// How much each account does; keeps everything in memory, for a day only.
struct AccountLimits: Sendable {
    /// What is counted one by one.
    enum Act {
        case foundConversation, lookUpNumber, changeList
    }

    private var foundings: EventLimit<AccountID>
    private var lookUps: EventLimit<AccountID>
    private var listChanges = EventLimit<AccountID>(
        count: DeliveryLimits.listChangesPerMinute,
        windowMilliseconds: DeliveryLimits.minute
    )
    private var traffic: [AccountID: TokenBucket] = [:]
    private let bytesPerDay: Double

    init(_ configuration: DeliveryConfiguration) {
        foundings = .perHour(configuration.conversationsPerAccountAndHour)
        lookUps = .perHour(configuration.lookUpsPerAccountAndHour)
        bytesPerDay = Double(configuration.messageBytesPerAccountAndDay)
    }

    /// Notes that an account does something.
    ///
    /// - Throws: `rateLimited` if it did so too often.
    mutating func note(
        _ act: Act,
        by account: AccountID,
        now: Timestamp
    ) throws(ErrorAnswer) {
        switch act {
        case .foundConversation: try foundings.admit(account, now: now)
        case .lookUpNumber: try lookUps.admit(account, now: now)
        case .changeList: try listChanges.admit(account, now: now)
        }
    }

    /// Notes that an account gives the server something to keep.
    ///
    /// - Throws: `rateLimited` if it gave too much.
    mutating func send(
        byteCount: Int,
        by account: AccountID,
        now: Timestamp
    ) throws(ErrorAnswer) {
        var bucket =
            traffic[account]
            ?? TokenBucket(
                capacity: bytesPerDay,
                perSecond: bytesPerDay * 1000 / Double(DeliveryLimits.day),
                now: now
            )
        defer { traffic[account] = bucket }
        let cost = Double(byteCount)
        guard bucket.take(cost, now: now) else {
            throw .rateLimited(bucket.wait(for: cost, now: now))
        }
    }

    /// Forgets who may do everything again.
    mutating func sweep(now: Timestamp) {
        traffic = traffic.filter { !$0.value.isFull(at: now) }
    }
}
