internal import TandemDelivery

/// What is to be written, and whom to tell.
struct WriteOperation: Sendable {
    /// Writes, and returns what to do once that is durable.
    let apply: @Sendable (Transaction) throws -> @Sendable () -> Void
    /// Called instead if it is not.
    let fail: @Sendable (StoreError) -> Void
}
