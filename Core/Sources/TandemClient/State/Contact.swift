import TandemBytes
import TandemProtocol

/// Somebody whom the own account knows.
///
/// Layout: `uint16 format = 1; ContactRecord record; opaque formerKeys<V><V>;
/// optional<DeviceList> list`.
struct Contact: WireCodable {
    /// How many replaced keys are remembered, so that none of them comes back.
    static let formerKeyLimit = 16

    /// Name, number and the pinned key.
    var record: ContactRecord
    /// Keys that were pinned before, the latest last.
    var formerKeys: [[UInt8]] = []
    /// The newest list seen; nil until the server was asked.
    var list: DeviceList?
    /// Whether the list was asked for on this connection.
    var isFresh = false

    var hasFormerKeys: Bool { !formerKeys.isEmpty }

    init(record: ContactRecord, list: DeviceList? = nil) {
        self.record = record
        self.list = list
    }

    init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == 1 else { throw .unknownValue }
        record = try reader.value()
        formerKeys = try reader.vector(limit: Self.formerKeyLimit) { reader throws(DecodeError) in
            try reader.vector(limit: 256)
        }
        list = try reader.optional { reader throws(DecodeError) in try reader.value() }
    }

    func encode(into writer: inout ByteWriter) {
        writer.integer(UInt16(1))
        writer.value(record)
        writer.vector(formerKeys) { $0.vector($1) }
        writer.optional(list) { $0.value($1) }
    }
}

/// What became of a record that the server sent.
enum RecordVerdict: Equatable {
    /// It is what is known already.
    case unchanged
    /// It holds a newer list.
    case newList
    /// It holds another account key, now pinned: to be shown.
    case newKey
    /// A signature is wrong, the list is older than one that was seen, or the key was replaced
    /// before: nothing was changed.
    case refused
}

extension Contact {
    /// Takes over a record whose signatures were checked.
    ///
    /// A list never goes back, two lists of one version are never both believed, and a key that
    /// was replaced never returns: whoever can make the server replay gains nothing.
    mutating func take(_ new: AccountRecord) -> RecordVerdict {
        guard new.accountKey == record.accountKey else { return replaceKey(by: new) }
        guard let known = list else {
            list = new.list
            return .newList
        }
        guard new.list.version >= known.version else { return .refused }
        guard new.list.version > known.version else {
            return new.list == known ? .unchanged : .refused
        }
        list = new.list
        return .newList
    }

    private mutating func replaceKey(by new: AccountRecord) -> RecordVerdict {
        guard !formerKeys.contains(new.accountKey) else { return .refused }
        formerKeys.append(record.accountKey)
        if formerKeys.count > Self.formerKeyLimit { formerKeys.removeFirst() }
        record.accountKey = new.accountKey
        list = new.list
        return .newKey
    }
}
