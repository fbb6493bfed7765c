import TandemBytes
import TandemCrypto
import TandemProtocol

/// What this device is, and the secrets that make it so.
///
/// There is one, so it is shared, not copied.
///
/// Layout: `uint16 format = 1`, then the fields in their order; optionals as in RFC 9420 §2.1.1.
final class OwnAccount: WireCodable {
    var account: AccountID
    var device: DeviceID
    var deviceKey: SignatureKeyPair
    /// The phone's alone.
    var accountPrivateKey: SecretBytes?
    var accountKey: [UInt8]
    var list: DeviceList
    var number: [UInt8]
    var name: [UInt8]
    /// The conversation of the own devices, once there is one.
    var selfConversation: ConversationID?
    var archiveKey: SecretBytes
    /// The token to register with, while the server has not confirmed that.
    var registration: Bytes32?
    /// The last letter that was worked off.
    var mailSequence: UInt64 = 0

    var isPhone: Bool { accountPrivateKey != nil }

    var identity: MemberIdentity { MemberIdentity(account: account, device: device) }

    var record: AccountRecord {
        AccountRecord(account: account, accountKey: accountKey, list: list)
    }

    /// The own certificate; nil once the phone took the device off the list.
    var certificate: DeviceCertificate? { list.certificate(of: device) }

    init(
        account: AccountID,
        device: DeviceID,
        deviceKey: SignatureKeyPair,
        accountPrivateKey: SecretBytes?,
        accountKey: [UInt8],
        list: DeviceList,
        number: [UInt8],
        name: [UInt8],
        selfConversation: ConversationID?,
        archiveKey: SecretBytes,
        registration: Bytes32?
    ) {
        self.account = account
        self.device = device
        self.deviceKey = deviceKey
        self.accountPrivateKey = accountPrivateKey
        self.accountKey = accountKey
        self.list = list
        self.number = number
        self.name = name
        self.selfConversation = selfConversation
        self.archiveKey = archiveKey
        self.registration = registration
    }

    init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == 1 else { throw .unknownValue }
        account = try reader.value()
        device = try reader.value()
        deviceKey = SignatureKeyPair(
            privateKey: try reader.secret(limit: 256),
            publicKey: try reader.vector(limit: 256)
        )
        accountPrivateKey = try reader.optional { reader throws(DecodeError) in
            try reader.secret(limit: 256)
        }
        accountKey = try reader.vector(limit: 256)
        list = try reader.value()
        number = try reader.vector(limit: ClientLimits.number)
        name = try reader.vector(limit: ClientLimits.name)
        selfConversation = try reader.optional { reader throws(DecodeError) in try reader.value() }
        archiveKey = try reader.secret(count: 32)
        registration = try reader.optional { reader throws(DecodeError) in try reader.value() }
        mailSequence = try reader.integer()
    }

    func encode(into writer: inout ByteWriter) {
        writer.integer(UInt16(1))
        writer.value(account)
        writer.value(device)
        writer.secret(deviceKey.privateKey)
        writer.vector(deviceKey.publicKey)
        writer.optional(accountPrivateKey) { $0.secret($1) }
        writer.vector(accountKey)
        writer.value(list)
        writer.vector(number)
        writer.vector(name)
        writer.optional(selfConversation) { $0.value($1) }
        writer.fixedSecret(archiveKey)
        writer.optional(registration) { $0.value($1) }
        writer.integer(mailSequence)
    }
}
