import Foundation
import GRDB
import Logging
import TandemDelivery
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemStoreSQLite

@Suite("SQLite in particular", .scratch)
struct SQLiteStoreTests {
    private func make() throws -> SQLiteStore {
        let path = try Scratch.path(".sqlite")
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return try SQLiteStore(path: path, logger: logger)
    }

    @Test("the writer waits for the disk, and writes ahead")
    func durability() async throws {
        let store = try make()
        let (mode, level) = try await store.pool.write { db in
            (
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA synchronous")
            )
        }
        #expect(mode == "wal")
        #expect(level == 2, "2 is FULL")
    }

    @Test("every table is STRICT")
    func strict() async throws {
        let store = try make()
        let lax = try await store.pool.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM pragma_table_list
                    WHERE strict = 0 AND type = 'table' AND name NOT LIKE 'sqlite_%'
                        AND name <> 'grdb_migrations'
                    """
            )
        }
        #expect(lax.isEmpty)
    }

    @Test("a full disk is reported, nothing of it is kept, and it works again with room")
    func fullDisk() async throws {
        let store = try make()
        try await store.found()
        _ = try await store.accepted(Sample.message(1))
        // A limit on pages is what SQLite itself sees of a full disk.
        let pages = try await store.pool.write { db in
            try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        }
        try await store.pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA max_page_count = \(pages)")
        }
        var failures: [StoreError] = []
        var acceptedCount: UInt64 = 1
        for number in 2...400 as ClosedRange<UInt64> {
            do {
                _ = try await store.accepted(Sample.message(number))
                acceptedCount += 1
            } catch let error as StoreError {
                failures.append(error)
            }
        }
        #expect(!failures.isEmpty)
        #expect(failures.allSatisfy { $0 == .full })
        #expect(try await store.sequences() == Array(1...acceptedCount))
        try await store.pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA max_page_count = 1073741823")
        }
        let next = try await store.accepted(Sample.message(9_999))
        #expect(next.sequence == acceptedCount + 1)
    }

    @Test("a stale head in memory does not take a place twice")
    func staleHead() async throws {
        let path = try Scratch.path(".sqlite")
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let first = try SQLiteStore(path: path, logger: logger)
        let second = try SQLiteStore(path: path, logger: logger)
        try await first.found()
        #expect(try await first.accepted(Sample.message(1)).sequence == 1)
        #expect(try await second.accepted(Sample.message(2)).sequence == 2)
        // The first one still believes that 1 is the last.
        #expect(try await first.accepted(Sample.message(3)).sequence == 3)
        let byBoth = [
            try await first.append(
                Sample.message(4, kind: .commit, effects: Sample.effects())
            ),
            try await second.append(
                Sample.message(5, kind: .commit, effects: Sample.effects())
            ),
        ]
        #expect(byBoth.count { if case .accepted = $0 { true } else { false } } == 1)
        #expect(try await first.sequences() == [1, 2, 3, 4])
    }
}
