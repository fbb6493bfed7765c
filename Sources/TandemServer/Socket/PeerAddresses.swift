internal import NIOCore
internal import TandemDelivery

/// Says where a request comes from, also behind a proxy on the same machine.
struct PeerAddresses: Sendable {
    /// Whether a proxy on this machine is believed about whom it forwards for.
    let trustsProxy: Bool

    /// Whether a connection is a proxy's, for many addresses.
    func isProxy(_ socket: SocketAddress?) -> Bool {
        trustsProxy && NetworkAddress(socket?.ipAddress ?? "").isLoopback
    }

    /// The address that limits count by.
    func address(of socket: SocketAddress?, forwardedFor: String?) -> NetworkAddress {
        guard isProxy(socket), let forwardedFor else {
            return NetworkAddress(socket?.ipAddress ?? "")
        }
        return NetworkAddress(forwardedFor)
    }
}
