/// How much of anything the client takes from others; one place for all of them.
enum ClientLimits {
    /// Bytes of one text message.
    static let text = 64 * 1024
    /// Bytes of a name of a person, a business or a device.
    static let name = 256
    /// Bytes of a group's title.
    static let title = 512
    /// Bytes of a phone number: `+` and 15 digits.
    static let number = 16
    /// Bytes of a preview in the chat list.
    static let preview = 160
    /// People in a group.
    static let participants = 2_000
    /// Contacts in one bundle or one address book.
    static let contacts = 20_000
    /// Chats in one bundle.
    static let chats = 20_000
    /// Participants of one chat in a bundle.
    static let bundledParticipants = 64
    /// Messages in one chunk of the archive.
    static let recordsPerChunk = 1_000
    /// Bytes of one sealed chunk of the archive.
    static let chunkBytes = 8 << 20
    /// Chunks of one archive.
    static let chunks: UInt32 = 100_000
    /// Devices that left the account and are remembered, so that none of them comes back.
    static let removedDevices = 64
    /// Devices that were named before the list that names them came.
    static let unlistedDevices = 16
    /// How long a Welcome may be on its way before a listed conversation is joined from outside.
    static let welcomeMilliseconds: UInt64 = 5_000
    /// How long messages that the server has may be on their way before they are fetched.
    static let catchUpMilliseconds: UInt64 = 3_000
    /// How long before a blob that failed is tried again.
    static let blobPauseMilliseconds: UInt64 = 4_000
    /// Letters that wait for accounts.
    static let parkedLetters = 256
    /// Conversations whose first message may come before their Welcome.
    static let earlyConversations = 1_000
    /// Messages that are fetched at once.
    static let deliveriesAtOnce: UInt16 = 256
    /// Messages that are read at once to show how far they have come.
    static let refreshedMessages: UInt32 = 200
    /// Pending messages of a chat among which one is looked for.
    static let pendingMessages: UInt32 = 1_000
    /// How long what waits for somebody's device waits until it is asked for again.
    static let deviceWaitMilliseconds: UInt64 = 300_000
    /// After how many refusals the pause before the next try grows no more.
    static let doublings = 8
    /// The longest pause before something is tried again, in seconds.
    static let pauseSeconds: UInt64 = 3_600
    /// Bytes of one unknown content that is kept.
    static let unknownContent = 16 * 1024
}
