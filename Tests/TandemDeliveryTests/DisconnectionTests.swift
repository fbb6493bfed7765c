import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("A socket that goes while it has work", .scratch)
struct DisconnectionTests {
    @Test("what came before the close is carried out, in order")
    func queued() async throws {
        var pair = try await TestPair(in: TestWorld())
        let texts = try ["one", "two", "three"].map { try pair.annView.text($0) }
        // This one waits for the store, and the others for it.
        pair.annSocket.post(.fetchDeviceActivity)
        for text in texts { pair.annSocket.post(.send(text)) }
        pair.annSocket.disconnect()
        let found = try await pair.bobSocket.wait {
            let all = pair.bobSocket.deliveries(in: pair.id).filter { $0.kind == .application }
            return all.count == 3 ? all : nil
        }
        #expect(found.map(\.message) == texts.map(\.message))
    }

    @Test("what the server closed does nothing more")
    func closed() async throws {
        var pair = try await TestPair(in: TestWorld())
        let text = try pair.annView.text("too late")
        pair.annSocket.post(.fetchDeviceActivity)
        for _ in 0..<8 { pair.annSocket.send(raw: [0, 1, 0, 0, 0, 9]) }
        #expect(pair.annSocket.isClosed)
        pair.annSocket.post(.send(text))
        #expect(try await pair.bobSocket.ask(.ping) == .done)
        let later = pair.bobSocket.deliveries(in: pair.id).filter { $0.kind == .application }
        #expect(later.isEmpty)
    }

    @Test("who goes while it authenticates, or opens a rendezvous, leaves nothing behind")
    func halfway() async throws {
        let world = try TestWorld()
        let (_, phone) = try await world.register("+4915100000001")
        for _ in 0..<20 {
            let socket = world.connect()
            let nonce = try await socket.push {
                if case .challenge(let nonce, _, _) = $0 { nonce } else { nil }
            }
            socket.post(.authenticate(try phone.authentication(nonce: nonce)))
            socket.post(.openRendezvous)
            socket.disconnect()
            _ = try await socket.wait { socket.session.state.withLock { $0.isBusy ? nil : true } }
        }
        let other = world.connect()
        _ = try await other.wait {
            world.service.registry.sessions(of: phone.identity.device).isEmpty ? true : nil
        }
        #expect(world.service.rendezvous.withLock { $0.openCount } == 0)
    }
}
