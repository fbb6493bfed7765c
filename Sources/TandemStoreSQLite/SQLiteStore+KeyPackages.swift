internal import Foundation
internal import GRDB
public import TandemDelivery
public import TandemProtocol

extension SQLiteStore {
    /// Adds key packages, up to the most that are kept; with a last resort they replace all.
    public func publishKeyPackages(
        _ keyPackages: [[UInt8]],
        lastResort: [UInt8]?,
        of device: DeviceID
    ) async throws(StoreError) -> KeyPackagePublication {
        try await writer.write { transaction in
            let db = transaction.db
            if lastResort != nil {
                try db.execute(
                    sql: "DELETE FROM keyPackage WHERE device = ?",
                    arguments: [device.data]
                )
            }
            let room = ProtocolLimits.keyPackageCount - Int(try Self.count(of: device, in: db))
            for keyPackage in keyPackages.prefix(max(0, room)) {
                try Self.insert(keyPackage, isLastResort: false, of: device, in: db)
            }
            if let lastResort {
                try Self.insert(lastResort, isLastResort: true, of: device, in: db)
            }
            return KeyPackagePublication(
                available: try Self.count(of: device, in: db),
                isFirst: try Self.notePublication(of: device, in: db)
            )
        }
    }

    private static func insert(
        _ keyPackage: [UInt8],
        isLastResort: Bool,
        of device: DeviceID,
        in db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO keyPackage (device, isLastResort, body) VALUES (?, ?, ?)",
            arguments: [device.data, isLastResort, Data(keyPackage)]
        )
    }

    /// Whether this is the first time that a device published.
    private static func notePublication(of device: DeviceID, in db: Database) throws -> Bool {
        try db.execute(
            sql: "UPDATE device SET hasPublished = 1 WHERE device = ? AND hasPublished = 0",
            arguments: [device.data]
        )
        return db.changesCount == 1
    }

    private static func count(of device: DeviceID, in db: Database) throws -> UInt32 {
        let count = try Int64.fetchOne(
            db,
            sql: "SELECT COUNT(*) FROM keyPackage WHERE device = ? AND isLastResort = 0",
            arguments: [device.data]
        )
        return UInt32(clamping: count ?? 0)
    }

    /// Takes one key package of each device, in one transaction; the last resort stays.
    public func takeKeyPackages(
        _ devices: [DeviceID],
        sparing: Set<DeviceID>
    ) async throws(StoreError) -> [StoredKeyPackage] {
        try await writer.write { transaction in
            try devices.map {
                try Self.take(of: $0, onlyLastResort: sparing.contains($0), in: transaction.db)
            }
        }
    }

    private static func take(
        of device: DeviceID,
        onlyLastResort: Bool,
        in db: Database
    ) throws -> StoredKeyPackage {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT id, isLastResort, body FROM keyPackage
                    WHERE device = ? AND isLastResort >= ?
                    ORDER BY isLastResort, id LIMIT 1
                    """
            ),
            arguments: [device.data, onlyLastResort]
        )
        guard let row else { return StoredKeyPackage(device: device, keyPackage: nil, left: 0) }
        let isLastResort: Bool = row[1]
        if !isLastResort {
            try db.execute(
                sql: "DELETE FROM keyPackage WHERE id = ?",
                arguments: [row[0] as Int64]
            )
        }
        return StoredKeyPackage(
            device: device,
            keyPackage: row.bytes(2),
            left: try count(of: device, in: db)
        )
    }

    /// How many key packages of a device can be taken, the last resort not counted.
    public func keyPackageCount(of device: DeviceID) async throws(StoreError) -> UInt32 {
        try await read { db in try Self.count(of: device, in: db) }
    }
}
