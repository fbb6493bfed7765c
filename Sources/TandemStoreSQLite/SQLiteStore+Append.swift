internal import Foundation
internal import GRDB
internal import TandemBytes
public import TandemDelivery
public import TandemProtocol

extension SQLiteStore {
    /// Appends a message or a commit, after everything that was appended before.
    public func append(
        _ message: NewMessage,
        completion: @escaping @Sendable (Result<AppendOutcome, StoreError>) -> Void
    ) {
        writer.submit(
            WriteOperation(
                apply: { transaction in
                    let outcome = try Self.append(message, in: transaction)
                    return { completion(.success(outcome)) }
                },
                fail: { completion(.failure($0)) }
            )
        )
    }

    private static func append(
        _ message: NewMessage,
        in transaction: Transaction
    ) throws -> AppendOutcome {
        let db = transaction.db
        guard var head = try transaction.heads.head(of: message.conversation, in: db) else {
            return .notFound
        }
        guard message.epoch == head.epoch else {
            return try outcome(ofEarlier: message, in: head, db)
        }
        head.sequence += 1
        guard try claim(message, at: head, in: db) else {
            return try outcome(ofEarlier: message, in: head, db)
        }
        let delivery = try insertBody(of: message, at: head, in: db)
        var mail: [DeviceMail] = []
        if let effects = message.effects {
            head.epoch += 1
            mail = try apply(effects, of: message, at: head, in: db)
        }
        transaction.heads.set(head, of: message.conversation)
        return .accepted(
            AcceptedMessage(
                sequence: head.sequence,
                at: message.at,
                delivery: delivery,
                mail: mail
            )
        )
    }

    /// What became of a message that has no place at the head.
    private static func outcome(
        ofEarlier message: NewMessage,
        in head: Head,
        _ db: Database
    ) throws -> AppendOutcome {
        let found = try earlier(
            message.message,
            of: message.sender.device,
            inNumber: head.number,
            db
        )
        return found.map { .repeated($0) } ?? .staleEpoch(current: head.epoch)
    }

    private static func earlier(
        _ message: MessageID,
        of sender: DeviceID,
        inNumber number: Int64,
        _ db: Database
    ) throws -> EarlierMessage? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT sequence, at FROM log
                    WHERE conversation = ? AND sender = ? AND message = ?
                    """
            ),
            arguments: [number, sender.data, message.data]
        )
        return row.map {
            EarlierMessage(
                sequence: UInt64($0[0] as Int64),
                at: Timestamp(milliseconds: UInt64($0[1] as Int64))
            )
        }
    }

    /// Where and when a message of this sender and name was accepted, if it was.
    public func earlier(
        _ message: MessageID,
        of sender: DeviceID,
        in conversation: ConversationID
    ) async throws(StoreError) -> EarlierMessage? {
        try await read { db in
            let number = try Int64.fetchOne(
                db,
                sql: "SELECT number FROM conversation WHERE conversation = ?",
                arguments: [conversation.data]
            )
            return try number.flatMap { try Self.earlier(message, of: sender, inNumber: $0, db) }
        }
    }

    /// Takes the place after the head, unless the message was accepted before.
    private static func claim(
        _ message: NewMessage,
        at head: Head,
        in db: Database
    ) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO log (conversation, sequence, sender, message, kind, at, body)
                VALUES (?, ?, ?, ?, ?, ?, (SELECT COALESCE(MAX(id), 0) + 1 FROM body))
                ON CONFLICT (conversation, sender, message) DO NOTHING
                """
        )
        try statement.execute(arguments: [
            head.number, Int64(head.sequence), message.sender.device.data, message.message.data,
            Int64(message.kind.rawValue), Int64(message.at.milliseconds),
        ])
        return db.changesCount == 1
    }

    /// Appends the body; its ID is the one that `claim` foresaw.
    private static func insertBody(
        of message: NewMessage,
        at head: Head,
        in db: Database
    ) throws -> [UInt8] {
        let delivery = Delivery(
            conversation: message.conversation,
            sequence: head.sequence,
            epoch: message.epoch,
            sender: message.sender,
            message: message.message,
            at: message.at,
            kind: message.kind,
            body: message.body
        ).encoded
        let statement = try db.cachedStatement(
            sql: "INSERT INTO body (conversation, sequence, at, delivery) VALUES (?, ?, ?, ?)"
        )
        try statement.execute(arguments: [
            head.number, Int64(head.sequence), Int64(message.at.milliseconds), Data(delivery),
        ])
        return delivery
    }

    /// Begins the epoch of `head` with what a commit changes.
    private static func apply(
        _ effects: CommitEffects,
        of message: NewMessage,
        at head: Head,
        in db: Database
    ) throws -> [DeviceMail] {
        try db.execute(
            sql: "INSERT INTO epoch (conversation, epoch, sequence) VALUES (?, ?, ?)",
            arguments: [head.number, Int64(head.epoch), Int64(head.sequence)]
        )
        try db.execute(
            sql: "UPDATE publicGroup SET groupInfo = ?, state = ? WHERE conversation = ?",
            arguments: [
                Data(effects.group.groupInfo), Data(effects.group.state), head.number,
            ]
        )
        try changeMembers(effects, at: head, in: db)
        guard let welcome = effects.welcome else { return [] }
        return try post(
            .welcome,
            in: message.conversation,
            body: welcome,
            to: effects.added,
            at: message.at,
            in: db
        )
    }

    private static func changeMembers(
        _ effects: CommitEffects,
        at head: Head,
        in db: Database
    ) throws {
        for device in effects.removed {
            try db.execute(
                sql: "UPDATE member SET lastVisible = ? WHERE conversation = ? AND device = ?",
                arguments: [Int64(head.sequence), head.number, device.data]
            )
        }
        for device in effects.added {
            try add(device, to: head.number, acknowledged: head.sequence, in: db)
        }
        if let joined = effects.joined {
            try add(joined, to: head.number, acknowledged: head.sequence - 1, in: db)
        }
    }
}
