public import TandemBytes

/// A message of a group, before it is protected.
///
/// Source: RFC 9420 §6.
public struct FramedContent: WireCodable, Hashable, Sendable {
    /// The group.
    public var groupID: GroupID
    /// The epoch it was sent in.
    public var epoch: Epoch
    /// Who sent it.
    public var sender: Sender
    /// What the application wants authenticated, but not encrypted.
    public var authenticatedData: [UInt8]
    /// What it carries.
    public var content: Content

    /// What a message carries, `content_type` and what belongs to it.
    public enum Content: Hashable, Sendable {
        /// Bytes of the application.
        case application([UInt8])
        /// A proposed change.
        case proposal(Proposal)
        /// A commit.
        indirect case commit(Commit)

        /// The type on the wire.
        public var type: ContentType {
            switch self {
            case .application: .application
            case .proposal: .proposal
            case .commit: .commit
            }
        }
    }

    /// Holds the fields.
    public init(
        groupID: GroupID,
        epoch: Epoch,
        sender: Sender,
        authenticatedData: [UInt8],
        content: Content
    ) {
        self.groupID = groupID
        self.epoch = epoch
        self.sender = sender
        self.authenticatedData = authenticatedData
        self.content = content
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        groupID = try reader.value()
        epoch = try reader.value()
        sender = try reader.value()
        authenticatedData = try reader.vector(limit: Limits.messageByteCount)
        let type = try reader.value(ContentType.self)
        content = try Content(of: type, from: &reader)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.value(groupID)
        writer.value(epoch)
        writer.value(sender)
        writer.vector(authenticatedData)
        writer.value(content.type)
        content.encode(into: &writer)
    }

    /// What the signature covers, `FramedContentTBS`.
    ///
    /// - Parameters:
    ///   - wireFormat: How the message travels: public or private.
    ///   - context: The group's state; covered when the sender is a member or joins by commit.
    ///
    /// Source: RFC 9420 §6.1.
    public func toBeSigned(wireFormat: WireFormat, context: GroupContext) -> [UInt8] {
        var writer = ByteWriter()
        writer.value(ProtocolVersion.mls10)
        writer.value(wireFormat)
        writer.value(self)
        switch sender {
        case .member, .newMemberCommit: writer.value(context)
        case .external, .newMemberProposal: break
        }
        return writer.bytes
    }
}

extension FramedContent.Content {
    /// Reads what a message of a type carries; the type itself was read before.
    public init(of type: ContentType, from reader: inout ByteReader) throws(DecodeError) {
        switch type {
        case .application:
            self = .application(try reader.vector(limit: Limits.messageByteCount))
        case .proposal: self = .proposal(try reader.value())
        case .commit: self = .commit(try reader.value())
        }
    }

    /// Writes what the message carries, without its type.
    public func encode(into writer: inout ByteWriter) {
        switch self {
        case .application(let data): writer.vector(data)
        case .proposal(let proposal): writer.value(proposal)
        case .commit(let commit): writer.value(commit)
        }
    }
}
