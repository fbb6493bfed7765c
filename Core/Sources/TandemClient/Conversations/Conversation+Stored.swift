import TandemBytes
import TandemProtocol

extension Conversation: WireCodable {
    /// Layout: `uint16 format = 2`, then the stored properties in their order; format 1 ends with
    /// `leafRenewedAt`.
    convenience init(from reader: inout ByteReader) throws(DecodeError) {
        let format = try reader.integer(UInt16.self)
        guard format == 1 || format == 2 else { throw .unknownValue }
        let id: ConversationID = try reader.value()
        guard let kind = ChatKind(rawValue: try reader.uint8()),
            let standing = Standing(rawValue: try reader.uint8())
        else { throw .unknownValue }
        self.init(id: id, kind: kind, standing: standing)
        title = try reader.vector(limit: ClientLimits.title)
        participants = try reader.values(limit: ClientLimits.participants)
        cursor = try reader.integer()
        isCursorKnown = try reader.flag()
        last = try reader.optional { reader throws(DecodeError) in try reader.value() }
        unread = try reader.integer()
        messageCount = try reader.integer()
        draft = try reader.vector(limit: ClientLimits.text)
        favourite = try reader.flag()
        mutedUntil = try reader.value()
        marks = try reader.values(limit: ClientLimits.participants)
        incoming = try reader.integer()
        ownRead = try reader.integer()
        announcedDelivered = try reader.integer()
        announcedRead = try reader.integer()
        changes = try reader.values(limit: ClientLimits.participants)
        wantsToLeave = try reader.flag()
        owesHandover = try reader.flag()
        hasProfile = try reader.flag()
        leafRenewedAt = try reader.value()
        guard format == 2 else { return }
        if try reader.flag() { knownEpoch = try reader.integer() }
        refusedEpoch = try reader.integer()
        omittedAt = try reader.value()
        backlogs = try reader.values(limit: Self.backlogLimit)
    }

    func encode(into writer: inout ByteWriter) {
        writer.integer(UInt16(2))
        writer.value(id)
        writer.uint8(kind.rawValue)
        writer.uint8(standing.rawValue)
        writer.vector(title)
        writer.values(participants)
        writer.integer(cursor)
        writer.flag(isCursorKnown)
        writer.optional(last) { $0.value($1) }
        writer.integer(unread)
        writer.integer(messageCount)
        writer.vector(draft)
        writer.flag(favourite)
        writer.value(mutedUntil)
        writer.values(marks)
        writer.integer(incoming)
        writer.integer(ownRead)
        writer.integer(announcedDelivered)
        writer.integer(announcedRead)
        writer.values(changes)
        writer.flag(wantsToLeave)
        writer.flag(owesHandover)
        writer.flag(hasProfile)
        writer.value(leafRenewedAt)
        writer.flag(knownEpoch != nil)
        if let knownEpoch { writer.integer(knownEpoch) }
        writer.integer(refusedEpoch)
        writer.value(omittedAt)
        writer.values(backlogs)
    }
}

extension Conversation.Backlog: WireCodable {
    init(from reader: inout ByteReader) throws(DecodeError) {
        account = try reader.value()
        end = try reader.integer()
    }

    func encode(into writer: inout ByteWriter) {
        writer.value(account)
        writer.integer(end)
    }
}

extension Conversation.Marks: WireCodable {
    init(from reader: inout ByteReader) throws(DecodeError) {
        account = try reader.value()
        delivered = try reader.integer()
        read = try reader.integer()
    }

    func encode(into writer: inout ByteWriter) {
        writer.value(account)
        writer.integer(delivered)
        writer.integer(read)
    }
}

extension Conversation.Change: WireCodable {
    init(from reader: inout ByteReader) throws(DecodeError) {
        let kind = try reader.uint8()
        let account: AccountID = try reader.value()
        switch kind {
        case 1: self = .add(account)
        case 2: self = .remove(account)
        case 3: self = .setRole(account, .member)
        case 4: self = .setRole(account, .admin)
        default: throw .unknownValue
        }
    }

    func encode(into writer: inout ByteWriter) {
        switch self {
        case .add(let account):
            writer.uint8(1)
            writer.value(account)
        case .remove(let account):
            writer.uint8(2)
            writer.value(account)
        case .setRole(let account, let role):
            writer.uint8(role == .admin ? 4 : 3)
            writer.value(account)
        }
    }
}
