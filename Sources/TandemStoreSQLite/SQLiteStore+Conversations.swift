internal import Foundation
internal import GRDB
internal import TandemBytes
public import TandemDelivery
public import TandemProtocol

/// The last place that a device may see, while it is in a conversation.
let everything = Int64.max

extension SQLiteStore {
    /// Founds a conversation.
    public func create(_ conversation: NewConversation) async throws(StoreError) {
        try await writer.write { transaction in
            let db = transaction.db
            try db.execute(
                sql: "INSERT INTO conversation (conversation) VALUES (?) ON CONFLICT DO NOTHING",
                arguments: [conversation.id.data]
            )
            guard db.changesCount == 1 else { throw StoreError.conflict }
            let number = db.lastInsertedRowID
            try db.execute(
                sql: """
                    INSERT INTO publicGroup (conversation, groupInfo, state) VALUES (?, ?, ?)
                    """,
                arguments: [
                    number, Data(conversation.group.groupInfo),
                    Data(conversation.group.state),
                ]
            )
            try db.execute(
                sql: "INSERT INTO epoch (conversation, epoch, sequence) VALUES (?, 0, 0)",
                arguments: [number]
            )
            for device in conversation.members {
                try Self.add(device, to: number, acknowledged: 0, in: db)
            }
        }
    }

    static func add(
        _ device: DeviceID,
        to number: Int64,
        acknowledged: UInt64,
        in db: Database
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO member (conversation, device, acknowledged, lastVisible)
                VALUES (?, ?, ?, ?)
                ON CONFLICT (conversation, device) DO UPDATE SET
                    acknowledged = excluded.acknowledged, lastVisible = excluded.lastVisible
                """,
            arguments: [number, device.data, Int64(acknowledged), everything]
        )
    }

    /// A conversation's group and order, if there is such a conversation.
    public func conversation(
        _ id: ConversationID
    ) async throws(StoreError) -> StoredConversation? {
        try await read { db in
            guard let head = try HeadCache.read(id, in: db) else { return nil }
            let group = try Row.fetchOne(
                db,
                sql: "SELECT groupInfo, state FROM publicGroup WHERE conversation = ?",
                arguments: [head.number]
            )
            guard let group else { throw StoreError.unavailable }
            return StoredConversation(
                epoch: head.epoch,
                head: head.sequence,
                group: StoredGroup(groupInfo: group.bytes(0), state: group.bytes(1)),
                proposals: try Self.proposals(in: head, db)
            )
        }
    }

    private static func proposals(in head: Head, _ db: Database) throws -> [[UInt8]] {
        try Data.fetchAll(
            db,
            sql: """
                SELECT b.delivery FROM log l JOIN body b ON b.id = l.body
                WHERE l.conversation = ?1 AND l.kind = 2 AND l.sequence >
                    (SELECT MAX(e.sequence) FROM epoch e WHERE e.conversation = ?1)
                ORDER BY l.sequence
                """,
            arguments: [head.number]
        ).map { Array($0) }
    }

    /// What lies after a place, in order, up to a count or a size.
    public func deliveries(
        in conversation: ConversationID,
        after sequence: UInt64,
        upTo last: UInt64,
        limit: Int,
        byteLimit: Int
    ) async throws(StoreError) -> [StoredDelivery] {
        try await read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT l.sequence, b.delivery
                    FROM conversation c JOIN log l ON l.conversation = c.number
                    JOIN body b ON b.id = l.body
                    WHERE c.conversation = ? AND l.sequence > ? AND l.sequence <= ?
                    ORDER BY l.sequence LIMIT ?
                    """,
                arguments: [
                    conversation.data, Int64(clamping: sequence), Int64(clamping: last), limit,
                ]
            )
            var found: [StoredDelivery] = []
            var byteCount = 0
            while byteCount < byteLimit, let row = try rows.next() {
                let delivery = row.bytes(1)
                byteCount += delivery.count
                found.append(
                    StoredDelivery(sequence: UInt64(row[0] as Int64), delivery: delivery)
                )
            }
            return found
        }
    }

    /// The conversations of a device, and how far it has acknowledged each.
    public func heads(of device: DeviceID) async throws(StoreError) -> [DeviceHead] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: Self.headsOfDevice,
                arguments: [device.data]
            ).map(Self.deviceHead)
        }
    }

    /// One conversation of a device; `nil` if the device is not in it.
    public func head(
        of conversation: ConversationID,
        for device: DeviceID
    ) async throws(StoreError) -> DeviceHead? {
        try await read { db in
            try Row.fetchOne(
                db.cachedStatement(sql: Self.headsOfDevice + " AND c.conversation = ?"),
                arguments: [device.data, conversation.data]
            ).map(Self.deviceHead)
        }
    }

    private static let headsOfDevice = """
        SELECT c.conversation, m.acknowledged, m.lastVisible,
            (SELECT MAX(e.epoch) FROM epoch e WHERE e.conversation = c.number),
            (SELECT MAX(e.sequence) FROM epoch e WHERE e.conversation = c.number),
            (SELECT MAX(l.sequence) FROM log l WHERE l.conversation = c.number)
        FROM member m JOIN conversation c ON c.number = m.conversation
        WHERE m.device = ?
        """

    private static func deviceHead(_ row: Row) throws -> DeviceHead {
        let head = max(row[4] as Int64, (row[5] as Int64?) ?? 0)
        return DeviceHead(
            conversation: try row.identifier(0),
            epoch: UInt64(row[3] as Int64),
            head: UInt64(min(head, row[2] as Int64)),
            acknowledged: UInt64(row[1] as Int64)
        )
    }
}
