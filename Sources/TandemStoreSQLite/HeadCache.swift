internal import GRDB
internal import Synchronization
internal import TandemProtocol

/// Where a conversation stands.
struct Head {
    /// Its row number.
    let number: Int64
    var epoch: UInt64
    var sequence: UInt64
}

/// The heads of conversations, so that appending needs no reading.
///
/// What a transaction changed counts once it is kept; after a failed one, the heads that it touched
/// are read anew.
final class HeadCache: Sendable {
    private static let capacity = 200_000

    private struct State {
        var heads: [ConversationID: Head] = [:]
        var touched: Set<ConversationID> = []
    }

    private let state = Mutex(State())

    /// A conversation's head, read if it is not known.
    func head(of id: ConversationID, in db: Database) throws -> Head? {
        if let head = state.withLock({ $0.heads[id] }) { return head }
        guard let head = try Self.read(id, in: db) else { return nil }
        state.withLock { state in
            if state.heads.count >= Self.capacity { state.heads.removeAll(keepingCapacity: true) }
            state.heads[id] = head
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
        state.withLock { state in
            state.touched.insert(id)
            state.heads[id] = head
        }
    }

    /// The transaction is durable.
    func keep() {
        state.withLock { $0.touched.removeAll(keepingCapacity: true) }
    }

    /// The transaction was undone.
    func forget() {
        state.withLock { state in
            for id in state.touched { state.heads[id] = nil }
            state.touched.removeAll(keepingCapacity: true)
        }
    }
}
