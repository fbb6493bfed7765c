import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import TandemCryptoNative
import TandemProtocol

@testable import TandemDelivery

/// A conversation as one device sees it: real MLS, so that the server's checks see real messages.
struct TestConversation {
    let device: TestDevice
    let id: ConversationID
    var group: GroupState
    /// What this device believes of the accounts.
    var records: [AccountID: AccountRecord]

    /// A client leaves open who is listed: what it wrongly asks for is for the server to refuse.
    struct Beliefs: DeviceDirectory {
        let records: [AccountID: AccountRecord]

        func accountKey(of account: AccountID) -> [UInt8]? { records[account]?.accountKey }
        func lists(_ device: DeviceID, of account: AccountID) -> Bool? { nil }
    }

    static func policy(
        _ records: [AccountID: AccountRecord]
    ) -> ConversationPolicy<Beliefs, NativeCryptoProvider> {
        ConversationPolicy(Beliefs(records: records), using: provider)
    }

    private static func records(of accounts: [TestAccount]) throws -> [AccountID: AccountRecord] {
        Dictionary(uniqueKeysWithValues: try accounts.map { ($0.id, try $0.record()) })
    }

    /// Founds a group in memory.
    init(
        by device: TestDevice,
        kind: ConversationContext.Kind = .group,
        with others: [TestAccount] = [],
        founderRole: ConversationContext.Role = .admin,
        id: ConversationID? = nil
    ) throws {
        let participants =
            [ConversationContext.Participant(account: device.account.id, role: founderRole)]
            + others.map { ConversationContext.Participant(account: $0.id, role: .member) }
        let context = ConversationContext(kind: kind, participants: participants)
        let id = id ?? ConversationID.other(MessageID.random().value)
        self.device = device
        self.id = id
        group = try GroupState.create(
            groupID: GroupID(id.bytes),
            suite: suite,
            identity: device.client,
            extensions: [Extension(RequiredCapabilities.conversation), Extension(context)],
            provider: provider
        )
        records = try Self.records(of: [device.account] + others)
    }

    /// Joins by a Welcome.
    init(
        _ welcome: [UInt8],
        as device: TestDevice,
        with bundle: KeyPackageBundle,
        knowing accounts: [TestAccount]
    ) throws {
        guard case .welcome(let welcome) = try MLSMessage(exactly: welcome) else {
            throw NothingCame()
        }
        self.device = device
        records = try Self.records(of: accounts + [device.account])
        group = try GroupState.join(
            welcome: welcome,
            bundle: bundle,
            identity: device.client,
            ratchetTree: nil,
            policy: Self.policy(records),
            provider: provider
        )
        guard let id = ConversationID(bytes: group.context.groupID.bytes) else {
            throw NothingCame()
        }
        self.id = id
    }

    func creation() throws -> Request {
        let info = try group.groupInfo(withTree: true, identity: device.client, provider: provider)
        return .createConversation(groupInfo: MLSMessage.groupInfo(info).encoded)
    }

    /// A commit, not applied yet.
    mutating func commit(_ request: CommitRequest) throws -> PendingCommit {
        let now = device.world.clock.now.milliseconds / 1000
        return try group.commit(
            request,
            identity: device.client,
            policy: OpenPolicy(),
            now: now,
            provider: provider
        )
    }

    static func frame(
        _ pending: PendingCommit,
        in id: ConversationID,
        welcomed: [TestDevice] = [],
        message: MessageID = .random()
    ) -> OutgoingCommit {
        OutgoingCommit(
            conversation: id,
            message: message,
            epoch: pending.baseEpoch.rawValue,
            commit: pending.message,
            groupInfo: MLSMessage.groupInfo(pending.groupInfo).encoded,
            welcome: pending.welcome.map { MLSMessage.welcome($0).encoded },
            welcomed: welcomed.map(\.identity.device)
        )
    }

    /// An application message.
    mutating func text(_ text: String, message: MessageID = .random()) throws -> OutgoingMessage {
        OutgoingMessage(
            conversation: id,
            message: message,
            kind: .application,
            epoch: group.epoch.rawValue,
            body: try group.protect(
                Array(text.utf8),
                authenticatedData: [],
                identity: device.client,
                provider: provider
            )
        )
    }

    /// A proposal, by itself, to remove a device.
    mutating func proposeRemoval(of other: TestDevice) throws -> OutgoingMessage {
        OutgoingMessage(
            conversation: id,
            message: .random(),
            kind: .proposal,
            epoch: group.epoch.rawValue,
            body: try group.proposeRemove(
                try leaf(of: other),
                identity: device.client,
                policy: OpenPolicy(),
                provider: provider
            )
        )
    }

    func leaf(of other: TestDevice) throws -> LeafIndex {
        let index = group.tree.memberIndices.first {
            group.tree.leaf(at: $0)?.memberIdentity == other.identity
        }
        guard let index else { throw NothingCame() }
        return index
    }
}

extension MessageID {
    static func random() -> MessageID {
        MessageID(
            Bytes16(high: .random(in: 0...UInt64.max), low: .random(in: 0...UInt64.max))
        )
    }
}

/// Two people, each with a phone, in one group that the first founded.
struct TestPair {
    let world: TestWorld
    let ann: TestDevice
    let bob: TestDevice
    let annSocket: TestSocket
    let bobSocket: TestSocket
    var annView: TestConversation
    var bobView: TestConversation

    var id: ConversationID { annView.id }

    /// The group's extensions when Ann is the only participant.
    var annAlone: [Extension] {
        let context = ConversationContext(
            kind: .group,
            participants: [.init(account: ann.account.id, role: .admin)]
        )
        return [Extension(RequiredCapabilities.conversation), Extension(context)]
    }

    init(in world: TestWorld) async throws {
        self.world = world
        (_, ann) = try await world.register("+4915100000001")
        (_, bob) = try await world.register("+4915100000002")
        annSocket = try await ann.signIn()
        bobSocket = try await bob.signIn()
        let bundle = try bob.keyPackage()
        _ = try await bobSocket.ask(
            .publishKeyPackages(
                keyPackages: [MLSMessage.keyPackage(bundle.keyPackage).encoded],
                lastResort: nil
            )
        )
        annView = try TestConversation(by: ann, with: [bob.account])
        let created = try await annSocket.ask(annView.creation())
        guard created == .done else { throw Unexpected(created) }
        var request = CommitRequest()
        request.add = [bundle.keyPackage]
        let pending = try annView.commit(request)
        let answer = try await annSocket.ask(
            .sendCommit(TestConversation.frame(pending, in: annView.id, welcomed: [bob]))
        )
        guard case .accepted(1, _) = answer else { throw Unexpected(answer) }
        annView.group.apply(pending)
        let mail = try await bobSocket.push { if case .mail(let mail) = $0 { mail } else { nil } }
        bobView = try TestConversation(
            mail.body,
            as: bob,
            with: bundle,
            knowing: [ann.account]
        )
    }
}
