public import TandemBytes

/// A message that is signed and encrypted.
///
/// Source: RFC 9420 §6.3.
public struct PrivateMessage: WireCodable, Hashable, Sendable {
    /// The group.
    public var groupID: GroupID
    /// The epoch it was sent in.
    public var epoch: Epoch
    /// What it carries.
    public var contentType: ContentType
    /// What the application wants authenticated, but not encrypted.
    public var authenticatedData: [UInt8]
    /// The sealed `SenderData`.
    public var encryptedSenderData: [UInt8]
    /// The sealed `PrivateMessageContent`.
    public var ciphertext: [UInt8]

    /// Holds the fields.
    public init(
        groupID: GroupID,
        epoch: Epoch,
        contentType: ContentType,
        authenticatedData: [UInt8],
        encryptedSenderData: [UInt8],
        ciphertext: [UInt8]
    ) {
        self.groupID = groupID
        self.epoch = epoch
        self.contentType = contentType
        self.authenticatedData = authenticatedData
        self.encryptedSenderData = encryptedSenderData
        self.ciphertext = ciphertext
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        groupID = try reader.value()
        epoch = try reader.value()
        contentType = try reader.value()
        authenticatedData = try reader.vector(limit: Limits.messageByteCount)
        encryptedSenderData = try reader.vector(limit: Limits.sealedSecretByteCount)
        ciphertext = try reader.vector(limit: Limits.messageByteCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.fixed(contentAAD)
        writer.vector(encryptedSenderData)
        writer.vector(ciphertext)
    }

    /// What the ciphertext is bound to, `PrivateContentAAD`.
    ///
    /// Source: RFC 9420 §6.3.1.
    public var contentAAD: [UInt8] {
        Self.contentAAD(
            groupID: groupID,
            epoch: epoch,
            contentType: contentType,
            authenticatedData: authenticatedData
        )
    }

    /// What the ciphertext of such a message is bound to, `PrivateContentAAD`.
    ///
    /// Source: RFC 9420 §6.3.1.
    public static func contentAAD(
        groupID: GroupID,
        epoch: Epoch,
        contentType: ContentType,
        authenticatedData: [UInt8]
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.value(groupID)
        writer.value(epoch)
        writer.value(contentType)
        writer.vector(authenticatedData)
        return writer.bytes
    }

    /// What the sealed sender data is bound to, `SenderDataAAD`.
    ///
    /// Source: RFC 9420 §6.3.2.
    public var senderDataAAD: [UInt8] {
        Self.senderDataAAD(groupID: groupID, epoch: epoch, contentType: contentType)
    }

    /// What the sealed sender data of such a message is bound to, `SenderDataAAD`.
    ///
    /// Source: RFC 9420 §6.3.2.
    public static func senderDataAAD(
        groupID: GroupID,
        epoch: Epoch,
        contentType: ContentType
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.value(groupID)
        writer.value(epoch)
        writer.value(contentType)
        return writer.bytes
    }
}

/// Which key of which member a private message is sealed under.
///
/// Source: RFC 9420 §6.3.2.
public struct SenderData: WireCodable, Hashable, Sendable {
    /// The sender.
    public var leafIndex: LeafIndex
    /// The number of the key in the sender's ratchet.
    public var generation: Generation
    /// Four random bytes, mixed into the nonce in case a generation is used twice.
    public var reuseGuard: [UInt8]

    /// How many bytes the reuse guard has.
    public static let reuseGuardByteCount = 4

    /// Holds the three.
    ///
    /// - Precondition: `reuseGuard` has four bytes.
    public init(leafIndex: LeafIndex, generation: Generation, reuseGuard: [UInt8]) {
        precondition(reuseGuard.count == Self.reuseGuardByteCount)
        self.leafIndex = leafIndex
        self.generation = generation
        self.reuseGuard = reuseGuard
    }

    /// Reads the three.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        leafIndex = try reader.value()
        generation = try reader.value()
        reuseGuard = try reader.fixed(Self.reuseGuardByteCount)
    }

    /// Writes the three.
    public func encode(into writer: inout ByteWriter) {
        writer.value(leafIndex)
        writer.value(generation)
        writer.fixed(reuseGuard)
    }
}

/// What a private message seals: the content, its proof, and zeros that hide the length.
///
/// Source: RFC 9420 §6.3.1.
public struct PrivateMessageContent: Equatable, Sendable {
    /// What the message carries.
    public var content: FramedContent.Content
    /// Its proof.
    public var auth: FramedContentAuthData

    /// Holds the two.
    public init(content: FramedContent.Content, auth: FramedContentAuthData) {
        self.content = content
        self.auth = auth
    }

    /// Reads the plaintext of a message of a type.
    ///
    /// - Throws: `invalid` if the padding is not all zeros.
    public init(of type: ContentType, exactly bytes: [UInt8]) throws(DecodeError) {
        var reader = ByteReader(bytes)
        content = try FramedContent.Content(of: type, from: &reader)
        auth = try FramedContentAuthData(of: type, from: &reader)
        guard bytes[reader.position...].allSatisfy({ $0 == 0 }) else { throw .invalid }
    }

    /// The plaintext to be sealed.
    ///
    /// - Parameter paddingByteCount: How many zeros follow.
    public func encoded(paddingByteCount: Int) -> [UInt8] {
        var writer = ByteWriter()
        content.encode(into: &writer)
        auth.encode(into: &writer)
        writer.fixed(repeatElement(0, count: paddingByteCount))
        return writer.bytes
    }
}
