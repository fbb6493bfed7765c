import Foundation
import Logging
import Synchronization
import TandemBytes
import TandemCrypto
import TandemDelivery
import TandemProtocol
import TandemStoreSQLite
import Testing

/// A store to be examined, and how to open what it kept once more.
struct StoreUnderTest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let open: @Sendable (_ directory: String) throws -> any Store

    static let all = [
        StoreUnderTest(testDescription: "SQLite") { directory in
            var logger = Logger(label: "test")
            logger.logLevel = .critical
            return try SQLiteStore(path: directory + "/tandem.sqlite", logger: logger)
        }
    ]

    /// A fresh directory with a store in it.
    func make() throws -> (directory: String, store: any Store) {
        let directory = NSTemporaryDirectory() + "tandem-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true
        )
        return (directory, try open(directory))
    }
}

/// Names and values for stores.
enum Sample {
    static func device(_ number: UInt64) -> DeviceID { DeviceID(Bytes16(high: 1, low: number)) }
    static func account(_ number: UInt64) -> AccountID { AccountID(Bytes16(high: 2, low: number)) }
    static let conversation = ConversationID(Bytes16(high: 3, low: 1))
    static let group = StoredGroup(groupInfo: [1, 2], state: [3, 4])

    static func number(_ last: UInt64) throws -> PhoneNumber {
        try #require(PhoneNumber(Array("+49151000\(1000 + last)".utf8)))
    }

    static func list(_ account: AccountID, version: UInt64, devices: [UInt64]) throws
        -> DeviceList
    {
        let certificates = try devices.map { number in
            var writer = ByteWriter()
            writer.integer(UInt16(1))
            writer.value(account)
            writer.value(device(number))
            writer.vector([UInt8](repeating: UInt8(number), count: 32))
            writer.uint8(number == devices.first ? 1 : 2)
            writer.uint8(0)
            writer.value(Timestamp.zero)
            writer.value(Timestamp.zero)
            writer.vector([])
            return try DeviceCertificate(exactly: writer.bytes)
        }
        var writer = ByteWriter()
        writer.integer(UInt16(1))
        writer.value(account)
        writer.integer(version)
        writer.value(Timestamp.zero)
        writer.values(certificates)
        writer.vector([])
        return try DeviceList(exactly: writer.bytes)
    }

    static func record(_ number: UInt64, version: UInt64 = 1, devices: [UInt64]) throws
        -> AccountRecord
    {
        AccountRecord(
            account: account(number),
            accountKey: [UInt8(number)],
            list: try list(account(number), version: version, devices: devices)
        )
    }

    static func message(
        _ number: UInt64,
        from sender: UInt64 = 1,
        epoch: UInt64 = 0,
        at: UInt64 = 1_000,
        kind: DeliveryKind = .application,
        effects: CommitEffects? = nil
    ) -> NewMessage {
        NewMessage(
            conversation: conversation,
            sender: MemberIdentity(account: account(sender), device: device(sender)),
            message: MessageID(Bytes16(high: 9, low: number)),
            epoch: epoch,
            at: Timestamp(milliseconds: at),
            kind: kind,
            body: [UInt8](repeating: 7, count: 100),
            effects: effects
        )
    }

    static func effects(
        added: [UInt64] = [],
        removed: [UInt64] = [],
        joined: UInt64? = nil
    ) -> CommitEffects {
        CommitEffects(
            group: StoredGroup(groupInfo: [5], state: [6]),
            added: added.map(device),
            removed: removed.map(device),
            joined: joined.map(device),
            welcome: added.isEmpty ? nil : [8, 8]
        )
    }
}

extension Store {
    func append(_ message: NewMessage) async throws(StoreError) -> AppendOutcome {
        let result = await withCheckedContinuation { continuation in
            append(message) { continuation.resume(returning: $0) }
        }
        return try result.get()
    }

    func accepted(_ message: NewMessage) async throws -> AcceptedMessage {
        let outcome = try await append(message)
        guard case .accepted(let accepted) = outcome else {
            Issue.record("not accepted: \(outcome)")
            throw StoreError.conflict
        }
        return accepted
    }

    func sequences(upTo last: UInt64 = .max) async throws -> [UInt64] {
        try await deliveries(
            in: Sample.conversation,
            after: 0,
            upTo: last,
            limit: 10_000,
            byteLimit: .max
        ).map(\.sequence)
    }

    func found(members: [UInt64] = [1, 2]) async throws {
        try await create(
            NewConversation(
                id: Sample.conversation,
                group: Sample.group,
                members: members.map(Sample.device)
            )
        )
    }
}

