/// What a client asks of the server.
public enum Request: Hashable, Sendable {
    /// Asks for a registration code by SMS. Answer: `codeSent`.
    case requestCode(number: [UInt8])
    /// Shows the code. Answer: `codeVerified`.
    case verifyCode(number: [UInt8], code: [UInt8])
    /// Sets the account's key and first device list. Answer: `done`.
    case register(Registration)
    /// Proves to be a device. Answer: `authenticated`.
    case authenticate(Authentication)
    /// Adds key packages to those that others may take. Answer: `keyPackageCount`.
    case publishKeyPackages(keyPackages: [[UInt8]], lastResort: [UInt8]?)
    /// Takes one key package of each device, which is then used up. Answer: `keyPackages`.
    case takeKeyPackages(devices: [DeviceID])
    /// Finds the account of a number. Answer: `accounts`, with one or none.
    case lookUpNumber([UInt8])
    /// Fetches accounts. Answer: `accounts`, without those that are not known.
    case fetchAccounts([AccountID])
    /// Replaces the own account's device list. Answer: `done`.
    case updateDeviceList(DeviceList)
    /// Asks when the own devices were last here. Answer: `deviceActivity`.
    case fetchDeviceActivity
    /// Leaves the account; linked devices only, each for itself. Answer: `done`.
    case logOut
    /// Founds a conversation at epoch 0. Answer: `done`.
    case createConversation(groupInfo: [UInt8])
    /// Appends an application message or a proposal. Answer: `accepted`.
    case send(OutgoingMessage)
    /// Appends a commit, which begins an epoch. Answer: `accepted`.
    case sendCommit(OutgoingCommit)
    /// Fetches what lies after a place. Answer: `messages`.
    case fetchMessages(conversation: ConversationID, after: UInt64, limit: UInt16)
    /// Says that everything up to a place is kept. No answer.
    case acknowledge(conversation: ConversationID, sequence: UInt64)
    /// Says that all mail up to a place is kept. No answer.
    case acknowledgeMail(sequence: UInt64)
    /// Fetches what an external commit needs. Answer: `groupInfoFound`.
    case fetchGroupInfo(ConversationID)
    /// Passes bytes to the devices that are connected. No answer.
    case sendEphemeral(conversation: ConversationID, body: [UInt8])
    /// Opens a place to meet a phone. Answer: `rendezvousOpened`.
    case openRendezvous
    /// Comes to a place that a code named. Answer: `rendezvousJoined`.
    case joinRendezvous(RendezvousReference)
    /// Passes bytes to the other side. No answer.
    case relayRendezvous(reference: RendezvousReference, body: [UInt8])
    /// Ends the meeting. No answer.
    case closeRendezvous(reference: RendezvousReference, reason: RendezvousCloseReason)
    /// Asks for room for a blob. Answer: `blobReserved`.
    case reserveBlob(byteCount: UInt64)
    /// Asks for a sign of life. Answer: `done`.
    case ping

    /// The number on the wire.
    public var type: RequestType {
        switch self {
        case .requestCode: .requestCode
        case .verifyCode: .verifyCode
        case .register: .register
        case .authenticate: .authenticate
        case .publishKeyPackages: .publishKeyPackages
        case .takeKeyPackages: .takeKeyPackages
        case .lookUpNumber: .lookUpNumber
        case .fetchAccounts: .fetchAccounts
        case .updateDeviceList: .updateDeviceList
        case .fetchDeviceActivity: .fetchDeviceActivity
        case .logOut: .logOut
        case .createConversation: .createConversation
        case .send: .send
        case .sendCommit: .sendCommit
        case .fetchMessages: .fetchMessages
        case .acknowledge: .acknowledge
        case .acknowledgeMail: .acknowledgeMail
        case .fetchGroupInfo: .fetchGroupInfo
        case .sendEphemeral: .sendEphemeral
        case .openRendezvous: .openRendezvous
        case .joinRendezvous: .joinRendezvous
        case .relayRendezvous: .relayRendezvous
        case .closeRendezvous: .closeRendezvous
        case .reserveBlob: .reserveBlob
        case .ping: .ping
        }
    }
}
