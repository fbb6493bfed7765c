internal import NIOCore
internal import TandemDelivery

/// Says where a request comes from, also behind a proxy on the same machine.
struct PeerAddresses: Sendable {
    /// Whether a proxy on this machine is believed about whom it forwards for.
    let trustsProxy: Bool

    /// The address that limits count by.
    func address(of socket: SocketAddress?, forwardedFor: String?) -> NetworkAddress {
        let direct = NetworkAddress(socket?.ipAddress ?? "")
        guard trustsProxy, direct.isLoopback, let forwardedFor else { return direct }
        return NetworkAddress(forwardedFor)
    }
}
