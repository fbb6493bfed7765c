/// The number of each request on the wire.
public enum RequestType: UInt16, CaseIterable, Sendable {
    case requestCode = 0x0001
    case verifyCode = 0x0002
    case register = 0x0003
    case authenticate = 0x0004
    case publishKeyPackages = 0x0010
    case takeKeyPackages = 0x0011
    case lookUpNumber = 0x0012
    case fetchAccounts = 0x0013
    case updateDeviceList = 0x0014
    case fetchDeviceActivity = 0x0015
    case logOut = 0x0016
    case createConversation = 0x0020
    case send = 0x0021
    case sendCommit = 0x0022
    case fetchMessages = 0x0023
    case acknowledge = 0x0024
    case acknowledgeMail = 0x0025
    case fetchGroupInfo = 0x0026
    case sendEphemeral = 0x0027
    case openRendezvous = 0x0030
    case joinRendezvous = 0x0031
    case relayRendezvous = 0x0032
    case closeRendezvous = 0x0033
    case reserveBlob = 0x0040
    case ping = 0x0050

    /// Whether a socket may send it before it has authenticated.
    public var isOpenToAll: Bool {
        switch self {
        case .requestCode, .verifyCode, .register, .authenticate, .openRendezvous,
            .relayRendezvous, .closeRendezvous, .ping:
            true
        default: false
        }
    }
}

/// The number of each answer and push on the wire.
public enum ServerMessageType: UInt16, CaseIterable, Sendable {
    case done = 0x0100
    case codeSent = 0x0101
    case codeVerified = 0x0102
    case authenticated = 0x0104
    case keyPackageCount = 0x0110
    case keyPackages = 0x0111
    case accounts = 0x0112
    case deviceActivity = 0x0115
    case accepted = 0x0121
    case messages = 0x0123
    case groupInfoFound = 0x0126
    case rendezvousOpened = 0x0130
    case rendezvousJoined = 0x0131
    case blobReserved = 0x0140
    case error = 0x01ff
    case challenge = 0x0200
    case message = 0x0201
    case mail = 0x0202
    case ephemeral = 0x0203
    case accountChanged = 0x0204
    case keyPackagesLow = 0x0205
    case keyPackagesPublished = 0x0206
    case heads = 0x0207
    case rendezvousScanned = 0x0210
    case rendezvousMessage = 0x0211
    case rendezvousClosed = 0x0212
    case loggedOut = 0x02ff
}
