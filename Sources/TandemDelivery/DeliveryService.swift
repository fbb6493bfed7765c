public import Logging
internal import Synchronization
internal import TandemBytes
internal import TandemCryptoNative
public import TandemProtocol

/// The delivery service: orders, keeps and forwards what it cannot read.
///
/// It does no I/O of its own: frames come in by `receive`, go out by the transport, and last in the
/// store. Handlers are in extensions, by topic.
public final class DeliveryService: Sendable {
    let configuration: DeliveryConfiguration
    let store: any Store
    let bus: any Bus
    let transport: any Transport
    let gateway: any SMSGateway
    let now: @Sendable () -> Timestamp
    let logger: Logger
    let provider = NativeCryptoProvider()

    let registry = SessionRegistry()
    let accounts: AccountDirectory
    let conversations: ConversationDirectory
    let cursors = CursorQueue()
    let registration: Mutex<RegistrationDesk>
    let rendezvous = Mutex(RendezvousDesk())
    let blobs = Mutex(BlobDesk())
    let keyPackages = Mutex(KeyPackageDesk())
    let accountLimits: Mutex<AccountLimits>
    let counters = DeliveryCounters()
    let tasks = SessionTasks()

    /// Starts with nobody connected.
    ///
    /// - Parameter now: The clock, in milliseconds since 1970.
    public init(
        configuration: DeliveryConfiguration,
        store: any Store,
        bus: any Bus,
        transport: any Transport,
        gateway: any SMSGateway,
        logger: Logger,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.configuration = configuration
        self.store = store
        self.bus = bus
        self.transport = transport
        self.gateway = gateway
        self.logger = logger
        self.now = now
        accounts = AccountDirectory(store: store)
        conversations = ConversationDirectory(store: store)
        accountLimits = Mutex(AccountLimits(configuration))
        registration = Mutex(RegistrationDesk(configuration))
        bus.subscribe { [registry, transport] notice in
            Self.handle(notice, registry: registry, transport: transport)
        }
    }

    /// Greets a new socket with a challenge.
    ///
    /// - Parameter audience: The upgrade's Host header.
    public func connect(
        _ connection: ConnectionID,
        from address: NetworkAddress,
        audience: [UInt8]
    ) -> Session {
        let nonce = randomBytes32()
        let session = Session(
            connection: connection,
            address: address,
            audience: audience,
            nonce: nonce,
            now: now()
        )
        push(
            .challenge(nonce: nonce, incarnation: store.incarnation, now: now()),
            to: [connection]
        )
        counters.connections.increment()
        return session
    }

    /// Forgets a socket that is gone; what it sent before is carried out.
    public func disconnect(_ session: Session) {
        let identity = session.state.withLock { state in
            state.isGone = true
            return state.identity
        }
        if let identity {
            registry.remove(session, of: identity.device)
            cursors.note(activity(of: identity, at: session.address))
        }
        leaveRendezvous(session)
        counters.connections.decrement()
    }

    func leaveRendezvous(_ session: Session) {
        let ended = rendezvous.withLock { $0.leave(session.connection, now: now()) }
        tell(ended, reason: .cancelled)
    }

    func activity(of identity: MemberIdentity, at address: NetworkAddress) -> StoredActivity {
        StoredActivity(
            device: identity.device,
            lastActive: now(),
            network: Array(address.networkText.utf8)
        )
    }

    // MARK: Ways out

    /// Answers a request; requests without an answer pass 0 and are not answered.
    func answer(_ message: ServerMessage, to request: UInt32, on session: Session) {
        guard request != 0 else { return }
        transport.send(
            ServerFrame(request: request, message).encoded,
            to: [session.connection]
        )
    }

    /// Sends a push to sockets.
    func push(_ message: ServerMessage, to connections: [ConnectionID]) {
        transport.send(ServerFrame(message).encoded, to: connections)
    }

    /// Sends a push to devices, wherever they are.
    func publish(_ message: ServerMessage, to devices: [DeviceID]) {
        guard !devices.isEmpty else { return }
        bus.publish(
            Notice(devices: devices, action: .send(frame: ServerFrame(message).encoded))
        )
    }

    func publish(_ mail: [DeviceMail]) {
        for item in mail {
            let frame = ServerFrame(.mail(item.mail)).encoded
            bus.publish(Notice(devices: [item.device], action: .mail(frame: frame)))
        }
    }

    private static func handle(
        _ notice: Notice,
        registry: SessionRegistry,
        transport: any Transport
    ) {
        let sessions = registry.sessions(of: notice.devices)
        switch notice.action {
        case .deliver(let conversation, let frame):
            let ready = sessions.filter { $0.isReady(for: .conversation(conversation)) }
            transport.send(frame, to: ready.map(\.connection))
        case .mail(let frame):
            let ready = sessions.filter { $0.isReady(for: .mail) }
            transport.send(frame, to: ready.map(\.connection))
        case .send(let frame):
            transport.send(frame, to: sessions.map(\.connection))
        case .logOut(let reason):
            transport.send(
                ServerFrame(.loggedOut(reason)).encoded,
                to: sessions.map(\.connection)
            )
            for session in sessions {
                session.state.withLock { $0.isClosed = true }
                transport.close(session.connection, because: .finished)
            }
        }
    }

    // MARK: Randomness

    func randomBytes32() -> Bytes32 {
        guard let value = Bytes32(provider.randomBytes(count: 32)) else {
            preconditionFailure("the provider gives as many bytes as it is asked for")
        }
        return value
    }

    func randomBytes16() -> Bytes16 {
        guard let value = Bytes16(provider.randomBytes(count: 16)) else {
            preconditionFailure("the provider gives as many bytes as it is asked for")
        }
        return value
    }
}

/// News that a session may have to wait for.
enum News {
    case conversation(ConversationID)
    case mail
}

extension Session {
    /// Whether news can be sent now; if not, it is noted, and fetched when the session has caught
    /// up.
    func isReady(for news: News) -> Bool {
        state.withLock { state in
            guard !state.isClosed, !state.isGone else { return false }
            switch state.delivery {
            case .live: return true
            case .notYet: return false
            case .catchingUp(var missed, var missedMail):
                switch news {
                case .conversation(let id): missed.insert(id)
                case .mail: missedMail = true
                }
                state.delivery = .catchingUp(missed: missed, missedMail: missedMail)
                return false
            }
        }
    }
}
