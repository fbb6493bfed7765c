public import TandemBytes

/// What every member of a group must support.
///
/// Source: RFC 9420 §11.1.
public struct RequiredCapabilities: ExtensionContents, Hashable, Sendable {
    /// Extension types, besides those that everyone supports.
    public var extensionTypes: [ExtensionType]
    /// Proposal types, besides those that everyone supports.
    public var proposalTypes: [ProposalType]
    /// Credential types.
    public var credentialTypes: [CredentialType]

    /// The type that announces these contents.
    public static var extensionType: ExtensionType { .requiredCapabilities }

    /// Holds the three lists.
    public init(
        extensionTypes: [ExtensionType] = [],
        proposalTypes: [ProposalType] = [],
        credentialTypes: [CredentialType] = []
    ) {
        self.extensionTypes = extensionTypes
        self.proposalTypes = proposalTypes
        self.credentialTypes = credentialTypes
    }

    /// Reads the three lists.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        extensionTypes = try reader.values(limit: Limits.capabilityCount)
        proposalTypes = try reader.values(limit: Limits.capabilityCount)
        credentialTypes = try reader.values(limit: Limits.capabilityCount)
    }

    /// Writes the three lists.
    public func encode(into writer: inout ByteWriter) {
        writer.values(extensionTypes)
        writer.values(proposalTypes)
        writer.values(credentialTypes)
    }
}

/// The key to which a newcomer's external commit is sealed.
///
/// Source: RFC 9420 §12.4.3.2.
public struct ExternalPub: ExtensionContents, Hashable, Sendable {
    /// The group's external key of this epoch.
    public var externalPub: HPKEPublicKey

    /// The type that announces these contents.
    public static var extensionType: ExtensionType { .externalPub }

    /// Holds the key.
    public init(externalPub: HPKEPublicKey) { self.externalPub = externalPub }

    /// Reads the key.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        externalPub = try reader.value()
    }

    /// Writes the key.
    public func encode(into writer: inout ByteWriter) {
        writer.value(externalPub)
    }
}

/// One who may propose without being a member.
///
/// Source: RFC 9420 §12.1.8.1.
public struct ExternalSender: WireCodable, Hashable, Sendable {
    /// The key that its proposals are signed by.
    public var signatureKey: SignaturePublicKey
    /// Who it is.
    public var credential: Credential

    /// Holds the two.
    public init(signatureKey: SignaturePublicKey, credential: Credential) {
        self.signatureKey = signatureKey
        self.credential = credential
    }

    /// Reads the two.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        signatureKey = try reader.value()
        credential = try reader.value()
    }

    /// Writes the two.
    public func encode(into writer: inout ByteWriter) {
        writer.value(signatureKey)
        writer.value(credential)
    }
}

/// Those who may propose without being members; a sender index points into the list.
///
/// Source: RFC 9420 §12.1.8.1.
public struct ExternalSenders: ExtensionContents, Hashable, Sendable {
    /// The senders, in the order of their indices.
    public var senders: [ExternalSender]

    /// The type that announces these contents.
    public static var extensionType: ExtensionType { .externalSenders }

    /// Holds the list.
    public init(senders: [ExternalSender]) { self.senders = senders }

    /// Reads the list.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        senders = try reader.values(limit: Limits.externalSenderCount)
    }

    /// Writes the list.
    public func encode(into writer: inout ByteWriter) {
        writer.values(senders)
    }
}

/// A name that the application gives a leaf.
///
/// Source: RFC 9420 §5.3.3.
public struct ApplicationID: ExtensionContents, Hashable, Sendable {
    /// The name, in the application's own form.
    public var applicationID: [UInt8]

    /// The type that announces these contents.
    public static var extensionType: ExtensionType { .applicationID }

    /// Holds the name.
    public init(applicationID: [UInt8]) { self.applicationID = applicationID }

    /// Reads the name.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        applicationID = try reader.vector(limit: Limits.identifierByteCount)
    }

    /// Writes the name.
    public func encode(into writer: inout ByteWriter) {
        writer.vector(applicationID)
    }
}
