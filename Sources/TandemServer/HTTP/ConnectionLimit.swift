internal import Glibc
internal import NIOConcurrencyHelpers
internal import NIOCore
internal import TandemDelivery

/// How many connections there are, in all and of each address, whatever they send.
final class ConnectionLimit: Sendable {
    private let byAddress: SocketLimit
    private let most: Int
    private let count = NIOLockedValueBox(0)

    /// Allows `perAddress` connections of one address, and so many in all as the process may open.
    init(perAddress: Int, most: Int = ConnectionLimit.descriptorCount) {
        byAddress = SocketLimit(most: perAddress)
        self.most = most
    }

    /// How many connections the process can have, by its limit of open files.
    private static var descriptorCount: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return 1_024 - ServerLimits.ownDescriptorCount
        }
        let files = Int(clamping: limit.rlim_cur)
        return max(files - ServerLimits.ownDescriptorCount, files / 2)
    }

    /// Counts a new connection until it closes.
    ///
    /// - Parameter isProxy: Whether it is a proxy's, whose address stands for many.
    /// - Returns: False if there are too many; it is not counted then.
    func admits(_ channel: any Channel, isProxy: Bool) -> Bool {
        let address = NetworkAddress(channel.remoteAddress?.ipAddress ?? "")
        guard isProxy || byAddress.hasRoom(for: address) else { return false }
        let hasRoom = count.withLockedValue { count in
            guard count < most else { return false }
            count += 1
            return true
        }
        guard hasRoom else { return false }
        byAddress.enter(address)
        channel.closeFuture.whenComplete { [byAddress, count] _ in
            byAddress.leave(address)
            count.withLockedValue { $0 -= 1 }
        }
        return true
    }
}
