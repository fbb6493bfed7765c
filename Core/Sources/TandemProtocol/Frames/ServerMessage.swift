/// What the server answers or pushes.
public enum ServerMessage: Hashable, Sendable {
    // Answers.
    case done
    /// The code is on its way.
    case codeSent(validForSeconds: UInt32, retryAfterSeconds: UInt32)
    /// The code was right; the token is good for ten minutes, once.
    case codeVerified(CodeVerified)
    /// The device is who it says.
    case authenticated(listVersion: UInt64, keyPackages: UInt32)
    /// How many key packages of the own device others may still take.
    case keyPackageCount(UInt32)
    /// One key package of each device, or none.
    case keyPackages([TakenKeyPackage])
    /// Accounts; those that are not known are left out.
    case accounts([AccountRecord])
    /// When the own devices were last here.
    case deviceActivity([DeviceActivity])
    /// The message is stored at a place in its conversation's order.
    case accepted(sequence: UInt64, at: Timestamp)
    /// What lies after a place, and whether there is more.
    case messages([Delivery], more: Bool)
    /// What an external commit needs: a GroupInfo without the tree, the tree, and the last place.
    case groupInfoFound(groupInfo: [UInt8], ratchetTree: [UInt8], head: UInt64)
    /// The place to meet, and for how long a phone may come.
    case rendezvousOpened(RendezvousReference, validForSeconds: UInt32)
    /// The other side's network, and whether it is the same.
    case rendezvousJoined(sameNetwork: Bool, network: [UInt8])
    /// A blob's name and the token to upload it with.
    case blobReserved(BlobID, token: Bytes32)
    /// The request was refused.
    case error(ErrorAnswer)

    // Pushes.
    /// The first of all: what to sign, the store's incarnation, and the server's clock.
    case challenge(nonce: Bytes32, incarnation: UInt64, now: Timestamp)
    /// A message of a conversation.
    case message(Delivery)
    /// Something for this device alone.
    case mail(Mail)
    /// Bytes that are not kept.
    case ephemeral(conversation: ConversationID, sender: DeviceID, body: [UInt8])
    /// An account's key or devices changed.
    case accountChanged(AccountID, version: UInt64)
    /// The device should publish key packages.
    case keyPackagesLow(available: UInt32)
    /// A device published its first key packages, and can be added now.
    case keyPackagesPublished(MemberIdentity)
    /// Where each conversation of this device stands.
    case heads([ConversationHead])
    /// A phone came to the rendezvous.
    case rendezvousScanned(RendezvousReference)
    /// Bytes from the other side of a rendezvous.
    case rendezvousMessage(RendezvousReference, body: [UInt8])
    /// A rendezvous ended.
    case rendezvousClosed(RendezvousReference, reason: RendezvousCloseReason)
    /// The device is in its account's list no more; the socket closes.
    case loggedOut(LogOutReason)

    /// The number on the wire.
    public var type: ServerMessageType {
        switch self {
        case .done: .done
        case .codeSent: .codeSent
        case .codeVerified: .codeVerified
        case .authenticated: .authenticated
        case .keyPackageCount: .keyPackageCount
        case .keyPackages: .keyPackages
        case .accounts: .accounts
        case .deviceActivity: .deviceActivity
        case .accepted: .accepted
        case .messages: .messages
        case .groupInfoFound: .groupInfoFound
        case .rendezvousOpened: .rendezvousOpened
        case .rendezvousJoined: .rendezvousJoined
        case .blobReserved: .blobReserved
        case .error: .error
        case .challenge: .challenge
        case .message: .message
        case .mail: .mail
        case .ephemeral: .ephemeral
        case .accountChanged: .accountChanged
        case .keyPackagesLow: .keyPackagesLow
        case .keyPackagesPublished: .keyPackagesPublished
        case .heads: .heads
        case .rendezvousScanned: .rendezvousScanned
        case .rendezvousMessage: .rendezvousMessage
        case .rendezvousClosed: .rendezvousClosed
        case .loggedOut: .loggedOut
        }
    }
}
