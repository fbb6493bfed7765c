import TandemBytes
import TandemDelivery
import TandemProtocol
import Testing

/// Names and values for stores.
enum Sample {
    static func device(_ number: UInt64) -> DeviceID { DeviceID(Bytes16(high: 1, low: number)) }
    static func account(_ number: UInt64) -> AccountID { AccountID(Bytes16(high: 2, low: number)) }
    static let conversation = ConversationID(Bytes16(high: 3, low: 1))
    static let group = StoredGroup(groupInfo: [1, 2], state: [3, 4])

    static func number(_ last: UInt64) throws -> PhoneNumber {
        try #require(PhoneNumber(Array("+49151000\(1000 + last)".utf8)))
    }

    static func list(_ account: AccountID, version: UInt64, devices: [UInt64]) throws
        -> DeviceList
    {
        let certificates = try devices.map { number in
            var writer = ByteWriter()
            writer.integer(UInt16(1))
            writer.value(account)
            writer.value(device(number))
            writer.vector([UInt8](repeating: UInt8(number), count: 32))
            writer.uint8(number == devices.first ? 1 : 2)
            writer.uint8(0)
            writer.value(Timestamp.zero)
            writer.value(Timestamp.zero)
            writer.vector([])
            return try DeviceCertificate(exactly: writer.bytes)
        }
        var writer = ByteWriter()
        writer.integer(UInt16(1))
        writer.value(account)
        writer.integer(version)
        writer.value(Timestamp.zero)
        writer.values(certificates)
        writer.vector([])
        return try DeviceList(exactly: writer.bytes)
    }

    static func record(_ number: UInt64, version: UInt64 = 1, devices: [UInt64]) throws
        -> AccountRecord
    {
        AccountRecord(
            account: account(number),
            accountKey: [UInt8(number)],
            list: try list(account(number), version: version, devices: devices)
        )
    }

    static func message(
        _ number: UInt64,
        from sender: UInt64 = 1,
        epoch: UInt64 = 0,
        at: UInt64 = 1_000,
        kind: DeliveryKind = .application,
        effects: CommitEffects? = nil
    ) -> NewMessage {
        NewMessage(
            conversation: conversation,
            sender: MemberIdentity(account: account(sender), device: device(sender)),
            message: MessageID(Bytes16(high: 9, low: number)),
            epoch: epoch,
            at: Timestamp(milliseconds: at),
            kind: kind,
            body: [UInt8](repeating: 7, count: 100),
            effects: effects
        )
    }

    static func effects(
        added: [UInt64] = [],
        removed: [UInt64] = [],
        joined: UInt64? = nil
    ) -> CommitEffects {
        CommitEffects(
            group: StoredGroup(groupInfo: [5], state: [6]),
            added: added.map(device),
            removed: removed.map(device),
            joined: joined.map(device),
            welcome: added.isEmpty ? nil : [8, 8]
        )
    }
}
