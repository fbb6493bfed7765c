public import TandemBytes

/// What all members agree on in an epoch; every secret of the epoch is bound to it.
///
/// Source: RFC 9420 §8.1.
public struct GroupContext: WireCodable, Hashable, Sendable {
    /// The protocol version.
    public var version: ProtocolVersion
    /// The cipher suite.
    public var cipherSuite: CipherSuiteNumber
    /// The group's name.
    public var groupID: GroupID
    /// The epoch.
    public var epoch: Epoch
    /// The hash of the ratchet tree, §7.8.
    public var treeHash: [UInt8]
    /// The hash of all commits so far, §8.2.
    public var confirmedTranscriptHash: [UInt8]
    /// The group's extensions.
    public var extensions: [Extension]

    /// Holds the fields.
    public init(
        version: ProtocolVersion = .mls10,
        cipherSuite: CipherSuiteNumber,
        groupID: GroupID,
        epoch: Epoch,
        treeHash: [UInt8],
        confirmedTranscriptHash: [UInt8],
        extensions: [Extension]
    ) {
        self.version = version
        self.cipherSuite = cipherSuite
        self.groupID = groupID
        self.epoch = epoch
        self.treeHash = treeHash
        self.confirmedTranscriptHash = confirmedTranscriptHash
        self.extensions = extensions
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        version = try reader.value()
        cipherSuite = try reader.value()
        groupID = try reader.value()
        epoch = try reader.value()
        treeHash = try reader.vector(limit: Limits.hashByteCount)
        confirmedTranscriptHash = try reader.vector(limit: Limits.hashByteCount)
        extensions = try [Extension](from: &reader)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.value(version)
        writer.value(cipherSuite)
        writer.value(groupID)
        writer.value(epoch)
        writer.vector(treeHash)
        writer.vector(confirmedTranscriptHash)
        writer.values(extensions)
    }
}
