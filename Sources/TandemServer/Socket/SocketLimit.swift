internal import NIOConcurrencyHelpers
internal import TandemDelivery

/// How many connections each address has.
final class SocketLimit: Sendable {
    private let most: Int
    private let counts = NIOLockedValueBox<[NetworkAddress.LimitKey: Int]>([:])

    /// Allows `most` connections of one address at once.
    init(most: Int) {
        self.most = most
    }

    /// Whether the address may open another.
    func hasRoom(for address: NetworkAddress) -> Bool {
        counts.withLockedValue { $0[address.limitKey] ?? 0 } < most
    }

    /// Counts a connection.
    func enter(_ address: NetworkAddress) {
        counts.withLockedValue { $0[address.limitKey, default: 0] += 1 }
    }

    /// Forgets a connection.
    func leave(_ address: NetworkAddress) {
        let key = address.limitKey
        counts.withLockedValue { counts in
            guard let count = counts[key] else { return }
            counts[key] = count > 1 ? count - 1 : nil
        }
    }
}
