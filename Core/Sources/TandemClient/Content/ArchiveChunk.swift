import TandemBytes
import TandemProtocol

/// The plaintext of one chunk of the archive.
///
/// Layout: `uint16 format = 1; struct { ConversationID chat; MessageRecord records<V>; }
/// sections<V>`.
struct ArchiveChunk: Equatable, Sendable, WireCodable {
    struct Section: Equatable, Sendable, WireCodable {
        var chat: ConversationID
        var records: [MessageRecord]

        init(chat: ConversationID, records: [MessageRecord]) {
            self.chat = chat
            self.records = records
        }

        init(from reader: inout ByteReader) throws(DecodeError) {
            chat = try reader.value()
            records = try reader.values(limit: ClientLimits.recordsPerChunk)
        }

        func encode(into writer: inout ByteWriter) {
            writer.value(chat)
            writer.values(records)
        }
    }

    var sections: [Section]

    init(sections: [Section]) {
        self.sections = sections
    }

    init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == 1 else { throw .unknownValue }
        sections = try reader.values(limit: ClientLimits.recordsPerChunk)
    }

    func encode(into writer: inout ByteWriter) {
        writer.integer(UInt16(1))
        writer.values(sections)
    }
}
