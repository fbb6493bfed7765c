internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOHTTP1
internal import NIOWebSocket
internal import TandemDelivery
internal import TandemProtocol

/// `/v1/socket`: the protocol's own WebSocket.
struct DeliveryEndpoint: SocketEndpoint {
    static let path = "/v1/socket"
    static let subprotocol = "tandem.v1"

    let service: DeliveryService
    let hub: SocketHub
    let peers: PeerAddresses
    let limit: SocketLimit

    var frameByteLimit: Int { ProtocolLimits.frameByteCount }

    /// Lets in requests for the path, with the subprotocol, from pages of this server only.
    func accept(_ head: HTTPRequestHead, on channel: any Channel) -> HTTPHeaders? {
        let path = head.uri.prefix { $0 != "?" }
        guard path == Self.path, head.method == .GET, isOwnOrigin(head) else { return nil }
        let offered = head.headers[canonicalForm: "Sec-WebSocket-Protocol"]
        guard offered.contains(Self.subprotocol[...]),
            limit.hasRoom(for: address(of: channel, head))
        else { return nil }
        return ["Sec-WebSocket-Protocol": Self.subprotocol]
    }

    /// Whether the page that asks was served from the host that it asks; programs send no origin.
    private func isOwnOrigin(_ head: HTTPRequestHead) -> Bool {
        guard let origin = head.headers.first(name: "Origin") else { return true }
        guard let host = head.headers.first(name: "Host") else { return false }
        let scheme = ["https://", "http://"].first { origin.hasPrefix($0) }
        guard let scheme else { return false }
        return origin.dropFirst(scheme.count).lowercased() == host.lowercased()
    }

    private func address(of channel: any Channel, _ head: HTTPRequestHead) -> NetworkAddress {
        peers.address(
            of: channel.remoteAddress,
            forwardedFor: head.headers[canonicalForm: "X-Forwarded-For"].last.map(String.init)
        )
    }

    func makeHandler(for channel: any Channel, _ head: HTTPRequestHead) -> WebSocketHandler? {
        guard let part = hub.part(of: channel.eventLoop) else { return nil }
        let receiver = SocketHandler(
            service: service,
            part: part,
            limit: limit,
            address: address(of: channel, head),
            audience: Array((head.headers.first(name: "Host") ?? "").utf8)
        )
        return WebSocketHandler(receiver: receiver, byteLimit: ProtocolLimits.frameByteCount)
    }
}

/// How many sockets each address has.
final class SocketLimit: Sendable {
    private let most: Int
    private let counts = NIOLockedValueBox<[NetworkAddress: Int]>([:])

    /// Allows `most` sockets of one address at once.
    init(most: Int) {
        self.most = most
    }

    /// Whether the address may open another.
    func hasRoom(for address: NetworkAddress) -> Bool {
        counts.withLockedValue { $0[address] ?? 0 } < most
    }

    /// Counts a socket.
    func enter(_ address: NetworkAddress) {
        counts.withLockedValue { $0[address, default: 0] += 1 }
    }

    /// Forgets a socket.
    func leave(_ address: NetworkAddress) {
        counts.withLockedValue { counts in
            guard let count = counts[address] else { return }
            counts[address] = count > 1 ? count - 1 : nil
        }
    }
}

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
