import MLS
import MLSWire
import TandemBytes
import TandemProtocol

/// One conversation: what the chat list shows, and where this device stands in its group.
///
///     expected ── Welcome ─────────────▶ active ── removed, or left ──▶ left
///     creating ── server took it ─────────▲  │
///                                         │  ▼ state missing or out of step
///                                         lost (joins from outside)
///     any of these ── what no honest server passes ──▶ suspended ── a new epoch ──▶ lost
///     active ── the server does not list it ──▶ omitted ── it does ──▶ active, or lost
final class Conversation {
    enum Standing: UInt8 {
        /// It is in the chat list, but nobody has added this device yet.
        case expected = 0
        /// The group is made; the server does not know it yet.
        case creating = 1
        /// This device is a member.
        case active = 2
        /// This device is a member without a usable state.
        case lost = 3
        /// The account takes no part any more.
        case left = 4
        /// Something was refused here that the server let pass: nothing more is sent until a new
        /// epoch gives reason to look again.
        case suspended = 5
        /// The server says that this device takes no part any more; it may be wrong.
        case omitted = 6
    }

    /// How far a participant has received and read.
    struct Marks {
        var account: AccountID
        var delivered: UInt64
        var read: UInt64
    }

    /// Up to where messages may be by devices that an account's newest list does not hold: they
    /// waited at the server when the list was learned, so they may be of the time before it.
    struct Backlog {
        var account: AccountID
        var end: UInt64
    }

    /// What a person wants to change in a group, until it is committed.
    enum Change: Equatable {
        case add(AccountID)
        case remove(AccountID)
        case setRole(AccountID, ConversationContext.Role)
    }

    let id: ConversationID
    var kind: ChatKind
    var standing: Standing
    var title: [UInt8] = []
    var participants: [ConversationContext.Participant] = []

    /// The last sequence number that was worked off.
    var cursor: UInt64 = 0
    /// False from joining to the first message.
    var isCursorKnown = false

    /// The last message or notice, which the chat list shows.
    var last: MessageRecord?
    var unread: UInt32 = 0
    /// How many rows the chat has in the table `messages`, as far as is known.
    var messageCount: UInt64 = 0
    var draft: [UInt8] = []
    var favourite = false
    var mutedUntil = Timestamp.zero

    var marks: [Marks] = []
    /// The last sequence number from somebody else.
    var incoming: UInt64 = 0
    /// How far the own account has read.
    var ownRead: UInt64 = 0
    /// What others were told.
    var announcedDelivered: UInt64 = 0
    var announcedRead: UInt64 = 0

    var changes: [Change] = []
    /// Whether the own account wants to leave, which somebody else must commit.
    var wantsToLeave = false
    /// Who must be told the title and the names.
    var owesHandover = false
    /// Whether the own name was said here.
    var hasProfile = false
    /// When the own leaf got its keys.
    var leafRenewedAt = Timestamp.zero
    /// The greatest epoch that this device was in; nil if it never was. It outlives the group's
    /// state: nobody can lead this device back behind it.
    var knownEpoch: UInt64?
    /// The epoch that was refused when the chat was suspended.
    var refusedEpoch: UInt64 = 0
    /// Since when the server does not list it.
    var omittedAt = Timestamp.zero
    var backlogs: [Backlog] = []

