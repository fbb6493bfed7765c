internal import Synchronization
internal import TandemProtocol

/// One socket, from its upgrade to its end.
///
/// Frames are taken in their order. What can be done at once is done on the caller's thread; work
/// that waits for the store runs in a task, and the frames behind it queue.
public final class Session: Sendable {
    /// The socket.
    public let connection: ConnectionID
    let address: NetworkAddress
    let audience: [UInt8]
    let nonce: Bytes32
    let state: Mutex<SessionState>

    init(
        connection: ConnectionID,
        address: NetworkAddress,
        audience: [UInt8],
        nonce: Bytes32,
        now: Timestamp
    ) {
        self.connection = connection
        self.address = address
        self.audience = audience
        self.nonce = nonce
        state = Mutex(SessionState(now: now))
    }

    /// Whether the socket has proved which device it is.
    public var isAuthenticated: Bool { identity != nil }

    /// The device that the socket proved to be, if it did.
    var identity: MemberIdentity? { state.withLock { $0.identity } }
}

/// What changes about a session; every access is under the session's lock.
struct SessionState: Sendable {
    var identity: MemberIdentity?
    var isPhone = false
    /// Whether the server has closed it: nothing that waits is carried out.
    var isClosed = false
    /// Whether the socket is gone: nothing more comes, and nobody hears an answer.
    var isGone = false
    var malformedCount = 0
    /// Whether a task works for this session; frames then go to the inbox.
    var isBusy = false
    var inbox = Inbox()
    var bucket: TokenBucket
    var delivery = DeliveryState.notYet

    init(now: Timestamp) {
        bucket = TokenBucket(
            capacity: DeliveryLimits.strangerFrames.burst,
            perSecond: DeliveryLimits.strangerFrames.perSecond,
            now: now
        )
    }
}

/// Whether news goes to a session at once.
///
///     notYet ── authenticated ──▶ catchingUp ── nothing missed ──▶ live
enum DeliveryState: Sendable {
    /// Nobody is authenticated.
    case notYet
    /// What is stored is on its way; what comes in meanwhile is noted, and fetched afterwards.
    case catchingUp(missed: Set<ConversationID>, missedMail: Bool)
    /// News is sent as it comes.
    case live
}
