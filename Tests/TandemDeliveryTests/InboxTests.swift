import Synchronization
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

/// A gateway that takes each message only when the test lets it.
private final class SlowGateway: SMSGateway {
    private let passes: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let count = Mutex(0)

    init() {
        (passes, continuation) = AsyncStream.makeStream()
    }

    /// How many messages it was given.
    var askedCount: Int { count.withLock { $0 } }

    func letOneThrough() {
        continuation.yield()
    }

    func send(_ text: String, to number: PhoneNumber) async throws(SMSError) {
        count.withLock { $0 += 1 }
        for await _ in passes { return }
    }
}

@Suite("Frames that wait behind one that takes time", .scratch)
struct InboxTests {
    private let large = Request.relayRendezvous(
        reference: RendezvousReference(Bytes16(high: 1, low: 1)),
        body: [UInt8](repeating: 7, count: 16 << 10)
    )

    private func code(_ index: Int) -> Request {
        .requestCode(number: Array("+49151000000\(10 + index)".utf8))
    }

    @Test("a socket that is always busy may send any number of bytes, only not all at once")
    func busy() async throws {
        let gateway = SlowGateway()
        let socket = try TestWorld(gateway: gateway).connect()
        socket.post(code(0))
        for round in 1...20 {
            socket.post(large)
            socket.post(code(round))
            gateway.letOneThrough()
            _ = try await socket.wait { gateway.askedCount == round + 1 ? true : nil }
        }
        gateway.letOneThrough()
        #expect(!socket.isClosed)
        #expect(try await socket.ask(.ping) == .done)
    }

    @Test("a socket that sends more than the inbox holds is closed")
    func overflow() async throws {
        let gateway = SlowGateway()
        let socket = try TestWorld(gateway: gateway).connect()
        socket.post(code(0))
        for _ in 0..<15 { socket.post(large) }
        #expect(!socket.isClosed)
        socket.post(large)
        #expect(socket.isClosed)
        gateway.letOneThrough()
    }
}