@Suite("What every store does")
struct StoreConformance {
    @Test(
        "an account is kept, found by number and ID, and a later list replaces the earlier",
        arguments: StoreUnderTest.all
    )
    func accounts(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        let record = try Sample.record(1, devices: [1, 2])
        _ = try await store.register(record, number: Sample.number(1), at: .zero)
        #expect(try await store.account(number: Sample.number(1)) == record)
        #expect(try await store.account(number: Sample.number(2)) == nil)
        #expect(try await store.accounts([Sample.account(1), Sample.account(9)]) == [record])
        let later = try Sample.list(Sample.account(1), version: 2, devices: [1, 3])
        let change = try await store.updateDeviceList(later, at: .zero)
        #expect(change.removed == [Sample.device(2)])
        #expect(try await store.accounts([Sample.account(1)]).first?.list == later)
        await #expect(throws: StoreError.conflict) {
            try await store.updateDeviceList(later, at: .zero)
        }
    }

    @Test(
        "a number has one account, and a version beyond what is counted is refused",
        arguments: StoreUnderTest.all
    )
    func conflicts(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        _ = try await store.register(
            Sample.record(1, devices: [1]),
            number: Sample.number(1),
            at: .zero
        )
        await #expect(throws: StoreError.conflict) {
            try await store.register(
                Sample.record(2, devices: [2]),
                number: Sample.number(1),
                at: .zero
            )
        }
        await #expect(throws: StoreError.conflict) {
            try await store.updateDeviceList(
                Sample.list(Sample.account(1), version: .max, devices: [1]),
                at: .zero
            )
        }
    }

    @Test(
        "places are 1, 2, 3 … whatever comes at once, and completions keep the order",
        arguments: StoreUnderTest.all
    )
    func order(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        try await store.found()
        let order = Mutex<[UInt64]>([])
        await withCheckedContinuation { continuation in
            for number in 1...500 as ClosedRange<UInt64> {
                store.append(Sample.message(number)) { result in
                    guard case .success(.accepted(let accepted)) = result else { return }
                    let count = order.withLock { order in
                        order.append(accepted.sequence)
                        return order.count
                    }
                    if count == 500 { continuation.resume() }
                }
            }
        }
        #expect(order.withLock { $0 } == Array(1...500))
        #expect(try await store.sequences() == Array(1...500))
    }

    @Test(
        "a message of the same sender and name is taken once, of another sender again",
        arguments: StoreUnderTest.all
    )
    func once(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        try await store.found()
        _ = try await store.accepted(Sample.message(1))
        guard case .repeated(let earlier) = try await store.append(Sample.message(1, at: 9_999))
        else {
            Issue.record("taken twice")
            return
        }
        #expect(earlier == EarlierMessage(sequence: 1, at: Timestamp(milliseconds: 1_000)))
        #expect(try await store.accepted(Sample.message(1, from: 2)).sequence == 2)
        #expect(
            try await store.earlier(
                Sample.message(1).message,
                of: Sample.device(1),
                in: Sample.conversation
            )
                == earlier
        )
    }

    @Test("an epoch is ended once, whoever asks at the same time", arguments: StoreUnderTest.all)
    func epochs(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        try await store.found()
        let outcomes = Mutex<[AppendOutcome]>([])
        await withCheckedContinuation { continuation in
            for number in 1...20 as ClosedRange<UInt64> {
                store.append(
                    Sample.message(
                        number,
                        from: number % 2 + 1,
                        kind: .commit,
                        effects: Sample.effects()
                    )
                ) { result in
                    let count = outcomes.withLock { outcomes in
                        if case .success(let outcome) = result { outcomes.append(outcome) }
                        return outcomes.count
                    }
                    if count == 20 { continuation.resume() }
                }
            }
        }
        let winners = outcomes.withLock {
            $0.count { if case .accepted = $0 { true } else { false } }
        }
        let losers = outcomes.withLock {
            $0.count { if case .staleEpoch(current: 1) = $0 { true } else { false } }
        }
        #expect(winners == 1)
        #expect(losers == 19)
        let conversation = try #require(try await store.conversation(Sample.conversation))
        #expect(conversation.epoch == 1 && conversation.head == 1)
        #expect(conversation.group == StoredGroup(groupInfo: [5], state: [6]))
    }

    @Test(
        "a commit brings its Welcome, starts cursors behind itself and ends those who leave",
        arguments: StoreUnderTest.all
    )
    func commit(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        try await store.found()
        _ = try await store.accepted(Sample.message(1))
        let accepted = try await store.accepted(
            Sample.message(
                2,
                kind: .commit,
                effects: Sample.effects(added: [3], removed: [2])
            )
        )
        #expect(accepted.mail.map(\.device) == [Sample.device(3)])
        let mail = try await store.mail(of: Sample.device(3), after: 0, limit: 9)
        #expect(mail == accepted.mail.map(\.mail))
        _ = try await store.accepted(Sample.message(3, epoch: 1))
        let heads = try await [
            store.head(of: Sample.conversation, for: Sample.device(1)),
            store.head(of: Sample.conversation, for: Sample.device(2)),
            store.head(of: Sample.conversation, for: Sample.device(3)),
        ]
        #expect(heads.map { $0?.head } == [3, 2, 3])
        #expect(heads.map { $0?.acknowledged } == [0, 0, 2])
        try await store.acknowledge([.conversation(Sample.conversation, Sample.device(2), 2)])
        #expect(try await store.heads(of: Sample.device(2)).isEmpty)
    }

    @Test("one who joins by a commit of its own gets that commit", arguments: StoreUnderTest.all)
    func join(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        try await store.found(members: [1])
        _ = try await store.accepted(Sample.message(1))
        _ = try await store.accepted(
            Sample.message(2, from: 2, kind: .commit, effects: Sample.effects(joined: 2))
        )
        let head = try await store.head(of: Sample.conversation, for: Sample.device(2))
        #expect(head?.acknowledged == 1 && head?.head == 2)
    }

    @Test(
        "what every cursor has passed goes, but never the last place",
        arguments: StoreUnderTest.all
    )
    func freeing(subject: StoreUnderTest) async throws {
        let (directory, store) = try subject.make()
        try await store.found()
        for number in 1...5 as ClosedRange<UInt64> {
            _ = try await store.accepted(Sample.message(number))
        }
        try await store.acknowledge([.conversation(Sample.conversation, Sample.device(1), 5)])
        #expect(try await store.sequences() == [1, 2, 3, 4, 5])
        try await store.acknowledge([.conversation(Sample.conversation, Sample.device(2), 3)])
        #expect(try await store.sequences() == [4, 5])
        try await store.acknowledge([.conversation(Sample.conversation, Sample.device(2), .max)])
        #expect(try await store.sequences() == [5])
        let again = try subject.open(directory)
        #expect(try await again.accepted(Sample.message(6)).sequence == 6)
    }

    @Test("old messages go, but never the last place", arguments: StoreUnderTest.all)
    func pruning(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        try await store.found()
        for number in 1...4 as ClosedRange<UInt64> {
            _ = try await store.accepted(Sample.message(number, at: number * 1_000))
        }
        try await store.prune(before: Timestamp(milliseconds: 3_000))
        #expect(try await store.sequences() == [3, 4])
        try await store.prune(before: Timestamp(milliseconds: 99_000))
        #expect(try await store.sequences() == [4])
        #expect(try await store.accepted(Sample.message(5)).sequence == 5)
    }

    @Test(
        "a page is cut by count and by size, and holds at least one message",
        arguments: StoreUnderTest.all
    )
    func pages(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        try await store.found()
        for number in 1...10 as ClosedRange<UInt64> {
            _ = try await store.accepted(Sample.message(number))
        }
        let byCount = try await store.deliveries(
            in: Sample.conversation,
            after: 2,
            upTo: 9,
            limit: 3,
            byteLimit: .max
        )
        #expect(byCount.map(\.sequence) == [3, 4, 5])
        let bySize = try await store.deliveries(
            in: Sample.conversation,
            after: 8,
            upTo: 9,
            limit: 99,
            byteLimit: 1
        )
        #expect(bySize.map(\.sequence) == [9])
        let stored = try Delivery(exactly: try #require(bySize.first).delivery)
        #expect(stored.sequence == 9 && stored.message == Sample.message(9).message)
    }

    @Test(
        "a device that leaves its account loses key packages, mail and cursors",
        arguments: StoreUnderTest.all
    )
    func forgetting(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        _ = try await store.register(
            Sample.record(1, devices: [1, 2]),
            number: Sample.number(1),
            at: .zero
        )
        try await store.found()
        _ = try await store.publishKeyPackages([[1], [2]], lastResort: [3], of: Sample.device(2))
        let mail = try await store.logOut(
            MemberIdentity(account: Sample.account(1), device: Sample.device(2))
        )
        #expect(mail.map(\.device) == [Sample.device(1)])
        #expect(try await store.hasLeft(Sample.device(2)))
        #expect(try await store.heads(of: Sample.device(2)).isEmpty)
        let taken = try await store.takeKeyPackages([Sample.device(2)])
        #expect(taken == [StoredKeyPackage(device: Sample.device(2), keyPackage: nil, left: 0)])
    }

    @Test("the others of a conversation hear of an account", arguments: StoreUnderTest.all)
    func sharing(subject: StoreUnderTest) async throws {
        let (_, store) = try subject.make()
        _ = try await store.register(
            Sample.record(1, devices: [1]),
            number: Sample.number(1),
            at: .zero
        )
        try await store.found(members: [1, 2, 3])
        let sharing = try await store.devicesSharing(with: Sample.account(1))
        #expect(Set(sharing) == Set([1, 2, 3].map(Sample.device)))
    }

    @Test("everything is there when the store is opened again", arguments: StoreUnderTest.all)
    func reopening(subject: StoreUnderTest) async throws {
        let (directory, store) = try subject.make()
        let record = try Sample.record(1, devices: [1])
        _ = try await store.register(record, number: Sample.number(1), at: .zero)
        try await store.found()
        _ = try await store.accepted(Sample.message(1, kind: .proposal))
        let again = try subject.open(directory)
        #expect(try await again.account(number: Sample.number(1)) == record)
        let conversation = try #require(try await again.conversation(Sample.conversation))
        #expect(conversation.head == 1 && conversation.proposals.count == 1)
        guard case .repeated = try await again.append(Sample.message(1, kind: .proposal)) else {
            Issue.record("taken twice")
            return
        }
        await #expect(throws: StoreError.conflict) { try await again.found() }
    }
}
