import MLS
import TandemBytes
public import TandemCrypto
public import TandemProtocol

/// The client: a deterministic state machine that does no I/O and reads no clock.
///
/// A host feeds it events and performs its actions in order; see `docs/engine.md`. Everything that
/// must outlive a restart is in rows, written in the turn in which it changed, before anything that
/// came of the change is sent.
///
/// The parts are extensions, one concept a file: connection, registration, directory (accounts and
/// device lists), linking of both sides, conversations, archive, views.
///
///     fresh ── codes typed ──▶ registering ── name typed ──▶ ready ── off the list ──▶ loggedOut
///       └───── code scanned ──▶ linking ────── bundle ─────────▲                          │
///       ▲──────────────────────── everything wiped ────────────────────────────────────────┘
public final class Engine<Provider: CryptoProvider> {
    let configuration: EngineConfiguration
    let provider: Provider

    /// The time of the event at hand.
    var now = Timestamp.zero
    /// What the event at hand leads to.
    var turn = Turn()
    var timers = Timers()
    /// The last wake that the host was asked for.
    private var wakeAt: Timestamp?
    /// The `ref` of the intent at hand.
    var reference: Int?
    /// The `type` of the intent at hand.
    var intentName: [UInt8]?
    /// Things from outside that were ignored.
    public internal(set) var counters = EngineCounters()

    var isStarted = false
    /// Storage failed: memory is ahead of it, so nothing more may be done.
    private var isBroken = false

    var connection = Connection()
    var requests = OpenRequests<PendingRequest>()
    var hostRequests = OpenRequests<HostRequest>()

    var own: OwnAccount?
    var logOutReason: SessionLogOut?
    /// Whether the person chose to leave, and the server's word is awaited.
    var isLeaving = false
    var registration = RegistrationFlow()
    var desktopLink = DesktopLink()
    var phoneLink: PhoneLink?

    var contacts: [AccountID: Contact] = [:]
    /// Rises with every change of a device list.
    var directoryVersion: UInt64 = 0
    /// Whether the own list is the server's, as of this connection.
    var isOwnListFresh = false
    var listWishes = ListWishes()
    /// Accounts that the server would not say anything of, for now.
    var accountsToFetch: [AccountID] = []
    var fetchRefusals = 0
    /// Accounts whose list or key was learned on this connection.
    var listsLearned: [AccountID] = []
    /// How far conversations were, when this connection began, that this device is not in yet.
    var headsAhead: [ConversationID: UInt64] = [:]
    var deviceInfos: [DeviceInfo] = []
    var activity: [DeviceActivity] = []
    var isShowingDevices = false
    var keyPackages = KeyPackageStock()

    var conversations: [ConversationID: Conversation] = [:]
    /// The number that the next item of an outbox gets.
    var nextOutboxNumber: UInt64 = 1
    var openChats: [OpenChat] = []
    /// Letters that wait until the accounts they speak of are known.
    var parkedMail: [Mail] = []
    /// The first message of each conversation that came before its Welcome was worked off.
    var early: [(conversation: ConversationID, sequence: UInt64)] = []
    /// Tells notices at one place apart.
    var nextNoticeSlot: UInt64 = 0
    var archiveExport: ArchiveExport?
    /// The histories of other devices, which come after that.
    var waitingExports: [ArchiveExport] = []
    var archiveImport: ArchiveImport?

    /// Makes an engine that waits for `Event.started`.
    public init(configuration: EngineConfiguration, provider: Provider) {
        self.configuration = configuration
        self.provider = provider
    }

    /// Takes one event and says what is to be done, in order.
    ///
    /// - Parameter now: The host's clock.
    public func handle(_ event: Event, at now: Timestamp) -> [Action] {
        self.now = now
        turn = Turn()
        reference = nil
        guard !isBroken else { return [] }
        switch event {
        case .started(let rows): start(rows)
        case _ where !isStarted: return []
        case .connected: connected()
        case .disconnected: disconnected()
        case .frame(let bytes): receive(bytes)
        case .intent(let json): handleIntent(json)
        case .rows(let request, let rows): hostAnswered(request, .rows(rows))
        case .uploaded(let request): hostAnswered(request, .uploaded)
        case .downloaded(let request, let bytes): hostAnswered(request, .downloaded(bytes))
        case .blobFailed(let request): hostAnswered(request, .failed)
        case .persistFailed: return storageFailed()
        case .wake: wakeAt = nil
        }
        for timer in timers.takeDue(at: now) { fire(timer) }
        driveTouched()
        showChangedChats()
        scheduleWake()
        return turn.finished()
    }

