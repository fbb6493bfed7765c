import TandemBytes
import TandemProtocol

/// Something that is to happen at a time.
enum TimerKind: Equatable {
    /// The shown link code is replaced.
    case rotateCode
    /// The phone or the desktop gives up on a link.
    case linkTimeout
    /// Receipts of a chat are sent.
    case receipts(ConversationID)
    /// A chat that should have got messages fetches them.
    case catchUp(ConversationID)
    /// Somebody's proposal to leave is committed.
    case commitProposals(ConversationID)
    /// A chat without state is joined from outside, unless a Welcome came.
    case rejoin(ConversationID)
    /// Something that failed for now is tried again.
    case retry(ConversationID)
    /// Somebody has stopped typing, as far as one can tell.
    case typingEnds(ConversationID, AccountID)
    /// The server has had its time to hear that this device leaves.
    case logOutAnyway
    /// What the server would not do for now is asked once more.
    case updateList
    case register
    case fetchAccounts
    case keyPackages
    /// The connection is looked at.
    case keepAlive
    /// A blob is tried again.
    case archiveExport
    case archiveImport
    /// The history of a device that was added is begun.
    case archiveBegin(DeviceID)
}

/// The times at which things are due; few, so a list.
struct Timers {
    private var entries: [(kind: TimerKind, due: Timestamp)] = []

    /// The first time at which something is due.
    var next: Timestamp? { entries.map { $0.due }.min() }

    /// Sets a time; an earlier one for the same stays if it comes first.
    mutating func set(_ kind: TimerKind, at due: Timestamp) {
        if let index = position(of: kind) {
            entries[index].due = min(entries[index].due, due)
        } else {
            entries.append((kind, due))
        }
    }

    /// Sets a time, whatever was set before.
    mutating func reset(_ kind: TimerKind, at due: Timestamp) {
        cancel(kind)
        entries.append((kind, due))
    }

    mutating func cancel(_ kind: TimerKind) {
        if let index = position(of: kind) { entries.remove(at: index) }
    }

    /// Whether a time is set.
    func isSet(_ kind: TimerKind) -> Bool {
        position(of: kind) != nil
    }

    /// Where a kind is, which is there once at most. Comparing kinds is long in the browser build.
    @inline(never)
    private func position(of kind: TimerKind) -> Int? {
        entries.firstIndex { $0.kind == kind }
    }

    /// Takes out what is due, in the order of its times.
    mutating func takeDue(at now: Timestamp) -> [TimerKind] {
        let due = entries.filter { $0.due <= now }
        entries.removeAll { $0.due <= now }
        return ascendingOrder(due.map { $0.due.milliseconds }).map { due[$0].kind }
    }
}
