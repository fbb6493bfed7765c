public import TandemBytes

/// What lets newcomers in: the group's state, and for each of them the secrets of the epoch.
///
/// Source: RFC 9420 §12.4.3.1.
public struct Welcome: WireCodable, Hashable, Sendable {
    /// The group's cipher suite.
    public var cipherSuite: CipherSuiteNumber
    /// The secrets, sealed to each newcomer.
    public var secrets: [EncryptedGroupSecrets]
    /// The GroupInfo, sealed under a key that comes from the secrets.
    public var encryptedGroupInfo: [UInt8]

    /// Holds the fields.
    public init(
        cipherSuite: CipherSuiteNumber,
        secrets: [EncryptedGroupSecrets],
        encryptedGroupInfo: [UInt8]
    ) {
        self.cipherSuite = cipherSuite
        self.secrets = secrets
        self.encryptedGroupInfo = encryptedGroupInfo
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        cipherSuite = try reader.value()
        secrets = try reader.values(limit: Limits.leafCount)
        encryptedGroupInfo = try reader.vector(limit: Limits.messageByteCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.value(cipherSuite)
        writer.values(secrets)
        writer.vector(encryptedGroupInfo)
    }
}

/// One newcomer's part of a Welcome.
///
/// Source: RFC 9420 §12.4.3.1.
public struct EncryptedGroupSecrets: WireCodable, Hashable, Sendable {
    /// The key package that was used to add the newcomer.
    public var newMember: KeyPackageRef
    /// The sealed `GroupSecrets`.
    public var encryptedGroupSecrets: HPKECiphertext

    /// Holds the two.
    public init(newMember: KeyPackageRef, encryptedGroupSecrets: HPKECiphertext) {
        self.newMember = newMember
        self.encryptedGroupSecrets = encryptedGroupSecrets
    }

    /// Reads the two.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        newMember = try reader.value()
        encryptedGroupSecrets = try reader.value()
    }

    /// Writes the two.
    public func encode(into writer: inout ByteWriter) {
        writer.value(newMember)
        writer.value(encryptedGroupSecrets)
    }
}

/// The secrets that a Welcome carries to one newcomer.
///
/// The encoding is a plain copy, for the caller to wipe.
///
/// Source: RFC 9420 §12.4.3.1.
public struct GroupSecrets: WireCodable, Equatable, Sendable {
    /// What the epoch's secrets come from.
    public var joinerSecret: SecretBytes
    /// The secret of the lowest node above both newcomer and committer, when there was a path.
    public var pathSecret: SecretBytes?
    /// The pre-shared keys that were mixed in.
    public var psks: [PreSharedKeyID]

    /// Holds the fields.
    public init(joinerSecret: SecretBytes, pathSecret: SecretBytes?, psks: [PreSharedKeyID]) {
        self.joinerSecret = joinerSecret
        self.pathSecret = pathSecret
        self.psks = psks
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        joinerSecret = try reader.secret(limit: Limits.hashByteCount)
        pathSecret = try reader.optional { reader throws(DecodeError) in
            try reader.secret(limit: Limits.hashByteCount)
        }
        psks = try reader.values(limit: Limits.pskCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.secret(joinerSecret)
        writer.optional(pathSecret) { writer, secret in writer.secret(secret) }
        writer.values(psks)
    }
}
