public import TandemBytes

/// A change to a group that a commit may carry out.
///
/// Source: RFC 9420 §12.1.
public enum Proposal: WireCodable, Hashable, Sendable {
    /// Adds a member, §12.1.1.
    indirect case add(KeyPackage)
    /// Replaces the sender's leaf, §12.1.2.
    indirect case update(LeafNode)
    /// Removes a member, §12.1.3.
    case remove(LeafIndex)
    /// Mixes a pre-shared key in, §12.1.4.
    indirect case preSharedKey(PreSharedKeyID)
    /// Ends the group in favour of another, §12.1.5.
    indirect case reInit(ReInit)
    /// Joins by external commit: the encapsulated init secret, §12.1.6.
    case externalInit(kemOutput: [UInt8])
    /// Replaces the group's extensions, §12.1.7.
    case groupContextExtensions([Extension])
    /// A type for private use, whose body is `opaque<V>`.
    ///
    /// RFC 9420 leaves the body of a custom proposal to its application; without a length of its
    /// own, a list with one in it could not be read by those who do not know the type.
    case custom(ProposalType, body: [UInt8])

    /// The type on the wire.
    public var type: ProposalType {
        switch self {
        case .add: .add
        case .update: .update
        case .remove: .remove
        case .preSharedKey: .psk
        case .reInit: .reInit
        case .externalInit: .externalInit
        case .groupContextExtensions: .groupContextExtensions
        case .custom(let type, _): type
        }
    }

    /// Reads the type and what belongs to it.
    ///
    /// - Throws: `unknownValue` for a type that is neither known nor for private use.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        let type = try reader.value(ProposalType.self)
        switch type {
        case .add: self = .add(try reader.value())
        case .update: self = .update(try reader.value())
        case .remove: self = .remove(try reader.value())
        case .psk: self = .preSharedKey(try reader.value())
        case .reInit: self = .reInit(try reader.value())
        case .externalInit:
            self = .externalInit(kemOutput: try reader.vector(limit: Limits.keyByteCount))
        case .groupContextExtensions:
            self = .groupContextExtensions(try [Extension](from: &reader))
        default:
            guard type.isPrivateUse else { throw .unknownValue }
            self = .custom(type, body: try reader.vector(limit: Limits.extensionByteCount))
        }
    }

    /// Writes the type and what belongs to it.
    public func encode(into writer: inout ByteWriter) {
        writer.value(type)
        switch self {
        case .add(let keyPackage): writer.value(keyPackage)
        case .update(let leafNode): writer.value(leafNode)
        case .remove(let removed): writer.value(removed)
        case .preSharedKey(let psk): writer.value(psk)
        case .reInit(let reInit): writer.value(reInit)
        case .externalInit(let kemOutput): writer.vector(kemOutput)
        case .groupContextExtensions(let extensions): writer.values(extensions)
        case .custom(_, let body): writer.vector(body)
        }
    }
}

/// The group that shall replace this one.
///
/// Source: RFC 9420 §12.1.5.
public struct ReInit: WireCodable, Hashable, Sendable {
    /// The new group's name.
    public var groupID: GroupID
    /// Its protocol version, not older than this group's.
    public var version: ProtocolVersion
    /// Its cipher suite.
    public var cipherSuite: CipherSuiteNumber
    /// Its extensions.
    public var extensions: [Extension]

    /// Holds the fields.
    public init(
        groupID: GroupID,
        version: ProtocolVersion = .mls10,
        cipherSuite: CipherSuiteNumber,
        extensions: [Extension]
    ) {
        self.groupID = groupID
        self.version = version
        self.cipherSuite = cipherSuite
        self.extensions = extensions
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        groupID = try reader.value()
        version = try reader.value()
        cipherSuite = try reader.value()
        extensions = try [Extension](from: &reader)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.value(groupID)
        writer.value(version)
        writer.value(cipherSuite)
        writer.values(extensions)
    }
}
