public import TandemProtocol

/// What must last: accounts, key packages, conversations and mailboxes.
///
/// Whatever a call reports as done is on disk, `append` included. One conformance suite
/// (`StoreUnderTest`) says what every store does.
public protocol Store: Sendable {
    /// Rises when the store was restored from a copy, so that clients notice lost messages.
    var incarnation: UInt64 { get }

    // Accounts.

    /// The account of a number, if it is registered.
    func account(number: PhoneNumber) async throws(StoreError) -> AccountRecord?

    /// Accounts by ID; those that are not known are left out.
    func accounts(_ ids: [AccountID]) async throws(StoreError) -> [AccountRecord]

    /// Sets a number's account key and first list; logs all earlier devices out.
    ///
    /// - Throws: `conflict` if the number has another account by now, or if the stored version is not
    ///   below the new one.
    func register(
        _ record: AccountRecord,
        number: PhoneNumber,
        at: Timestamp
    ) async throws(StoreError) -> ListChange

    /// Replaces a device list by a later one; forgets the devices that left it.
    ///
    /// - Throws: `conflict` if the stored version is not below the new one, or if the account has
    ///   another key by now.
    func updateDeviceList(
        of record: AccountRecord,
        at: Timestamp
    ) async throws(StoreError) -> ListChange

    /// Marks a linked device as gone, forgets what waits for it, and tells the other own devices
    /// by mail.
    func logOut(_ device: MemberIdentity) async throws(StoreError) -> [DeviceMail]

    /// Whether a device logged itself out.
    func hasLeft(_ device: DeviceID) async throws(StoreError) -> Bool

    /// When the devices of an account were last here, and from where.
    func activity(of account: AccountID) async throws(StoreError) -> [StoredActivity]

    // Key packages.

    /// Adds key packages; with a new last resort they replace all that were there.
    func publishKeyPackages(
        _ keyPackages: [[UInt8]],
        lastResort: [UInt8]?,
        of device: DeviceID
    ) async throws(StoreError) -> KeyPackagePublication

    /// Takes one key package of each device, in one transaction; the last resort stays.
    ///
    /// - Parameter sparing: Devices of which there is the last resort only.
    func takeKeyPackages(
        _ devices: [DeviceID],
        sparing: Set<DeviceID>
    ) async throws(StoreError) -> [StoredKeyPackage]

    /// How many key packages of a device can be taken, the last resort not counted.
    func keyPackageCount(of device: DeviceID) async throws(StoreError) -> UInt32

    // Conversations.

    /// Founds a conversation.
    ///
    /// - Throws: `conflict` if there is one of that name.
    func create(_ conversation: NewConversation) async throws(StoreError)

    /// A conversation's group and order, if there is such a conversation.
    func conversation(_ id: ConversationID) async throws(StoreError) -> StoredConversation?

    /// Appends a message or a commit, after everything that was appended before.
    ///
    /// Returns at once; what piles up while one transaction commits goes into the next, together.
    /// `completion` is called when it is durable or refused, in the order of the calls.
    func append(
        _ message: NewMessage,
        completion: @escaping @Sendable (Result<AppendOutcome, StoreError>) -> Void
    )

    /// Where and when a message of this sender and name was accepted, if it was.
    func earlier(
        _ message: MessageID,
        of sender: DeviceID,
        in conversation: ConversationID
    ) async throws(StoreError) -> EarlierMessage?

    /// What lies after a place, in order, up to a count or a size, at least one if there is one.
    func deliveries(
        in conversation: ConversationID,
        after sequence: UInt64,
        upTo last: UInt64,
        limit: Int,
        byteLimit: Int
    ) async throws(StoreError) -> [StoredDelivery]

    /// The conversations of a device, and how far it has acknowledged each.
    func heads(of device: DeviceID) async throws(StoreError) -> [DeviceHead]

    /// One conversation of a device; `nil` if the device is not in it.
    func head(
        of conversation: ConversationID,
        for device: DeviceID
    ) async throws(StoreError) -> DeviceHead?

    /// Moves cursors forward, and frees what every cursor has passed.
    func acknowledge(_ cursors: [CursorUpdate]) async throws(StoreError)

    /// The devices that share a conversation with a device of an account, its own included.
    func devicesSharing(with account: AccountID) async throws(StoreError) -> [DeviceID]

    // Mailboxes.

    /// The mail of a device after a place, in order.
    func mail(
        of device: DeviceID,
        after sequence: UInt64,
        limit: Int
    ) async throws(StoreError) -> [Mail]

    // Blobs; their contents are elsewhere.

    /// Notes a blob that is to come.
    ///
    /// - Returns: False if its account would then have more bytes than `quota`; nothing is noted.
    func reserve(_ blob: StoredBlob, quota: UInt64) async throws(StoreError) -> Bool

    /// Notes that a blob is whole.
    func finish(_ blob: BlobID) async throws(StoreError)

    /// Forgets a blob that did not come.
    func forget(_ blob: BlobID) async throws(StoreError)

    /// Forgets blobs that are older than a moment, and those of before another that never came.
    func pruneBlobs(before: Timestamp, unfinishedBefore: Timestamp) async throws(StoreError)

    // Upkeep.

    /// Notes when devices were last here.
    func noteActivity(_ items: [StoredActivity]) async throws(StoreError)

    /// Forgets what is older than a moment, whether it was fetched or not.
    func prune(before: Timestamp) async throws(StoreError)
}
