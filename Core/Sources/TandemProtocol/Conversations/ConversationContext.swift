public import TandemBytes

/// What a conversation is and who takes part, in the group context extension `0xF0A1`.
///
/// It holds nothing that people typed.
///
/// Layout: `uint16 format = 1; uint8 kind; struct { AccountID; uint8 role } participants<V>`,
/// ascending by account, each once.
public struct ConversationContext: WireCodable, Hashable, Sendable {
    /// What a conversation is.
    public enum Kind: UInt8, Sendable {
        /// One account's own devices.
        case own = 1
        /// Two accounts.
        case direct = 2
        /// Any number of accounts, with admins.
        case group = 3
    }

    /// What a participant may do.
    public enum Role: UInt8, Sendable {
        case member = 1
        case admin = 2
    }

    /// An account that takes part, with all its devices.
    public struct Participant: Hashable, Sendable {
        /// The account.
        public let account: AccountID
        /// What it may do.
        public let role: Role

        /// Holds the two.
        public init(account: AccountID, role: Role) {
            self.account = account
            self.role = role
        }
    }

    /// What the conversation is.
    public let kind: Kind
    /// Who takes part, ascending by account.
    public let participants: [Participant]

    /// Takes participants in any order; of those that come twice, the first.
    public init(kind: Kind, participants: [Participant]) {
        self.kind = kind
        var seen = Set<AccountID>()
        let distinct = participants.filter { seen.insert($0.account).inserted }
        self.participants = ascendingOrder(distinct.map { $0.account.value }).map { distinct[$0] }
    }

    /// Reads the context.
    ///
    /// - Throws: `invalid` unless the participants are ascending.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == 1 else { throw .unknownValue }
        guard let kind = Kind(rawValue: try reader.uint8()) else { throw .unknownValue }
        self.kind = kind
        participants = try reader.vector(limit: ProtocolLimits.participantCount) {
            reader throws(DecodeError) in
            try Participant(from: &reader)
        }
        let isAscending = zip(participants, participants.dropFirst()).allSatisfy {
            $0.account < $1.account
        }
        guard isAscending else { throw .invalid }
    }

    /// Writes the context.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(UInt16(1))
        writer.uint8(kind.rawValue)
        writer.values(participants)
    }

    /// The participant of an account, or `nil` if it takes no part.
    public func participant(_ account: AccountID) -> Participant? {
        var low = 0
        var high = participants.count
        while low < high {
            let middle = (low + high) / 2
            if participants[middle].account < account { low = middle + 1 } else { high = middle }
        }
        guard low < participants.count, participants[low].account == account else { return nil }
        return participants[low]
    }

    /// Those who stay when some leave. If no admin of a group is among them, the first becomes one:
    /// everybody finds the same, so whoever commits the leaving need not be an admin.
    public func participants(without leavers: [AccountID]) -> [Participant] {
        var staying = participants.filter { !leavers.contains($0.account) }
        if kind == .group, let first = staying.first,
            !staying.contains(where: { $0.role == .admin })
        {
            staying[0] = Participant(account: first.account, role: .admin)
        }
        return staying
    }

    /// Whether the numbers are right: one participant in `own`, two in `direct`, and an admin in a
    /// group that has participants.
    public var isConsistent: Bool {
        switch kind {
        case .own: participants.count == 1
        case .direct: participants.count == 2
        case .group: participants.isEmpty || participants.contains { $0.role == .admin }
        }
    }
}

extension ConversationContext.Participant: WireCodable {
    /// Reads an account and its role.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        account = try reader.value()
        guard let role = ConversationContext.Role(rawValue: try reader.uint8()) else {
            throw .unknownValue
        }
        self.role = role
    }

    /// Writes an account and its role.
    public func encode(into writer: inout ByteWriter) {
        writer.value(account)
        writer.uint8(role.rawValue)
    }
}
