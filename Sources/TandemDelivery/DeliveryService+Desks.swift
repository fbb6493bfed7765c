internal import Synchronization
internal import TandemProtocol

extension DeliveryService {
    /// Works at a desk while nobody else does.
    ///
    /// - Throws: What `body` throws.
    func locked<Desk: Sendable, Value: Sendable>(
        _ desk: borrowing Mutex<Desk>,
        _ body: (inout Desk) throws(ErrorAnswer) -> Value
    ) throws(ErrorAnswer) -> Value {
        let result = desk.withLock { desk -> Result<Value, ErrorAnswer> in
            do throws(ErrorAnswer) {
                return .success(try body(&desk))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    /// Counts what a device does for its account.
    ///
    /// - Throws: `rateLimited`.
    func note(_ act: AccountLimits.Act, by identity: MemberIdentity) throws(ErrorAnswer) {
        try locked(accountLimits) { limits throws(ErrorAnswer) in
            try limits.note(act, by: identity.account, now: now())
        }
    }

    /// Counts bytes that the server is to keep.
    ///
    /// - Throws: `rateLimited`.
    func noteSending(_ byteCount: Int, by identity: MemberIdentity) throws(ErrorAnswer) {
        try locked(accountLimits) { limits throws(ErrorAnswer) in
            try limits.send(byteCount: byteCount, by: identity.account, now: now())
        }
    }
}
