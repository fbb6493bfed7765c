public import TandemBytes

/// A number from one of the registries of RFC 9420 §17, known here or not.
///
/// Lists of capabilities carry numbers that nobody has defined yet (GREASE, §13.5); they come back
/// out as they went in.
public protocol RegisteredNumber: WireCodable, Hashable, Sendable {
    /// The integer that carries the number on the wire.
    associatedtype RawValue: FixedWidthInteger & UnsignedInteger

    /// The number.
    var rawValue: RawValue { get }

    /// Takes any number.
    init(rawValue: RawValue)
}

extension RegisteredNumber {
    /// Reads the number, big-endian.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        self.init(rawValue: try reader.integer(RawValue.self))
    }

    /// Writes the number, big-endian.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(rawValue)
    }
}

extension RegisteredNumber where RawValue == UInt16 {
    /// Whether the number is reserved for exercising how peers treat unknown values: `0x0A0A`,
    /// `0x1A1A`, … `0xEAEA`.
    ///
    /// Source: RFC 9420 §13.5.
    public var isGREASE: Bool {
        rawValue & 0x0f0f == 0x0a0a && rawValue >> 8 == rawValue & 0xff && rawValue < 0xf000
    }
}

/// A version of the protocol.
///
/// Source: RFC 9420 §6.
public struct ProtocolVersion: WireInteger {
    /// The registered number.
    public let rawValue: UInt16

    /// Takes any number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The only version so far.
    public static let mls10 = ProtocolVersion(rawValue: 1)
}

/// The number of a cipher suite, known here or not.
///
/// `CipherSuite(number)` gives the suite when it is known.
///
/// Source: RFC 9420 §17.1.
public struct CipherSuiteNumber: RegisteredNumber {
    /// The registered number.
    public let rawValue: UInt16

    /// Takes any number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }
}

/// The type of an extension.
///
/// Source: RFC 9420 §17.3.
public struct ExtensionType: RegisteredNumber {
    /// The registered number.
    public let rawValue: UInt16

    /// Takes any number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// In a leaf node: a name that the application gives it, §5.3.3.
    public static let applicationID = ExtensionType(rawValue: 1)
    /// In a GroupInfo: the whole tree, §12.4.3.3.
    public static let ratchetTree = ExtensionType(rawValue: 2)
    /// In a group context: what every member must support, §11.1.
    public static let requiredCapabilities = ExtensionType(rawValue: 3)
    /// In a GroupInfo: the key for external commits, §12.4.3.2.
    public static let externalPub = ExtensionType(rawValue: 4)
    /// In a group context: who may propose from outside, §12.1.8.1.
    public static let externalSenders = ExtensionType(rawValue: 5)
    /// In a key package: it may be used more than once (draft-ietf-mls-extensions).
    public static let lastResort = ExtensionType(rawValue: 10)

    /// Whether every implementation supports the type, so that capabilities do not list it.
    ///
    /// Source: RFC 9420 §7.2.
    public var isDefault: Bool { (1...5).contains(rawValue) }
}

/// The type of a proposal.
///
/// Source: RFC 9420 §17.4.
public struct ProposalType: RegisteredNumber {
    /// The registered number.
    public let rawValue: UInt16

    /// Takes any number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Adds a member, §12.1.1.
    public static let add = ProposalType(rawValue: 1)
    /// Replaces the sender's leaf, §12.1.2.
    public static let update = ProposalType(rawValue: 2)
    /// Removes a member, §12.1.3.
    public static let remove = ProposalType(rawValue: 3)
    /// Mixes a pre-shared key in, §12.1.4.
    public static let psk = ProposalType(rawValue: 4)
    /// Ends the group in favour of another, §12.1.5.
    public static let reInit = ProposalType(rawValue: 5)
    /// Joins by external commit, §12.1.6.
    public static let externalInit = ProposalType(rawValue: 6)
    /// Replaces the group's extensions, §12.1.7.
    public static let groupContextExtensions = ProposalType(rawValue: 7)

    /// Whether every implementation supports the type, so that capabilities do not list it.
    ///
    /// Source: RFC 9420 §7.2.
    public var isDefault: Bool { (1...7).contains(rawValue) }

    /// Whether the number is left to applications: `0xF000...0xFFFF`.
    public var isPrivateUse: Bool { rawValue >= 0xf000 }
}

/// The type of a credential.
///
/// Source: RFC 9420 §17.5.
public struct CredentialType: RegisteredNumber {
    /// The registered number.
    public let rawValue: UInt16

    /// Takes any number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// A bare identity.
    public static let basic = CredentialType(rawValue: 1)
    /// A chain of certificates.
    public static let x509 = CredentialType(rawValue: 2)
}
