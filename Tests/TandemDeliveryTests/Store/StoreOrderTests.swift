import Synchronization
import TandemDelivery
import TandemProtocol
import TandemTestSupport
import Testing

@Suite("How every store orders messages", .scratch)
struct StoreOrderTests {
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
