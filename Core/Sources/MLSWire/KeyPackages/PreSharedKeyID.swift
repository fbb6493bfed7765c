public import TandemBytes

/// The name of a pre-shared key, with the nonce of this use of it.
///
/// Source: RFC 9420 §8.4.
public struct PreSharedKeyID: WireCodable, Hashable, Sendable {
    /// Which key it is.
    public var key: Key
    /// Fresh bytes, as many as the suite's hash has.
    public var nonce: [UInt8]

    /// Which key it is, `psktype` and what belongs to it.
    public enum Key: Hashable, Sendable {
        /// A key that the application has given.
        case external(id: [UInt8])
        /// The resumption secret of an epoch of this or another group.
        case resumption(usage: ResumptionPSKUsage, groupID: GroupID, epoch: Epoch)
    }

    /// Holds the two.
    public init(key: Key, nonce: [UInt8]) {
        self.key = key
        self.nonce = nonce
    }

    /// Reads the two.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        key = try Key(from: &reader)
        nonce = try reader.vector(limit: Limits.identifierByteCount)
    }

    /// Writes the two.
    public func encode(into writer: inout ByteWriter) {
        writer.value(key)
        writer.vector(nonce)
    }
}

extension PreSharedKeyID.Key: WireCodable {
    /// Reads the type and what belongs to it.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        switch try reader.uint8() {
        case 1:
            self = .external(id: try reader.vector(limit: Limits.identifierByteCount))
        case 2:
            self = .resumption(
                usage: try reader.value(),
                groupID: try reader.value(),
                epoch: try reader.value()
            )
        default: throw .unknownValue
        }
    }

    /// Writes the type and what belongs to it.
    public func encode(into writer: inout ByteWriter) {
        switch self {
        case .external(let id):
            writer.uint8(1)
            writer.vector(id)
        case .resumption(let usage, let groupID, let epoch):
            writer.uint8(2)
            writer.value(usage)
            writer.value(groupID)
            writer.value(epoch)
        }
    }
}

/// What a resumption secret is used for.
///
/// Source: RFC 9420 §8.4.
public enum ResumptionPSKUsage: UInt8, WireCodable, Sendable {
    /// The application's own purpose.
    case application = 1
    /// The group that replaces another, §11.2.
    case reInit = 2
    /// A group of some members of another, §11.3.
    case branch = 3

    /// Reads the usage.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard let usage = Self(rawValue: try reader.uint8()) else { throw .unknownValue }
        self = usage
    }

    /// Writes the usage.
    public func encode(into writer: inout ByteWriter) {
        writer.uint8(rawValue)
    }
}

/// What binds one of several pre-shared keys to its place in their order.
///
/// Source: RFC 9420 §8.4.
public struct PSKLabel: WireCodable, Hashable, Sendable {
    /// The key.
    public var id: PreSharedKeyID
    /// Its place, from 0.
    public var index: UInt16
    /// How many there are.
    public var count: UInt16

    /// Holds the three.
    public init(id: PreSharedKeyID, index: UInt16, count: UInt16) {
        self.id = id
        self.index = index
        self.count = count
    }

    /// Reads the three.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        id = try reader.value()
        index = try reader.integer()
        count = try reader.integer()
    }

    /// Writes the three.
    public func encode(into writer: inout ByteWriter) {
        writer.value(id)
        writer.integer(index)
        writer.integer(count)
    }
}
