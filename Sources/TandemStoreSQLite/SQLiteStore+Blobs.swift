internal import Foundation
internal import GRDB
public import TandemDelivery
public import TandemProtocol

extension SQLiteStore {
    /// Notes a blob that is to come, if its account has room for it.
    public func reserve(_ blob: StoredBlob, quota: UInt64) async throws(StoreError) -> Bool {
        try await writer.write { transaction in
            let db = transaction.db
            let used = try Int64.fetchOne(
                db,
                sql: "SELECT COALESCE(SUM(byteCount), 0) FROM blob WHERE account = ?",
                arguments: [blob.account.data]
            )
            let byteCount = Int64(clamping: blob.byteCount)
            guard (used ?? 0) <= Int64(clamping: quota) - byteCount else { return false }
            try db.execute(
                sql: "INSERT INTO blob (blob, account, byteCount, at) VALUES (?, ?, ?, ?)",
                arguments: [
                    Data(blob.blob.bytes), blob.account.data, byteCount,
                    Int64(clamping: blob.at.milliseconds),
                ]
            )
            return true
        }
    }

    /// Notes that a blob is whole.
    public func finish(_ blob: BlobID) async throws(StoreError) {
        try await change("UPDATE blob SET isWhole = 1 WHERE blob = ?", [Data(blob.bytes)])
    }

    /// Forgets a blob that did not come.
    public func forget(_ blob: BlobID) async throws(StoreError) {
        try await change("DELETE FROM blob WHERE blob = ?", [Data(blob.bytes)])
    }

    /// Forgets old blobs, and those that were never uploaded.
    public func pruneBlobs(
        before: Timestamp,
        unfinishedBefore: Timestamp
    ) async throws(StoreError) {
        try await change(
            "DELETE FROM blob WHERE at < ? OR (isWhole = 0 AND at < ?)",
            [
                Int64(clamping: before.milliseconds),
                Int64(clamping: unfinishedBefore.milliseconds),
            ]
        )
    }

    private func change(
        _ sql: String,
        _ arguments: [any DatabaseValueConvertible & Sendable]
    ) async throws(StoreError) {
        try await writer.write { transaction in
            try transaction.db.execute(sql: sql, arguments: StatementArguments(arguments))
        }
    }
}
