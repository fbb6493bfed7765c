import NIOCore
import TandemDelivery
import TandemTestSupport
import Testing

@testable import TandemServer

@Suite("Addresses behind a proxy, docs/server.md", .scratch)
struct ProxyTests {
    /// How many of three sockets get in: two of one forwarded address and one of another, where an
    /// address may have one.
    private func admitted(trustsProxy: Bool) async throws -> [Bool] {
        let admitted = Admitted()
        try await RunningServer.run {
            $0.trustsProxy = trustsProxy
            $0.socketsPerAddress = 1
        } body: { server in
            var sockets: [SocketClient] = []
            for address in ["198.51.100.1", "198.51.100.2", "198.51.100.1"] {
                let socket = try? await SocketClient(port: server.port, forwardedFor: address)
                await admitted.note(socket != nil)
                if let socket { sockets.append(socket) }
            }
            for socket in sockets { socket.close() }
        }
        return await admitted.all
    }

    private actor Admitted {
        private(set) var all: [Bool] = []

        func note(_ isIn: Bool) { all.append(isIn) }
    }

    @Test("limits count the forwarded addresses, if the proxy is trusted")
    func trusted() async throws {
        #expect(try await admitted(trustsProxy: true) == [true, true, false])
    }

    @Test("a client that makes the header up counts by its own address otherwise")
    func untrusted() async throws {
        #expect(try await admitted(trustsProxy: false) == [true, false, false])
    }

    @Test("only a proxy on this machine is believed")
    func elsewhere() throws {
        let peers = PeerAddresses(trustsProxy: true)
        let far = try SocketAddress(ipAddress: "203.0.113.9", port: 1)
        let near = try SocketAddress(ipAddress: "127.0.0.1", port: 1)
        let forwarded = "198.51.100.1"
        #expect(peers.address(of: far, forwardedFor: forwarded) == NetworkAddress("203.0.113.9"))
        #expect(peers.address(of: near, forwardedFor: forwarded) == NetworkAddress(forwarded))
        #expect(peers.address(of: near, forwardedFor: nil).isLoopback)
    }
}
