public import TandemBytes

/// A member's signed statement of a group's state, for newcomers.
///
/// Source: RFC 9420 §12.4.3.
public struct GroupInfo: WireCodable, Equatable, Sendable {
    /// The state.
    public var groupContext: GroupContext
    /// The tree and the external key, if the signer gives them, and others.
    public var extensions: [Extension]
    /// The tag of the commit that began the epoch.
    public var confirmationTag: MAC
    /// The member who signed.
    public var signer: LeafIndex
    /// Made by the signer, over `toBeSigned`.
    public var signature: [UInt8]

    /// Holds the fields.
    public init(
        groupContext: GroupContext,
        extensions: [Extension],
        confirmationTag: MAC,
        signer: LeafIndex,
        signature: [UInt8]
    ) {
        self.groupContext = groupContext
        self.extensions = extensions
        self.confirmationTag = confirmationTag
        self.signer = signer
        self.signature = signature
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        groupContext = try reader.value()
        extensions = try [Extension](from: &reader)
        confirmationTag = try reader.value()
        signer = try reader.value()
        signature = try reader.vector(limit: Limits.signatureByteCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.fixed(toBeSigned)
        writer.vector(signature)
    }

    /// What the signature covers, `GroupInfoTBS`.
    public var toBeSigned: [UInt8] {
        var writer = ByteWriter()
        writer.value(groupContext)
        writer.values(extensions)
        writer.value(confirmationTag)
        writer.value(signer)
        return writer.bytes
    }
}
