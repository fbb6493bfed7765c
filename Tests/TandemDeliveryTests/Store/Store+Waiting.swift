import TandemDelivery
import TandemProtocol
import Testing

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
