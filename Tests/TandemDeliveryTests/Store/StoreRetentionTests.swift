import TandemBytes
import TandemDelivery
import TandemProtocol
import TandemTestSupport
import Testing

@Suite("What every store keeps, and how it is read", .scratch)
struct StoreRetentionTests {
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
}
