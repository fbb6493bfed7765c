import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("Rendezvous, docs/protocol.md", .scratch)
struct RendezvousTests {
    private func open(_ socket: TestSocket) async throws -> RendezvousReference {
        let answer = try await socket.ask(.openRendezvous)
        guard case .rendezvousOpened(let reference, 60) = answer else { throw Unexpected(answer) }
        return reference
    }

    @Test("a phone joins once; both talk; one closes and the other is told")
    func meeting() async throws {
        let world = try TestWorld()
        let (_, phone) = try await world.register("+4915100000001")
        let phoneSocket = try await phone.signIn()
        let desktop = world.connect(from: "192.0.2.200")
        let reference = try await open(desktop)
        #expect(
            try await phoneSocket.ask(.joinRendezvous(reference))
                == .rendezvousJoined(sameNetwork: true, network: Array("192.0.2.0/24".utf8))
        )
        #expect(desktop.pushes.contains(.rendezvousScanned(reference)))
        phoneSocket.post(.relayRendezvous(reference: reference, body: [1, 2]))
        desktop.post(.relayRendezvous(reference: reference, body: [3]))
        #expect(desktop.pushes.contains(.rendezvousMessage(reference, body: [1, 2])))
        #expect(phoneSocket.pushes.contains(.rendezvousMessage(reference, body: [3])))
        desktop.post(.closeRendezvous(reference: reference, reason: .done))
        #expect(phoneSocket.pushes.contains(.rendezvousClosed(reference, reason: .done)))
        #expect(
            try await phoneSocket.ask(.joinRendezvous(reference))
                == .error(ErrorAnswer(.referenceUsed))
        )
    }

    @Test("only a phone that has authenticated can join, and only what exists")
    func whoMayJoin() async throws {
        let world = try TestWorld()
        let (account, phone) = try await world.register("+4915100000001")
        let phoneSocket = try await phone.signIn()
        let linked = try account.addDevice(.linked, in: world)
        _ = try await phoneSocket.ask(.updateDeviceList(try account.nextList()))
        let linkedSocket = try await linked.signIn()
        let desktop = world.connect()
        let reference = try await open(desktop)
        #expect(
            try await world.connect().ask(.joinRendezvous(reference))
                == .error(ErrorAnswer(.notAuthenticated))
        )
        #expect(
            try await linkedSocket.ask(.joinRendezvous(reference))
                == .error(ErrorAnswer(.notAllowed))
        )
        let unknown = RendezvousReference(Bytes16(high: 1, low: 1))
        #expect(
            try await phoneSocket.ask(.joinRendezvous(unknown))
                == .error(ErrorAnswer(.referenceExpired))
        )
    }

    @Test("a stranger's bytes do not get into a meeting")
    func stranger() async throws {
        let world = try TestWorld()
        let (_, phone) = try await world.register("+4915100000001")
        let desktop = world.connect()
        let reference = try await open(desktop)
        _ = try await phone.signIn().ask(.joinRendezvous(reference))
        let stranger = world.connect()
        stranger.post(.relayRendezvous(reference: reference, body: [9]))
        stranger.post(.closeRendezvous(reference: reference, reason: .cancelled))
        #expect(try await stranger.ask(.ping) == .done)
        #expect(!desktop.pushes.contains(.rendezvousMessage(reference, body: [9])))
        #expect(!desktop.pushes.contains(.rendezvousClosed(reference, reason: .cancelled)))
    }

    @Test("a code is good for a minute")
    func expiry() throws {
        var desk = RendezvousDesk()
        let start = Timestamp(milliseconds: 1_000)
        let reference = RendezvousReference(Bytes16(high: 1, low: 2))
        let desktop = ConnectionID(loop: 0, number: 1)
        let phone = ConnectionID(loop: 0, number: 2)
        try desk.open(reference, by: desktop, from: NetworkAddress("192.0.2.1"), now: start)
        let late = start.adding(milliseconds: 60_000)
        #expect(throws: ErrorAnswer(.referenceExpired)) {
            try desk.join(reference, by: phone, now: late)
        }
        let ended = desk.sweep(now: late)
        #expect(ended.map(\.connections) == [[desktop]])
        #expect(throws: ErrorAnswer(.referenceExpired)) {
            try desk.join(reference, by: phone, now: late)
        }
    }

    @Test("a socket can hold ten codes, an address sixty")
    func limits() throws {
        var desk = RendezvousDesk()
        let start = Timestamp(milliseconds: 1_000)
        let address = NetworkAddress("192.0.2.1")
        var opened = 0
        for number in 0..<100 {
            let reference = RendezvousReference(Bytes16(high: 7, low: UInt64(number)))
            let socket = ConnectionID(loop: 0, number: UInt64(number / 11))
            if (try? desk.open(reference, by: socket, from: address, now: start)) != nil {
                opened += 1
            }
        }
        #expect(opened == 60)
    }

    @Test("when a desktop goes, its phone is told")
    func desktopGoes() async throws {
        let world = try TestWorld()
        let (_, phone) = try await world.register("+4915100000001")
        let phoneSocket = try await phone.signIn()
        let desktop = world.connect()
        let reference = try await open(desktop)
        _ = try await phoneSocket.ask(.joinRendezvous(reference))
        desktop.disconnect()
        #expect(phoneSocket.pushes.contains(.rendezvousClosed(reference, reason: .cancelled)))
    }
}
