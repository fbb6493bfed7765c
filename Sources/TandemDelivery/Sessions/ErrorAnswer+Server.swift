internal import TandemProtocol

extension ErrorAnswer {
    /// A refusal until some milliseconds have passed, in whole seconds.
    static func rateLimited(_ milliseconds: UInt64) -> ErrorAnswer {
        ErrorAnswer(.rateLimited, retryAfterSeconds: UInt32(clamping: (milliseconds + 999) / 1000))
    }

    /// What a client is told of a failure of the store.
    init(store error: StoreError) {
        switch error {
        case .full: self.init(.storageFull)
        case .conflict: self.init(.alreadyExists)
        case .unavailable: self.init(.unavailable)
        }
    }
}

/// Runs a call of the store and says in the protocol's words how it failed.
func fromStore<Value: Sendable>(
    _ call: () async throws(StoreError) -> Value
) async throws(ErrorAnswer) -> Value {
    do throws(StoreError) {
        return try await call()
    } catch {
        throw ErrorAnswer(store: error)
    }
}
