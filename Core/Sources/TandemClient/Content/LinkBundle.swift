public import TandemBytes
public import TandemProtocol

/// What the phone gives to a device that it links, sealed to that device's ephemeral key.
///
/// Source: `docs/protocol.md`, Linking.
public struct LinkBundle: Sendable, WireCodable {
    /// The account, with the list that holds the new device.
    public var account: AccountRecord
    /// The new device's certificate.
    public var certificate: DeviceCertificate
    /// The account's phone number.
    public var number: [UInt8]
    /// The account's name.
    public var name: [UInt8]
    /// Everybody whom the account knows.
    public var contacts: [ContactRecord]
    /// What the chat list shows.
    public var chats: [ChatSummary]
    /// The conversation that the own devices share.
    public var selfConversation: ConversationID
    /// From which the keys of the archive's chunks are derived; 32 bytes.
    public var archiveKey: SecretBytes

    /// Holds the parts.
    public init(
        account: AccountRecord,
        certificate: DeviceCertificate,
        number: [UInt8],
        name: [UInt8],
        contacts: [ContactRecord],
        chats: [ChatSummary],
        selfConversation: ConversationID,
        archiveKey: SecretBytes
    ) {
        self.account = account
        self.certificate = certificate
        self.number = number
        self.name = name
        self.contacts = contacts
        self.chats = chats
        self.selfConversation = selfConversation
        self.archiveKey = archiveKey
    }

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        account = try reader.value()
        certificate = try reader.value()
        number = try reader.vector(limit: ClientLimits.number)
        name = try reader.vector(limit: ClientLimits.name)
        contacts = try reader.values(limit: ClientLimits.contacts)
        chats = try reader.values(limit: ClientLimits.chats)
        selfConversation = try reader.value()
        archiveKey = try reader.secret(count: 32)
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        writer.value(account)
        writer.value(certificate)
        writer.vector(number)
        writer.vector(name)
        writer.values(contacts)
        writer.values(chats)
        writer.value(selfConversation)
        writer.fixedSecret(archiveKey)
    }
}
