/// Bounds on memory and time that no operator sets; those that one may set are in
/// `DeliveryConfiguration`, those of the protocol in `ProtocolLimits`. Times are in milliseconds.
enum DeliveryLimits {
    private static let second: UInt64 = 1000
    /// The window of what is counted by the minute.
    static let minute = 60 * second
    /// The window of everything that is counted by the hour.
    static let hour = 60 * minute
    /// The window of what is counted by the day, and the unit of what an operator sets in days.
    static let day = 24 * hour

    // Sockets.

    /// Sockets of one device; another one ends the oldest.
    static let socketsPerDevice = 4
    /// Bytes of frames that wait behind one that takes time.
    static let inboxByteCount = 16 << 20
    /// The same before the socket has authenticated.
    static let strangerInboxByteCount = 256 << 10
    /// Frames that an unauthenticated socket may send, in the long run and at once.
    static let strangerFrames = (perSecond: 10.0, burst: 100.0)
    /// Bytes, and messages, that are read and sent at a time while a device catches up.
    static let page = (byteCount: 256 << 10, count: 500)
    /// Pieces of mail that are read and sent at a time.
    static let mailPageCount = 8
    /// Bytes of the messages in one answer to `FetchMessages`.
    static let fetchByteCount = 1 << 20

    // Registration.

    /// How long a code or a token is good for.
    static let codeLife = 10 * minute
    /// How often one code may be tried.
    static let codeTryCount = 5
    /// The least time between two codes to one number.
    static let codePause = 30 * second

    /// Wrong codes for one number within a day, whoever tries: guessing one takes 180 years.
    static let wrongCodesPerDay = 15
    /// How many times the codes of one address the networks of one site, an IPv6 /48, may ask for.
    static let addressesPerSite = 10

    // Accounts.

    /// Device lists of one account within a minute: each is told to all who share a conversation.
    static let listChangesPerMinute = 10

    // Linking.

    /// How long a desktop waits for a phone.
    static let rendezvousWait = 60 * second
    /// How long the two may talk.
    static let rendezvousTalk = 5 * minute
    /// How long a reference is remembered as used or expired.
    static let rendezvousMemory = 10 * minute
    /// References that may be open at once on one socket.
    static let rendezvousPerSocket = 10
    /// References that may be open at once from one address.
    static let rendezvousPerAddress = 60
    /// References that may be opened from one address within a minute.
    static let rendezvousPerMinute = 300
    /// References that are over and remembered; what is forgotten early is called old, not used.
    static let rendezvousMemoryCount = 50_000

    // Key packages.

    /// How many one account may take of one other device within an hour.
    static let keyPackagesPerTaker = 20
    /// How many all others together may take of one device within an hour: half of its stock.
    static let keyPackagesPerDevice = 50
    /// What one device may ask for, in the long run and at once; a large group is founded at once.
    static let keyPackages = (perSecond: 1.0, burst: 2_000.0)

    // Blobs.

    /// How long an upload may take to begin.
    static let reservationLife = 10 * minute
    /// Uploads of one device that may be open.
    static let reservationsPerDevice = 256
    /// How long a blob that never came counts for its account.
    static let unfinishedBlobLife = day

    // What is kept in memory.

    /// Account records; at most about 4 kB each.
    static let accountRecordCount = 16_384
    /// Conversations.
    static let conversationCount = 20_000
    /// Keys that one limit counts for.
    static let countedKeyCount = 100_000
    /// Messages in the local outbox.
    static let outboxCount = 100
}
