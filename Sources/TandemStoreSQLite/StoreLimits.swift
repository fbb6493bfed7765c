/// Bounds on memory and time of the store.
enum StoreLimits {
    /// Connections that read beside the writer.
    static let readerCount = 4
    /// Operations in one transaction.
    static let batchCount = 1_000
    /// Transactions between two checkpoints.
    static let checkpointInterval = 200
    /// Pages of the write-ahead log after which SQLite checkpoints by itself, as a last resort.
    static let walPageCount = 20_000
    /// Old messages that one transaction removes.
    static let pruneCount = 1_000
    /// Heads of conversations that are kept in memory.
    static let headCount = 200_000
}
