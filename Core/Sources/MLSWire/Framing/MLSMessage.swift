public import TandemBytes

/// Whatever MLS sends, with its version.
///
/// Source: RFC 9420 §6.
public enum MLSMessage: WireCodable, Equatable, Sendable {
    /// A signed message of a group.
    indirect case publicMessage(PublicMessage)
    /// A signed and encrypted message of a group.
    indirect case privateMessage(PrivateMessage)
    /// What lets newcomers in.
    case welcome(Welcome)
    /// A group's state, for newcomers.
    indirect case groupInfo(GroupInfo)
    /// What a client publishes to be added.
    indirect case keyPackage(KeyPackage)

    /// The format on the wire.
    public var wireFormat: WireFormat {
        switch self {
        case .publicMessage: .publicMessage
        case .privateMessage: .privateMessage
        case .welcome: .welcome
        case .groupInfo: .groupInfo
        case .keyPackage: .keyPackage
        }
    }

    /// Reads the version, the format and what belongs to it.
    ///
    /// - Throws: `unknownValue` for a version other than `mls10` or an unknown format.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.value(ProtocolVersion.self) == .mls10 else { throw .unknownValue }
        switch try reader.value(WireFormat.self) {
        case .publicMessage: self = .publicMessage(try reader.value())
        case .privateMessage: self = .privateMessage(try reader.value())
        case .welcome: self = .welcome(try reader.value())
        case .groupInfo: self = .groupInfo(try reader.value())
        case .keyPackage: self = .keyPackage(try reader.value())
        }
    }

    /// Writes the version, the format and what belongs to it.
    public func encode(into writer: inout ByteWriter) {
        writer.value(ProtocolVersion.mls10)
        writer.value(wireFormat)
        switch self {
        case .publicMessage(let message): writer.value(message)
        case .privateMessage(let message): writer.value(message)
        case .welcome(let welcome): writer.value(welcome)
        case .groupInfo(let groupInfo): writer.value(groupInfo)
        case .keyPackage(let keyPackage): writer.value(keyPackage)
        }
    }
}
