internal import GRDB
internal import Synchronization
internal import TandemProtocol

/// The heads of conversations, so that appending needs no reading.
///
/// It runs ahead of the transaction that changes it; after a failed one, all is read anew.
final class HeadCache: Sendable {
    private let heads = Mutex<[ConversationID: Head]>([:])

    /// A conversation's head, read if it is not known.
    func head(of id: ConversationID, in db: Database) throws -> Head? {
        if let head = heads.withLock({ $0[id] }) { return head }
        guard let head = try Self.read(id, in: db) else { return nil }
        heads.withLock { heads in
            if heads.count >= StoreLimits.headCount { heads.removeAll(keepingCapacity: true) }
            heads[id] = head
        }
        return head
    }

    /// Reads a conversation's head.
    static func read(_ id: ConversationID, in db: Database) throws -> Head? {
        let row = try Row.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT c.number, MAX(e.epoch), MAX(e.sequence),
                        (SELECT MAX(l.sequence) FROM log l WHERE l.conversation = c.number)
                    FROM conversation c JOIN epoch e ON e.conversation = c.number
                    WHERE c.conversation = ? GROUP BY c.number
                    """
            ),
            arguments: [id.data]
        )
        guard let row else { return nil }
        let atMessage: Int64? = row[3]
        return Head(
            number: row[0],
            epoch: UInt64(row[1] as Int64),
            sequence: UInt64(max(row[2] as Int64, atMessage ?? 0))
        )
    }

    /// Sets a head within the running transaction.
    func set(_ head: Head, of id: ConversationID) {
        heads.withLock { $0[id] = head }
    }

    /// Forgets all heads: a transaction was undone, or one was not what it seemed to be.
    func removeAll() {
        heads.withLock { $0.removeAll(keepingCapacity: true) }
    }
}
