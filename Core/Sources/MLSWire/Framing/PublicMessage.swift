public import TandemBytes

/// A message that is signed but not encrypted.
///
/// Source: RFC 9420 §6.2.
public struct PublicMessage: WireCodable, Equatable, Sendable {
    /// The message.
    public var content: FramedContent
    /// Its proof.
    public var auth: FramedContentAuthData
    /// Of a member's message, and only there: the proof that its sender is in the group.
    public var membershipTag: MAC?

    /// Holds the three.
    public init(content: FramedContent, auth: FramedContentAuthData, membershipTag: MAC?) {
        self.content = content
        self.auth = auth
        self.membershipTag = membershipTag
    }

    /// Reads the three.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        content = try reader.value()
        auth = try FramedContentAuthData(of: content.content.type, from: &reader)
        switch content.sender {
        case .member: membershipTag = try reader.value(MAC.self)
        case .external, .newMemberProposal, .newMemberCommit: membershipTag = nil
        }
    }

    /// Writes the three.
    public func encode(into writer: inout ByteWriter) {
        writer.value(content)
        auth.encode(into: &writer)
        if let membershipTag {
            writer.value(membershipTag)
        }
    }

    /// The message with its proof, as it is signed and hashed.
    public var authenticatedContent: AuthenticatedContent {
        AuthenticatedContent(wireFormat: .publicMessage, content: content, auth: auth)
    }
}
