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
    let connections: ConnectionLimit
    let hosts: AllowedHosts

    var frameByteLimit: Int { ProtocolLimits.frameByteCount }

    func admits(_ channel: any Channel) -> Bool {
        connections.admits(channel, isProxy: peers.isProxy(channel.remoteAddress))
    }

    /// Lets in requests for the path, with the subprotocol, from pages of this server only.
    func accept(_ head: HTTPRequestHead, on channel: any Channel) -> HTTPHeaders? {
        let path = head.uri.prefix { $0 != "?" }
        guard path == Self.path, head.method == .GET, isOwnOrigin(head),
            hosts.contain(head.headers.first(name: "Host"))
        else { return nil }
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
        return WebSocketHandler(receiver: receiver)
    }
}
