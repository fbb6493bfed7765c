public import TandemBytes
public import TandemCrypto

/// What a client supports.
///
/// Default extension and proposal types are supported by all and not listed.
///
/// Source: RFC 9420 §7.2.
public struct Capabilities: WireCodable, Hashable, Sendable {
    /// Protocol versions.
    public var versions: [ProtocolVersion]
    /// Cipher suites.
    public var cipherSuites: [CipherSuiteNumber]
    /// Extension types that are not default.
    public var extensions: [ExtensionType]
    /// Proposal types that are not default.
    public var proposals: [ProposalType]
    /// Credential types.
    public var credentials: [CredentialType]

    /// Holds the five lists.
    public init(
        versions: [ProtocolVersion] = [.mls10],
        cipherSuites: [CipherSuiteNumber] = CipherSuite.allCases.map { CipherSuiteNumber($0) },
        extensions: [ExtensionType] = [],
        proposals: [ProposalType] = [],
        credentials: [CredentialType] = [.basic]
    ) {
        self.versions = versions
        self.cipherSuites = cipherSuites
        self.extensions = extensions
        self.proposals = proposals
        self.credentials = credentials
    }

    /// Reads the five lists.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        versions = try reader.values(limit: Limits.capabilityCount)
        cipherSuites = try reader.values(limit: Limits.capabilityCount)
        extensions = try reader.values(limit: Limits.capabilityCount)
        proposals = try reader.values(limit: Limits.capabilityCount)
        credentials = try reader.values(limit: Limits.capabilityCount)
    }

    /// Writes the five lists.
    public func encode(into writer: inout ByteWriter) {
        writer.values(versions)
        writer.values(cipherSuites)
        writer.values(extensions)
        writer.values(proposals)
        writer.values(credentials)
    }

    /// Whether an extension type is default or listed.
    public func supports(_ type: ExtensionType) -> Bool {
        type.isDefault || extensions.contains(type)
    }

    /// Whether a proposal type is default or listed.
    public func supports(_ type: ProposalType) -> Bool {
        type.isDefault || proposals.contains(type)
    }

    /// Whether a credential type is listed.
    public func supports(_ type: CredentialType) -> Bool {
        credentials.contains(type)
    }

    /// Whether all that a group requires is supported.
    ///
    /// Source: RFC 9420 §11.1.
    public func satisfy(_ required: RequiredCapabilities) -> Bool {
        required.extensionTypes.allSatisfy { supports($0) }
            && required.proposalTypes.allSatisfy { supports($0) }
            && required.credentialTypes.allSatisfy { supports($0) }
    }
}
