internal import Foundation
internal import GRDB
public import TandemDelivery
public import TandemProtocol

extension SQLiteStore {
    /// Puts one letter into mailboxes.
    static func post(
        _ kind: Mail.Kind,
        in conversation: ConversationID,
        body: [UInt8],
        to devices: [DeviceID],
        at: Timestamp,
        in db: Database
    ) throws -> [DeviceMail] {
        guard !devices.isEmpty else { return [] }
        try db.execute(
            sql: "INSERT INTO mail (kind, conversation, at, body) VALUES (?, ?, ?, ?)",
            arguments: [
                Int64(kind.rawValue), conversation.data, Int64(at.milliseconds), Data(body),
            ]
        )
        let sequence = db.lastInsertedRowID
        let mail = Mail(
            sequence: UInt64(sequence),
            kind: kind,
            conversation: conversation,
            body: body
        )
        for device in devices {
            try db.execute(
                sql: "INSERT INTO mailbox (device, sequence) VALUES (?, ?)",
                arguments: [device.data, sequence]
            )
        }
        return devices.map { DeviceMail(device: $0, mail: mail) }
    }

    /// The mail of a device after a place, in order.
    public func mail(
        of device: DeviceID,
        after sequence: UInt64,
        limit: Int
    ) async throws(StoreError) -> [Mail] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT m.sequence, m.kind, m.conversation, m.body
                    FROM mailbox b JOIN mail m ON m.sequence = b.sequence
                    WHERE b.device = ? AND b.sequence > ? ORDER BY b.sequence LIMIT ?
                    """,
                arguments: [device.data, Int64(clamping: sequence), limit]
            ).map { row in
                guard let kind = Mail.Kind(rawValue: UInt8(clamping: row[1] as Int64)) else {
                    throw StoreError.unavailable
                }
                return Mail(
                    sequence: UInt64(row[0] as Int64),
                    kind: kind,
                    conversation: try row.identifier(2),
                    body: row.bytes(3)
                )
            }
        }
    }

    static func acknowledgeMail(
        of device: DeviceID,
        upTo sequence: UInt64,
        in db: Database
    ) throws {
        try db.execute(
            sql: "DELETE FROM mailbox WHERE device = ? AND sequence <= ?",
            arguments: [device.data, Int64(clamping: sequence)]
        )
        if db.changesCount > 0 { try freeMail(in: db) }
    }

    /// Deletes letters that are in nobody's mailbox.
    static func freeMail(in db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM mail WHERE NOT EXISTS
                    (SELECT 1 FROM mailbox b WHERE b.sequence = mail.sequence)
                """
        )
    }
}
