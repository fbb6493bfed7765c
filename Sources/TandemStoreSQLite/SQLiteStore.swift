internal import Foundation
internal import GRDB
public import Logging
public import TandemDelivery
internal import TandemProtocol

/// A store in one SQLite file, for a server that is one process.
///
/// Durability: write-ahead log with `synchronous = FULL`; whatever is reported as done has been
/// through `fsync`.
public final class SQLiteStore: Store {
    let pool: DatabasePool
    let writer: GroupCommitWriter
    let logger: Logger

    /// Rises when the store was restored from a copy.
    public let incarnation: UInt64

    /// Opens the file, or makes it, and brings its tables up to date.
    ///
    /// - Throws: The database's error if it cannot be opened.
    public init(path: String, logger: Logger) throws {
        var configuration = Configuration()
        configuration.maximumReaderCount = StoreLimits.readerCount
        pool = try DatabasePool(path: path, configuration: configuration)
        // Only now: opening a pool sets what suits write-ahead logging in general.
        try pool.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA synchronous = FULL;
                    PRAGMA wal_autocheckpoint = \(StoreLimits.walPageCount)
                    """
            )
        }
        try Schema.migrator.migrate(pool)
        incarnation = try pool.read { db in
            let value = try Int64.fetchOne(
                db,
                sql: "SELECT value FROM meta WHERE key = 'incarnation'"
            )
            return UInt64(value ?? 1)
        }
        let checkpointer = try Checkpointer(path: path, logger: logger)
        writer = GroupCommitWriter(pool: pool, checkpointer: checkpointer, logger: logger)
        self.logger = logger
    }

    /// Reads beside the writer.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreError(error, logger: logger)
        }
    }
}

extension Identifier {
    /// The sixteen bytes, as a column holds them.
    var data: Data { Data(bytes) }
}

extension Row {
    /// A column that holds sixteen bytes.
    ///
    /// - Throws: `unavailable` if it holds anything else.
    func identifier<ID: Identifier>(_ column: Int, as _: ID.Type = ID.self) throws -> ID {
        let data: Data = self[column]
        guard let id = ID(bytes: data) else { throw StoreError.unavailable }
        return id
    }

    /// A column that holds bytes.
    func bytes(_ column: Int) -> [UInt8] {
        let data: Data = self[column]
        return Array(data)
    }
}
