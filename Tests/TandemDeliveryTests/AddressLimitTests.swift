import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("Limits by address", .scratch)
struct AddressLimitTests {
    private func ask(_ number: Int, from address: String, in world: TestWorld) async throws
        -> ErrorCode?
    {
        let answer = try await world.connect(from: address)
            .ask(.requestCode(number: Array("+491510000000\(number)".utf8)))
        guard case .error(let error) = answer else { return nil }
        return error.code
    }

    @Test("the addresses of one IPv6 network count as one, for codes")
    func codes() async throws {
        var configuration = DeliveryConfiguration()
        configuration.codesPerAddressAndHour = 2
        let world = try TestWorld(configuration: configuration)
        #expect(try await ask(1, from: "2001:db8:1:2::1", in: world) == nil)
        #expect(try await ask(2, from: "2001:db8:1:2::2", in: world) == nil)
        #expect(try await ask(3, from: "2001:db8:1:2:ffff::3", in: world) == .rateLimited)
        #expect(try await ask(4, from: "2001:db8:1:3::1", in: world) == nil)
        #expect(try await ask(5, from: "192.0.2.1", in: world) == nil)
        #expect(try await ask(6, from: "192.0.2.2", in: world) == nil)
        #expect(try await ask(7, from: "::ffff:192.0.2.1", in: world) == nil)
        #expect(try await ask(8, from: "192.0.2.1", in: world) == .rateLimited)
    }

    @Test("the addresses of one IPv6 network count as one, for link codes")
    func rendezvous() async throws {
        let world = try TestWorld()
        for host in 1...60 {
            let answer = try await world.connect(from: "2001:db8:1:2::\(host)").ask(.openRendezvous)
            guard case .rendezvousOpened = answer else { throw Unexpected(answer) }
        }
        let answer = try await world.connect(from: "2001:db8:1:2::ffff").ask(.openRendezvous)
        guard case .error(let error) = answer else { throw Unexpected(answer) }
        #expect(error.code == .rateLimited)
    }

    @Test("what is counted is bounded, also within the window: the longest ago is forgotten first")
    func bound() {
        var limit = EventLimit<Int>(count: 2, windowMilliseconds: 1_000_000)
        let start = Timestamp(milliseconds: 1_790_000_000_000)
        for key in 0..<300_000 {
            limit.note(key, now: start.adding(milliseconds: UInt64(key)))
        }
        #expect(limit.keyCount <= 100_000)
        #expect(limit.last(of: 299_999) != nil)
        #expect(limit.last(of: 0) == nil)
    }
}