    private func scheduleWake() {
        guard let next = timers.next, next != wakeAt else { return }
        wakeAt = next
        turn.act(.wake(at: next))
    }

    private func storageFailed() -> [Action] {
        isBroken = true
        turn = Turn()
        problem(.storageFull)
        turn.act(.disconnect)
        return turn.finished()
    }

    private func fire(_ timer: TimerKind) {
        switch timer {
        case .rotateCode: rotateCode()
        case .linkTimeout: linkTimedOut()
        case .receipts(let chat): receiptsDue(chat)
        case .catchUp(let chat): catchUpDue(chat)
        case .commitProposals(let chat), .retry(let chat): retryDue(chat)
        case .rejoin(let chat): rejoinDue(chat)
        case .typingEnds(let chat, let account): typingEnded(chat, account)
        case .logOutAnyway: logOutSettled()
        case .updateList: updateList()
        case .register: registerAgain()
        case .fetchAccounts: fetchAgain()
        case .keyPackages: keyPackagesDue()
        case .keepAlive: keepAlive()
        case .archiveExport: continueExport()
        case .archiveImport: continueImport()
        case .archiveBegin(let device): beginExport(for: device)
        }
    }
}

/// What a host answered.
enum HostAnswer {
    case rows([StoredRow])
    case uploaded
    case downloaded([UInt8])
    case failed
}

extension Engine {
    private func hostAnswered(_ number: UInt32, _ answer: HostAnswer) {
        guard let request = hostRequests.close(number) else { return }
        reference = request.reference
        switch (request.kind, answer) {
        case (.openChat(let chat), .rows(let rows)): chatOpened(chat, rows)
        case (.older(let chat), .rows(let rows)): olderLoaded(chat, rows)
        case (.refresh(let chat), .rows(let rows)): refreshed(chat, rows)
        case (.resend(let chat, let message), .rows(let rows)): resend(message, in: chat, rows)
        case (.archivePage, .rows(let rows)): exportPageRead(rows)
        case (.archiveUpload, .uploaded): chunkUploaded()
        case (.archiveUpload, .failed): exportFailedForNow()
        case (.archiveDownload, .downloaded(let bytes)): chunkDownloaded(bytes)
        case (.archiveDownload, .failed): importFailedForNow()
        case (.openChat, _), (.older, _), (.refresh, _), (.resend, _), (.archivePage, _),
            (.archiveUpload, _), (.archiveDownload, _):
            counters.strayAnswers += 1
        }
    }

    /// Asks the host for rows of the table `messages`.
    func readMessages(
        of chat: ConversationID,
        from: UInt64,
        to: UInt64,
        limit: UInt32,
        for kind: HostRequest
    ) {
        let number = hostRequests.open(kind, reference: reference, at: now)
        let read = StoreRead(
            request: number,
            table: .messages,
            from: MessageKey.key(chat, from),
            to: MessageKey.key(chat, to),
            limit: limit,
            descending: true
        )
        turn.act(.read(read))
    }

    /// Writes the own account's row.
    func saveAccount() {
        if let own { turn.put(StateKey.account.key, own) }
    }

    /// Fresh bytes.
    func random(_ count: Int) -> [UInt8] { provider.randomBytes(count: count) }

    /// A fresh name of sixteen bytes.
    func randomID<Name: Identifier>(_: Name.Type = Name.self) -> Name {
        let bytes = provider.randomBytes(count: 16)
        return Name(Bytes16(bytes) ?? Bytes16(high: 0, low: 0))
    }
}

/// Things from outside that were ignored, by why.
public struct EngineCounters: Equatable, Sendable {
    /// Frames that do not decode.
    public var malformedFrames = 0
    /// Answers to nothing that was asked, or of another kind.
    public var strayAnswers = 0
    /// Messages that do not decrypt or verify.
    public var refusedMessages = 0
    /// Commits that the policy refuses.
    public var refusedCommits = 0
    /// Account records with a wrong signature, or older than what was seen.
    public var refusedRecords = 0
    /// Messages and letters that had come before.
    public var duplicates = 0
    /// Stored rows that do not decode.
    public var malformedRows = 0
    /// Intents that are no JSON object of a known type.
    public var malformedIntents = 0
    /// Chunks of the archive that do not verify.
    public var refusedChunks = 0
    /// Ephemeral messages that do not verify.
    public var refusedEphemerals = 0

    /// All zero.
    public init() {}
}
