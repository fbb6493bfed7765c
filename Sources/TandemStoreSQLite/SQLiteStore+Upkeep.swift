internal import Foundation
internal import GRDB
public import TandemDelivery
public import TandemProtocol

extension SQLiteStore {
    /// Moves cursors forward, and frees what every cursor has passed.
    public func acknowledge(_ cursors: [CursorUpdate]) async throws(StoreError) {
        try await writer.write { transaction in
            var touched: Set<ConversationID> = []
            for cursor in cursors {
                switch cursor {
                case .conversation(let conversation, let device, let sequence):
                    touched.insert(conversation)
                    try Self.acknowledge(conversation, device, sequence, in: transaction)
                case .mailbox(let device, let sequence):
                    try Self.acknowledgeMail(of: device, upTo: sequence, in: transaction.db)
                }
            }
            for conversation in touched {
                try Self.freePassed(in: conversation, transaction)
            }
        }
    }

    private static func acknowledge(
        _ conversation: ConversationID,
        _ device: DeviceID,
        _ sequence: UInt64,
        in transaction: Transaction
    ) throws {
        let db = transaction.db
        guard let head = try transaction.heads.head(of: conversation, in: db) else { return }
        let statement = try db.cachedStatement(
            sql: """
                UPDATE member SET acknowledged = MAX(acknowledged, ?)
                WHERE conversation = ? AND device = ?
                """
        )
        try statement.execute(arguments: [
            Int64(min(sequence, head.sequence)), head.number, device.data,
        ])
        // Who has left and has seen the commit that says so needs no cursor any more.
        let leave = try db.cachedStatement(
            sql: """
                DELETE FROM member
                WHERE conversation = ? AND device = ? AND acknowledged >= lastVisible
                """
        )
        try leave.execute(arguments: [head.number, device.data])
    }

    /// Deletes what every cursor has passed; the last place of a conversation always stays.
    private static func freePassed(
        in conversation: ConversationID,
        _ transaction: Transaction
    ) throws {
        let db = transaction.db
        guard let head = try transaction.heads.head(of: conversation, in: db) else { return }
        let passed = try Int64.fetchOne(
            db.cachedStatement(sql: "SELECT MIN(acknowledged) FROM member WHERE conversation = ?"),
            arguments: [head.number]
        )
        let last = min(passed ?? Int64(head.sequence), Int64(head.sequence) - 1)
        try db.cachedStatement(
            sql: """
                DELETE FROM body WHERE id IN
                    (SELECT body FROM log WHERE conversation = ? AND sequence <= ?)
                """
        ).execute(arguments: [head.number, last])
        try db.cachedStatement(
            sql: "DELETE FROM log WHERE conversation = ? AND sequence <= ?"
        ).execute(arguments: [head.number, last])
    }

    /// Forgets what is older than a moment, whether it was fetched or not.
    public func prune(before: Timestamp) async throws(StoreError) {
        var after: Int64 = 0
        while let last = try await pruneSome(after: after, before: before) {
            after = last
        }
        try await writer.write { transaction in
            try transaction.db.execute(
                sql: """
                    DELETE FROM mailbox WHERE sequence IN
                        (SELECT sequence FROM mail WHERE at > 0 AND at < ?)
                    """,
                arguments: [Int64(clamping: before.milliseconds)]
            )
            try Self.freeMail(in: transaction.db)
        }
    }

    /// Removes some old messages after a body; `nil` when there are no more.
    private func pruneSome(
        after: Int64,
        before: Timestamp
    ) async throws(StoreError) -> Int64? {
        try await writer.write { transaction in
            let db = transaction.db
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, conversation, sequence FROM body
                    WHERE id > ? AND at < ? ORDER BY id LIMIT ?
                    """,
                arguments: [
                    after, Int64(clamping: before.milliseconds), StoreLimits.pruneCount,
                ]
            )
            for row in rows {
                try Self.remove(
                    body: row[0],
                    at: row[2] as Int64,
                    of: row[1] as Int64,
                    in: db
                )
            }
            return rows.last.map { $0[0] }
        }
    }

    /// Removes one message, unless it is its conversation's last.
    private static func remove(
        body: Int64,
        at sequence: Int64,
        of number: Int64,
        in db: Database
    ) throws {
        try db.cachedStatement(
            sql: """
                DELETE FROM log WHERE conversation = ?1 AND sequence = ?2 AND ?2 <
                    (SELECT MAX(sequence) FROM log WHERE conversation = ?1)
                """
        ).execute(arguments: [number, sequence])
        guard db.changesCount == 1 else { return }
        try db.cachedStatement(sql: "DELETE FROM body WHERE id = ?").execute(arguments: [body])
    }
}
