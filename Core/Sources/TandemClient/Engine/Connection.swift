import TandemCrypto
import TandemBytes
import TandemProtocol

/// The life of a socket.
///
///     offline ── connected ──▶ waiting ── challenge ──▶ challenged ── authenticate ──▶
///        ▲                                                 authenticating ── yes ──▶ online
///        └──────────────────────────── disconnected ─────────────────────────────────┘
struct Connection {
    enum State {
        /// There is no socket.
        case offline
        /// The server has not spoken yet.
        case waiting
        /// The server's challenge is here; without an account it stays so.
        case challenged(nonce: Bytes32)
        /// The signature is on its way.
        case authenticating(nonce: Bytes32)
        /// The server knows who this is.
        case online
    }

    var state = State.offline
    /// Whether a socket was ever there; before that the views are told "connecting".
    var wasConnected = false
    /// When something last came.
    var lastHeard = Timestamp.zero

    /// Whether requests of a device are answered.
    var isOnline: Bool {
        if case .online = state { return true }
        return false
    }

    /// Whether requests that need no authentication are answered.
    var isOpen: Bool {
        switch state {
        case .offline, .waiting: false
        case .challenged, .authenticating, .online: true
        }
    }

    var nonce: Bytes32? {
        switch state {
        case .challenged(let nonce), .authenticating(let nonce): nonce
        case .offline, .waiting, .online: nil
        }
    }
}

extension Engine {
    /// How long the server may be silent before it is asked for a sign of life.
    private static var silenceMilliseconds: UInt64 { 30_000 }
    /// How long an answer may take before the connection counts as lost.
    private static var answerMilliseconds: UInt64 { 20_000 }

    func connected() {
        requests.forgetAll()
        connection.state = .waiting
        connection.wasConnected = true
        connection.lastHeard = now
        timers.reset(.keepAlive, at: now.adding(milliseconds: Self.answerMilliseconds))
        showSession()
    }

    func disconnected() {
        let isLeaving = requests.entries.contains { entry in
            if case .logOut = entry.kind { true } else { false }
        }
        if isLeaving { return logOutSettled() }
        requests.forgetAll()
        connection.state = .offline
        timers.cancel(.keepAlive)
        registrationDisconnected()
        linkDisconnected()
        conversationsDisconnected()
        archiveDisconnected()
        for account in contacts.keys { contacts[account]?.isFresh = false }
        isOwnListFresh = false
        parkedMail = []
        early = []
        keyPackages.publishing = []
        listWishes.versionInFlight = nil
        accountsToFetch = []
        timers.cancel(.fetchAccounts)
        showSession()
    }

    /// Sends a request; its answer comes to `answered`.
    func ask(_ request: Request, _ kind: PendingRequest) {
        let number = requests.open(kind, reference: reference, at: now)
        turn.act(.send(ClientFrame(request: number, request).encoded))
        timers.set(.keepAlive, at: now.adding(milliseconds: Self.answerMilliseconds))
    }

    /// Sends a request that has no answer.
    func tell(_ request: Request) {
        turn.act(.send(ClientFrame(request: 0, request).encoded))
    }

    func receive(_ bytes: [UInt8]) {
        connection.lastHeard = now
        let frame: ServerFrame
        do throws(FrameError) {
            frame = try ServerFrame(decoding: bytes)
        } catch {
            counters.malformedFrames += 1
            return
        }
        if frame.request == 0 {
            pushed(frame.body)
        } else if let request = requests.close(frame.request) {
            reference = request.reference
            answered(request.kind, frame.body)
        } else {
            counters.strayAnswers += 1
        }
    }

    func challenged(nonce: Bytes32, serverTime: Timestamp) {
        guard case .waiting = connection.state else { return }
        connection.state = .challenged(nonce: nonce)
        let dayMilliseconds: UInt64 = 86_400_000
        if serverTime.milliseconds(since: now) > dayMilliseconds
            || now.milliseconds(since: serverTime) > dayMilliseconds
        {
            problem(.clockWrong)
        }
        if own != nil {
            authenticate()
        } else {
            showSession()
            continueLinkOnNewConnection()
        }
    }

    /// Proves to the server who this is.
    func authenticate() {
        guard let own, let nonce = connection.nonce else { return }
        let content = AuthenticationContent(
            nonce: nonce,
            account: own.account,
            device: own.device,
            audience: configuration.audience
        )
        guard
            let signature = try? SignatureName.authentication.sign(
                content.encoded,
                privateKey: own.deviceKey.privateKey,
                provider: provider
            )
        else { return }
        connection.state = .authenticating(nonce: nonce)
        let authentication = Authentication(
            account: own.account,
            device: own.device,
            audience: configuration.audience,
            signature: signature
        )
        ask(.authenticate(authentication), .authenticate)
    }

    func authenticationAnswered(_ answer: ServerMessage) {
        switch answer {
        case .authenticated(let listVersion, let keyPackageCount):
            connection.state = .online
            registrationConfirmed()
            showSession()
            keyPackagesCounted(keyPackageCount)
            refreshDirectory(ownListVersion: listVersion)
            createSelfConversationIfReady()
            takeExpiredOffList()
            updateList()
            for chat in conversations.keys { turn.touch(chat) }
            continueExport()
            continueImport()
            if isShowingDevices { listDevices() }
        case .error(let error):
            authenticationRefused(error)
        default:
            counters.strayAnswers += 1
        }
    }

    private func authenticationRefused(_ error: ErrorAnswer) {
        guard let nonce = connection.nonce else { return }
        connection.state = .challenged(nonce: nonce)
        if own?.registration != nil {
            registerAgain()
        } else if error.code != .loggedOut {
            // `LoggedOut` follows with its reason; everything else passes.
            turn.act(.disconnect)
            turn.act(.connect)
        }
    }

    /// Asks for a sign of life after a silence; gives up a connection that owes an answer.
    func keepAlive() {
        if case .offline = connection.state { return }
        let oldest = requests.entries.map { $0.since }.min()
        let isWaiting: Bool
        if case .waiting = connection.state { isWaiting = true } else { isWaiting = false }
        let silence = now.milliseconds(since: connection.lastHeard)
        if silence >= Self.answerMilliseconds,
            isWaiting
                || oldest.map({ now.milliseconds(since: $0) >= Self.answerMilliseconds })
                    ?? false
        {
            disconnected()
            turn.act(.disconnect)
            turn.act(.connect)
            return
        }
        if silence >= Self.silenceMilliseconds, requests.entries.isEmpty { ask(.ping, .ping) }
        let wait = requests.entries.isEmpty ? Self.silenceMilliseconds : Self.answerMilliseconds
        timers.reset(.keepAlive, at: now.adding(milliseconds: wait))
    }
}