    // Not stored with the rest: rows of their own, or forgotten at a restart.
    var group = GroupSlot.none
    /// The epoch of the tree that is stored.
    var treeEpoch: Epoch?
    var pending: PendingChange?
    var outbox: [OutboxItem] = []
    var head: UInt64 = 0
    var serverEpoch: UInt64 = 0
    /// The one thing that the server was asked and everything else waits for.
    var waiting = Waiting.nothing
    /// Answers for accounts are awaited before the next message can be judged.
    var waitsForAccounts = false
    var hasAskedForAccounts = false
    /// Whether this device comes from outside as the first one of its account.
    var joinsFirst = false
    var taken: [TakenKeyPackage] = []
    /// Devices whose key packages cannot be had on this connection.
    var unavailable: [DeviceID] = []
    /// Whether devices are added one by one, since together they could not be.
    var addsOneByOne = false
    var wantsReconciling = false
    var receiptsAreDue = false
    var commitsProposalsNow = false
    /// The epoch in which the own account proposed to leave, on this connection.
    var proposedEpoch: Epoch?
    /// How many commits in a row the server refused.
    var refusals = 0
    /// The epoch and the directory for which no difference was found.
    var reconciled: (epoch: UInt64, directory: UInt64)?
    var lastTyping = Timestamp.zero
    var typists: [AccountID] = []
    var retryAt: Timestamp?
    /// Accounts whose going a commit carried out at their own wish.
    var leavers: [AccountID] = []

    enum Waiting {
        case nothing
        case creation
        case commit
        case messages
        case keyPackages
        case groupInfo
    }

    init(id: ConversationID, kind: ChatKind, standing: Standing) {
        self.id = id
        self.kind = kind
        self.standing = standing
    }

    func includes(_ account: AccountID) -> Bool {
        participants.contains { $0.account == account }
    }

    /// Whether an account is a participant or to become one, or may be one of those not known yet.
    func concerns(_ account: AccountID) -> Bool {
        waitsForAccounts || includes(account) || addedAccounts.contains(account)
    }

    /// The other one of two people.
    func peer(of own: AccountID?) -> AccountID? {
        guard kind == .direct else { return nil }
        return participants.first { $0.account != own }?.account
    }

    func role(of account: AccountID?) -> ConversationContext.Role? {
        participants.first { $0.account == account }?.role
    }

    /// Whether a person can write here.
    var canSend: Bool {
        switch standing {
        case .expected, .creating, .active, .lost: !wantsToLeave
        case .left, .suspended, .omitted: false
        }
    }
}

/// A group's state: its two rows, until somebody needs it.
enum GroupSlot {
    case none
    case stored(keys: [UInt8], tree: [UInt8])
    case ready(GroupState)
}

extension Conversation {
    /// The group's state; nil if there is none, or if its rows do not decode.
    func loadGroup() -> GroupState? {
        switch group {
        case .none: return nil
        case .ready(let state): return state
        case .stored(let keys, let tree):
            guard let state = try? GroupState(storedKeys: keys, storedTree: tree) else {
                group = .none
                return nil
            }
            group = .ready(state)
            treeEpoch = state.epoch
            return state
        }
    }

    /// Notes one of the rows, in whatever order they come.
    func takeGroupRow(keys: [UInt8]? = nil, tree: [UInt8]? = nil) {
        var rows = (keys: [UInt8](), tree: [UInt8]())
        if case .stored(let keys, let tree) = group { rows = (keys, tree) }
        group = .stored(keys: keys ?? rows.keys, tree: tree ?? rows.tree)
    }
}

/// An own commit that the server has not confirmed, as it is stored.
///
/// Layout: `uint16 format = 1; MessageID message; DeviceID welcomed<V>; PendingCommit commit`.
final class PendingChange: WireCodable {
    var message: MessageID
    var welcomed: [DeviceID]
    var commit: PendingCommit
    /// Whether the server's answer was "accepted": only the echo is missing.
    var isAccepted = false

    init(message: MessageID, welcomed: [DeviceID], commit: PendingCommit) {
        self.message = message
        self.welcomed = welcomed
        self.commit = commit
    }

    init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == 1 else { throw .unknownValue }
        message = try reader.value()
        welcomed = try reader.values(limit: ProtocolLimits.welcomedCount)
        commit = try reader.value()
    }

    func encode(into writer: inout ByteWriter) {
        writer.integer(UInt16(1))
        writer.value(message)
        writer.values(welcomed)
        writer.value(commit)
    }
}
