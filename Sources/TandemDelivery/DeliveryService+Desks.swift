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
}
