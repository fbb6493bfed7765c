internal import Foundation
internal import GRDB
internal import TandemBytes
public import TandemDelivery
public import TandemProtocol

extension SQLiteStore {
    /// The account of a number, if it is registered.
    public func account(number: PhoneNumber) async throws(StoreError) -> AccountRecord? {
        try await read { db in
            let row = try Row.fetchOne(
                db,
                sql: "SELECT account, accountKey, list FROM account WHERE number = ?",
                arguments: [Data(number.bytes)]
            )
            return try row.map(Self.record)
        }
    }

    /// Accounts by ID; those that are not known are left out.
    public func accounts(_ ids: [AccountID]) async throws(StoreError) -> [AccountRecord] {
        try await read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT account, accountKey, list FROM account WHERE account = ?"
            )
            return try ids.compactMap { id in
                try Row.fetchOne(statement, arguments: [id.data]).map(Self.record)
            }
        }
    }

    private static func record(_ row: Row) throws -> AccountRecord {
        AccountRecord(
            account: try row.identifier(0),
            accountKey: row.bytes(1),
            list: try DeviceList(exactly: row.bytes(2))
        )
    }

    /// Sets a number's account key and first list; logs all earlier devices out.
    public func register(
        _ record: AccountRecord,
        number: PhoneNumber,
        at: Timestamp
    ) async throws(StoreError) -> ListChange {
        try await writer.write { transaction in
            let db = transaction.db
            let known = try Data.fetchOne(
                db,
                sql: "SELECT account FROM account WHERE number = ?",
                arguments: [Data(number.bytes)]
            )
            if let known, known != record.account.data { throw StoreError.conflict }
            guard record.list.version <= UInt64(Int64.max) else { throw StoreError.conflict }
            try db.execute(
                sql: """
                    INSERT INTO account (account, number, accountKey, listVersion, list, changedAt)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (account) DO UPDATE SET accountKey = excluded.accountKey,
                        listVersion = excluded.listVersion, list = excluded.list,
                        changedAt = excluded.changedAt
                        WHERE account.listVersion < excluded.listVersion
                    """,
                arguments: [
                    record.account.data, Data(number.bytes), Data(record.accountKey),
                    Int64(record.list.version), Data(record.list.encoded),
                    Int64(at.milliseconds),
                ]
            )
            guard db.changesCount == 1 else { throw StoreError.conflict }
            return try Self.change(to: record.list, in: db)
        }
    }

    /// Replaces a device list by a later one; forgets the devices that left it.
    public func updateDeviceList(
        of record: AccountRecord,
        at: Timestamp
    ) async throws(StoreError) -> ListChange {
        let list = record.list
        return try await writer.write { transaction in
            let db = transaction.db
            guard list.version <= UInt64(Int64.max) else { throw StoreError.conflict }
            let version = Int64(list.version)
            try db.execute(
                sql: """
                    UPDATE account SET listVersion = ?, list = ?, changedAt = ?
                    WHERE account = ? AND accountKey = ? AND listVersion < ?
                    """,
                arguments: [
                    version, Data(list.encoded), Int64(at.milliseconds), list.account.data,
                    Data(record.accountKey), version,
                ]
            )
            guard db.changesCount == 1 else { throw StoreError.conflict }
            return try Self.change(to: list, in: db)
        }
    }

    /// Adds the devices of a new list, and forgets those that are in it no more.
    private static func change(to list: DeviceList, in db: Database) throws -> ListChange {
        let affected = try sharing(with: list.account, in: db)
        let before = try Row.fetchAll(
            db,
            sql: "SELECT device FROM device WHERE account = ?",
            arguments: [list.account.data]
        ).map { try $0.identifier(0, as: DeviceID.self) }
        let removed = before.filter { list.certificate(of: $0) == nil }
        for device in removed {
            try forget(device, in: db)
            try db.execute(sql: "DELETE FROM device WHERE device = ?", arguments: [device.data])
        }
        for certificate in list.devices {
            try db.execute(
                sql: "INSERT INTO device (device, account) VALUES (?, ?) ON CONFLICT DO NOTHING",
                arguments: [certificate.device.data, list.account.data]
            )
        }
        return ListChange(removed: removed, affected: affected)
    }

    /// Deletes what waits for a device.
    private static func forget(_ device: DeviceID, in db: Database) throws {
        for table in ["keyPackage", "mailbox", "member"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE device = ?", arguments: [device.data])
        }
    }

    /// Marks a linked device as gone, and tells the other own devices by mail.
    public func logOut(_ device: MemberIdentity) async throws(StoreError) -> [DeviceMail] {
        try await writer.write { transaction in
            let db = transaction.db
            try db.execute(
                sql: "UPDATE device SET hasLeft = 1 WHERE device = ? AND account = ?",
                arguments: [device.device.data, device.account.data]
            )
            guard db.changesCount == 1 else { throw StoreError.conflict }
            try Self.forget(device.device, in: db)
            let others = try Row.fetchAll(
                db,
                sql: "SELECT device FROM device WHERE account = ? AND hasLeft = 0",
                arguments: [device.account.data]
            ).map { try $0.identifier(0, as: DeviceID.self) }
            return try Self.post(
                .deviceLeft,
                in: ConversationID(Bytes16(high: 0, low: 0)),
                body: device.device.bytes,
                to: others,
                at: .zero,
                in: db
            )
        }
    }

    /// Whether a device logged itself out.
    public func hasLeft(_ device: DeviceID) async throws(StoreError) -> Bool {
        try await read { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT hasLeft FROM device WHERE device = ?",
                arguments: [device.data]
            )
                ?? false
        }
    }

    /// When the devices of an account were last here, and from where.
    public func activity(of account: AccountID) async throws(StoreError) -> [StoredActivity] {
        try await read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT device, lastActive, network FROM device WHERE account = ?",
                arguments: [account.data]
            ).map { row in
                StoredActivity(
                    device: try row.identifier(0),
                    lastActive: Timestamp(milliseconds: UInt64(row[1] as Int64)),
                    network: row.bytes(2)
                )
            }
        }
    }

    /// Notes when devices were last here.
    public func noteActivity(_ items: [StoredActivity]) async throws(StoreError) {
        try await writer.write { transaction in
            for item in items {
                try transaction.db.execute(
                    sql: """
                        UPDATE device SET lastActive = MAX(lastActive, ?), network = ?
                        WHERE device = ?
                        """,
                    arguments: [
                        Int64(item.lastActive.milliseconds), Data(item.network), item.device.data,
                    ]
                )
            }
        }
    }

    /// The devices that share a conversation with a device of an account, its own included.
    public func devicesSharing(
        with account: AccountID
    ) async throws(StoreError) -> [DeviceID] {
        try await read { db in try Self.sharing(with: account, in: db) }
    }

    private static func sharing(with account: AccountID, in db: Database) throws -> [DeviceID] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT other.device FROM device own
                JOIN member mine ON mine.device = own.device
                JOIN member other ON other.conversation = mine.conversation
                WHERE own.account = ?
                """,
            arguments: [account.data]
        ).map { try $0.identifier(0) }
    }
}
