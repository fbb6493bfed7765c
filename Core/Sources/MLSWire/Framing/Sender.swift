public import TandemBytes

/// Who sent a message, as it claims.
///
/// Source: RFC 9420 §6.
public enum Sender: WireCodable, Hashable, Sendable {
    /// A member, by its leaf.
    case member(LeafIndex)
    /// One of the group's external senders, by its place in that extension.
    case external(senderIndex: UInt32)
    /// One who proposes its own addition.
    case newMemberProposal
    /// One who joins by an external commit.
    case newMemberCommit

    /// Reads the type and the index, if there is one.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        switch try reader.uint8() {
        case 1: self = .member(try reader.value())
        case 2: self = .external(senderIndex: try reader.integer())
        case 3: self = .newMemberProposal
        case 4: self = .newMemberCommit
        default: throw .unknownValue
        }
    }

    /// Writes the type and the index, if there is one.
    public func encode(into writer: inout ByteWriter) {
        switch self {
        case .member(let leafIndex):
            writer.uint8(1)
            writer.value(leafIndex)
        case .external(let senderIndex):
            writer.uint8(2)
            writer.integer(senderIndex)
        case .newMemberProposal: writer.uint8(3)
        case .newMemberCommit: writer.uint8(4)
        }
    }
}

/// What a message carries.
///
/// Source: RFC 9420 §6.
public enum ContentType: UInt8, WireCodable, Sendable {
    case application = 1
    case proposal = 2
    case commit = 3

    /// Reads the type.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard let type = Self(rawValue: try reader.uint8()) else { throw .unknownValue }
        self = type
    }

    /// Writes the type.
    public func encode(into writer: inout ByteWriter) {
        writer.uint8(rawValue)
    }
}

/// How a message travels.
///
/// Source: RFC 9420 §17.2.
public enum WireFormat: UInt16, WireCodable, Sendable {
    case publicMessage = 1
    case privateMessage = 2
    case welcome = 3
    case groupInfo = 4
    case keyPackage = 5

    /// Reads the format.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard let format = Self(rawValue: try reader.integer()) else { throw .unknownValue }
        self = format
    }

    /// Writes the format.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(rawValue)
    }
}
