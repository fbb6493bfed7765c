public import TandemBytes

/// A number that counts or points, of one width on the wire.
public protocol WireInteger: RegisteredNumber, Comparable {}

extension WireInteger {
    /// Orders by number.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A group's epoch: 0 at its creation, one more after each commit.
///
/// Source: RFC 9420 §8.1.
public struct Epoch: WireInteger {
    /// The number of commits before.
    public let rawValue: UInt64

    /// Takes any number.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// The epoch after the next commit, or `nil` at the last that 64 bits can count.
    public var next: Epoch? {
        rawValue == .max ? nil : Epoch(rawValue: rawValue + 1)
    }
}

/// A member's place among the leaves, from the left.
///
/// Source: RFC 9420 §7.
public struct LeafIndex: WireInteger {
    /// The number of leaves to the left.
    public let rawValue: UInt32

    /// Takes any number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// The number of a message in its sender's ratchet.
///
/// Source: RFC 9420 §9.
public struct Generation: WireInteger {
    /// The number of messages before.
    public let rawValue: UInt32

    /// Takes any number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// Bytes that name or key something, `opaque<V>` on the wire.
public protocol OpaqueIdentifier: WireCodable, Hashable, Sendable {
    /// The bytes, without their length.
    var bytes: [UInt8] { get }

    /// Takes any bytes.
    init(_ bytes: [UInt8])

    /// The most bytes that a decoder takes.
    static var byteLimit: Int { get }
}

extension OpaqueIdentifier {
    /// Reads the length and the bytes.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        self.init(try reader.vector(limit: Self.byteLimit))
    }

    /// Writes the length and the bytes.
    public func encode(into writer: inout ByteWriter) {
        writer.vector(bytes)
    }
}

/// The name of a group, unique at its delivery service.
///
/// Source: RFC 9420 §8.1.
public struct GroupID: OpaqueIdentifier {
    /// The bytes, without their length.
    public let bytes: [UInt8]

    /// Takes any bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The most bytes that a decoder takes.
    public static var byteLimit: Int { Limits.identifierByteCount }
}

/// The hash that names a key package.
///
/// Source: RFC 9420 §5.2.
public struct KeyPackageRef: OpaqueIdentifier {
    /// The bytes, without their length.
    public let bytes: [UInt8]

    /// Takes any bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The most bytes that a decoder takes.
    public static var byteLimit: Int { Limits.hashByteCount }
}

/// The hash that names a proposal.
///
/// Source: RFC 9420 §5.2.
public struct ProposalRef: OpaqueIdentifier {
    /// The bytes, without their length.
    public let bytes: [UInt8]

    /// Takes any bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The most bytes that a decoder takes.
    public static var byteLimit: Int { Limits.hashByteCount }
}

/// A public key of the suite's KEM, as HPKE serialises it.
///
/// Source: RFC 9420 §5.1.1.
public struct HPKEPublicKey: OpaqueIdentifier {
    /// The bytes, without their length.
    public let bytes: [UInt8]

    /// Takes any bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The most bytes that a decoder takes.
    public static var byteLimit: Int { Limits.keyByteCount }
}

/// A public key of the suite's signature scheme.
///
/// Source: RFC 9420 §5.1.1.
public struct SignaturePublicKey: OpaqueIdentifier {
    /// The bytes, without their length.
    public let bytes: [UInt8]

    /// Takes any bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The most bytes that a decoder takes.
    public static var byteLimit: Int { Limits.keyByteCount }
}

/// A tag that proves knowledge of a group's key; compared in constant time.
///
/// Source: RFC 9420 §6.
public struct MAC: WireCodable, Equatable, Sendable {
    /// The tag, without its length.
    public let bytes: [UInt8]

    /// Takes any bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads the length and the bytes.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        bytes = try reader.vector(limit: Limits.hashByteCount)
    }

    /// Writes the length and the bytes.
    public func encode(into writer: inout ByteWriter) {
        writer.vector(bytes)
    }

    /// Compares in a time that depends on the lengths only.
    public static func == (left: MAC, right: MAC) -> Bool {
        equalInConstantTime(left.bytes, right.bytes)
    }
}
