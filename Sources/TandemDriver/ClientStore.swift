import Crypto
import Foundation
import GRDB
import TandemClient

/// The client's tables in SQLite, each value sealed under the storage key.
///
/// Durable before `apply` returns: WAL with `synchronous=FULL`, one transaction a batch.
final class ClientStore: Sendable {
    private let database: DatabaseQueue
    private let key: SymmetricKey

    /// Opens or creates `client.sqlite` in a directory that this process has locked.
    ///
    /// - Throws: What SQLite or the file system says.
    init(directory: URL) throws {
        key = try StorageKey.load(from: directory.appendingPathComponent("storage.key"))
        var configuration = Configuration()
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
        database = try DatabaseQueue(
            path: directory.appendingPathComponent("client.sqlite").path,
            configuration: configuration
        )
        try Self.migrator.migrate(database)
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 tables") { database in
            for table in [StoreTable.state, .messages] {
                try database.execute(
                    sql: """
                        CREATE TABLE \(table.sqlName) (
                            key BLOB NOT NULL PRIMARY KEY,
                            value BLOB NOT NULL
                        ) STRICT, WITHOUT ROWID
                        """
                )
            }
        }
        return migrator
    }

    /// Everything in the table `state`, by key.
    func state() throws -> [StoredRow] {
        try database.read { database in
            try rows(
                database,
                .state,
                sql: "SELECT key, value FROM state ORDER BY key",
                arguments: []
            )
        }
    }

    /// The rows that the engine asks for.
    func read(_ read: StoreRead) throws -> [StoredRow] {
        let sql = """
            SELECT key, value FROM \(read.table.sqlName) WHERE key >= ? AND key < ?
            ORDER BY key \(read.descending ? "DESC" : "ASC") LIMIT ?
            """
        return try database.read { database in
            try rows(
                database,
                read.table,
                sql: sql,
                arguments: [Data(read.from), Data(read.to), read.limit]
            )
        }
    }

    private func rows(
        _ database: Database,
        _ table: StoreTable,
        sql: String,
        arguments: StatementArguments
    ) throws -> [StoredRow] {
        try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
            let key: Data = row["key"]
            return StoredRow(key: [UInt8](key), value: try open(row["value"], table, key))
        }
    }

    /// Performs one batch, all of it or nothing.
    func apply(_ changes: [StoreChange]) throws {
        try database.write { database in
            for change in changes {
                try apply(change, to: database)
            }
        }
    }

    private func apply(_ change: StoreChange, to database: Database) throws {
        switch change {
        case .put(let table, let key, let value):
            try database.execute(
                sql: "INSERT OR REPLACE INTO \(table.sqlName) (key, value) VALUES (?, ?)",
                arguments: [Data(key), try seal(value, table, Data(key))]
            )
        case .delete(let table, let key):
            try database.execute(
                sql: "DELETE FROM \(table.sqlName) WHERE key = ?",
                arguments: [Data(key)]
            )
        case .deletePrefix(let table, let prefix):
            try database.execute(
                sql: "DELETE FROM \(table.sqlName) WHERE substr(key, 1, ?) = ?",
                arguments: [prefix.count, Data(prefix)]
            )
        }
    }

    /// Deletes every row and gives the pages back, overwritten.
    func wipe() throws {
        try database.writeWithoutTransaction { database in
            try database.execute(
                sql: """
                    PRAGMA secure_delete = ON;
                    DELETE FROM state; DELETE FROM messages;
                    PRAGMA wal_checkpoint(TRUNCATE); VACUUM;
                    """
            )
        }
    }

    // The table and the key are authenticated, so that rows cannot be swapped.
    private func context(_ table: StoreTable, _ key: Data) -> Data {
        Data(table.sqlName.utf8) + [0] + key
    }

    private func seal(_ value: [UInt8], _ table: StoreTable, _ rowKey: Data) throws -> Data {
        try ChaChaPoly.seal(value, using: key, authenticating: context(table, rowKey)).combined
    }

    private func open(_ sealed: Data, _ table: StoreTable, _ rowKey: Data) throws -> [UInt8] {
        let box = try ChaChaPoly.SealedBox(combined: sealed)
        return [UInt8](try ChaChaPoly.open(box, using: key, authenticating: context(table, rowKey)))
    }
}

extension StoreTable {
    fileprivate var sqlName: String {
        switch self {
        case .state: "state"
        case .messages: "messages"
        }
    }
}
