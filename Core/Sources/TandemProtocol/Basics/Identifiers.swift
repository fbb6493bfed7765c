public import TandemBytes

/// A name of sixteen bytes; each kind of thing has a type of its own.
public protocol Identifier: WireCodable, Hashable, Comparable, Sendable {
    /// The sixteen bytes.
    var value: Bytes16 { get }

    /// Takes any sixteen bytes.
    init(_ value: Bytes16)
}

extension Identifier {
    /// Takes exactly sixteen bytes; `nil` for another count.
    public init?(bytes: some Collection<UInt8>) {
        guard let value = Bytes16(bytes) else { return nil }
        self.init(value)
    }

    /// The sixteen bytes as an array.
    public var bytes: [UInt8] { encoded }

    /// Reads sixteen bytes.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        self.init(try Bytes16(from: &reader))
    }

    /// Writes sixteen bytes.
    public func encode(into writer: inout ByteWriter) {
        value.encode(into: &writer)
    }

    /// Orders as the bytes do.
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// An account; given by the server at the first registration of a number, and kept.
public struct AccountID: Identifier {
    /// The sixteen bytes.
    public let value: Bytes16
    /// Takes any sixteen bytes.
    public init(_ value: Bytes16) { self.value = value }
}

/// A device: the first sixteen bytes of the digest of its signature key.
public struct DeviceID: Identifier {
    /// The sixteen bytes.
    public let value: Bytes16
    /// Takes any sixteen bytes.
    public init(_ value: Bytes16) { self.value = value }
}

/// A conversation, and the group ID of its MLS group: random, or the name of two accounts.
public struct ConversationID: Identifier {
    /// The sixteen bytes.
    public let value: Bytes16
    /// Takes any sixteen bytes.
    public init(_ value: Bytes16) { self.value = value }
}

/// A message: random, chosen by its sender, the same when it is sent again.
public struct MessageID: Identifier {
    /// The sixteen bytes.
    public let value: Bytes16
    /// Takes any sixteen bytes.
    public init(_ value: Bytes16) { self.value = value }
}

/// A rendezvous: random, chosen by the server, good for one link.
public struct RendezvousReference: Identifier {
    /// The sixteen bytes.
    public let value: Bytes16
    /// Takes any sixteen bytes.
    public init(_ value: Bytes16) { self.value = value }
}

/// The name of a blob: who knows it may fetch it, so it travels encrypted only.
public typealias BlobID = Bytes32
