public import TandemBytes

/// What proves where a message comes from.
///
/// Source: RFC 9420 §6.1.
public struct FramedContentAuthData: Equatable, Sendable {
    /// Made by the sender, over the content's `toBeSigned`.
    public var signature: [UInt8]
    /// Of a commit, and only there: the proof that the committer knows the new epoch.
    public var confirmationTag: MAC?

    /// Holds the two.
    public init(signature: [UInt8], confirmationTag: MAC?) {
        self.signature = signature
        self.confirmationTag = confirmationTag
    }

    /// Reads the proof of a message of a type.
    public init(of type: ContentType, from reader: inout ByteReader) throws(DecodeError) {
        signature = try reader.vector(limit: Limits.signatureByteCount)
        confirmationTag = type == .commit ? try reader.value(MAC.self) : nil
    }

    /// Writes the proof.
    public func encode(into writer: inout ByteWriter) {
        writer.vector(signature)
        if let confirmationTag {
            writer.value(confirmationTag)
        }
    }
}

/// A message with its proof, however it travels.
///
/// Source: RFC 9420 §6.1.
public struct AuthenticatedContent: WireCodable, Equatable, Sendable {
    /// How it travels: public or private.
    public var wireFormat: WireFormat
    /// The message.
    public var content: FramedContent
    /// Its proof.
    public var auth: FramedContentAuthData

    /// Holds the three.
    public init(wireFormat: WireFormat, content: FramedContent, auth: FramedContentAuthData) {
        self.wireFormat = wireFormat
        self.content = content
        self.auth = auth
    }

    /// Reads the three.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        wireFormat = try reader.value()
        content = try reader.value()
        auth = try FramedContentAuthData(of: content.content.type, from: &reader)
    }

    /// Writes the three.
    public func encode(into writer: inout ByteWriter) {
        writer.value(wireFormat)
        writer.value(content)
        auth.encode(into: &writer)
    }

    /// What a member's membership tag covers, `AuthenticatedContentTBM`.
    ///
    /// Source: RFC 9420 §6.2.
    public func toBeMACed(context: GroupContext) -> [UInt8] {
        var writer = ByteWriter()
        writer.fixed(content.toBeSigned(wireFormat: wireFormat, context: context))
        auth.encode(into: &writer)
        return writer.bytes
    }
}
