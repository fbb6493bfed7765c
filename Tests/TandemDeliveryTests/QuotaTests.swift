import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("How much of each thing one may ask for, docs/protocol.md", .scratch)
struct QuotaTests {
    @Test("wrong codes for one number are counted by the day, so that it is not guessed in a year")
    func guesses() async throws {
        let world = try TestWorld()
        let number = Array("+4915100000001".utf8)
        let socket = world.connect()
        for _ in 0..<3 {
            _ = try await socket.ask(.requestCode(number: number))
            for _ in 0..<5 {
                _ = try await socket.ask(.verifyCode(number: number, code: Array("abcdef".utf8)))
            }
            world.clock.advance(seconds: 3_600)
        }
        _ = try await socket.ask(.requestCode(number: number))
        let right = Request.verifyCode(number: number, code: world.code(for: "+4915100000001"))
        guard case .error(let error) = try await socket.ask(right) else {
            Issue.record("the sixteenth try of a day was taken")
            return
        }
        #expect(error.code == .rateLimited)
        world.clock.advance(seconds: 86_400)
        _ = try await world.verify("+4915100000001", on: socket)
    }

    @Test("codes are counted over all numbers and addresses, and over the networks of one site")
    func codes() async throws {
        var configuration = DeliveryConfiguration()
        configuration.codesPerAddressAndHour = 1
        configuration.codesPerHour = 12
        let world = try TestWorld(configuration: configuration)
        func ask(_ number: Int, from address: String) async throws -> Bool {
            let answer = try await world.connect(from: address)
                .ask(.requestCode(number: Array("+4915100000\(100 + number)".utf8)))
            if case .codeSent = answer { return true }
            return false
        }
        for network in 0..<10 {
            #expect(try await ask(network, from: "2001:db8:1:\(network)::1"))
        }
        #expect(try await !ask(10, from: "2001:db8:1:aa::1"))
        #expect(try await ask(11, from: "2001:db8:2::1"))
        #expect(try await ask(12, from: "192.0.2.1"))
        #expect(try await !ask(13, from: "192.0.2.2"))
    }

    @Test("an account raises its list ten times a minute at most")
    func lists() async throws {
        let world = try TestWorld()
        let (account, phone) = try await world.register("+4915100000001")
        let socket = try await phone.signIn()
        for _ in 0..<10 {
            #expect(try await socket.ask(.updateDeviceList(try account.nextList())) == .done)
        }
        let next = Request.updateDeviceList(try account.nextList())
        #expect(
            try await socket.ask(next) == .error(ErrorAnswer(.rateLimited, retryAfterSeconds: 60))
        )
        world.clock.advance(seconds: 60)
        #expect(try await socket.ask(next) == .done)
    }

    @Test("an account looks up a bounded count of numbers within an hour")
    func lookUps() async throws {
        var configuration = DeliveryConfiguration()
        configuration.lookUpsPerAccountAndHour = 3
        let world = try TestWorld(configuration: configuration)
        let (_, phone) = try await world.register("+4915100000001")
        let socket = try await phone.signIn()
        let request = Request.lookUpNumber(Array("+4915100000002".utf8))
        for _ in 0..<3 { #expect(try await socket.ask(request) == .accounts([])) }
        #expect(
            try await socket.ask(request)
                == .error(ErrorAnswer(.rateLimited, retryAfterSeconds: 3_600))
        )
        world.clock.advance(seconds: 3_600)
        #expect(try await socket.ask(request) == .accounts([]))
    }

    @Test("what an account stores is counted in bytes, over all its sockets")
    func bytes() async throws {
        var configuration = DeliveryConfiguration()
        configuration.messageBytesPerAccountAndDay = 1_000_000
        var pair = try await TestPair(in: TestWorld(configuration: configuration))
        let text = String(repeating: "a", count: 300_000)
        var outcomes: [Bool] = []
        for _ in 0..<4 {
            let answer = try await pair.annSocket.ask(.send(try pair.annView.text(text)))
            if case .accepted = answer { outcomes.append(true) } else { outcomes.append(false) }
        }
        #expect(outcomes == [true, true, true, false])
        guard case .accepted = try await pair.bobSocket.ask(.send(try pair.bobView.text(text)))
        else {
            Issue.record("another account was held up")
            return
        }
        pair.world.clock.advance(seconds: 43_200)
        let later = try await pair.ann.signIn().ask(.send(try pair.annView.text(text)))
        guard case .accepted = later else { throw Unexpected(later) }
    }

    @Test("one address opens a bounded count of link codes a minute, and closed ones are forgotten")
    func rendezvous() async throws {
        let world = try TestWorld()
        var outcomes: [Bool] = []
        for _ in 0..<31 {
            let socket = world.connect()
            for _ in 0..<10 {
                let answer = try await socket.ask(.openRendezvous)
                if case .rendezvousOpened(let reference, _) = answer {
                    outcomes.append(true)
                    socket.post(.closeRendezvous(reference: reference, reason: .cancelled))
                } else {
                    outcomes.append(false)
                }
            }
        }
        #expect(outcomes.count { $0 } == 300)
        #expect(outcomes.last == false)
        world.clock.advance(seconds: 60)
        guard case .rendezvousOpened = try await world.connect().ask(.openRendezvous) else {
            Issue.record("a minute later it still refuses")
            return
        }
    }

    @Test("what is remembered of link codes that are over is bounded")
    func memory() throws {
        var desk = RendezvousDesk()
        let now = Timestamp(milliseconds: 1_790_000_000_000)
        for number in 1...60_000 as ClosedRange<UInt64> {
            let reference = RendezvousReference(Bytes16(high: 1, low: number))
            let desktop = ConnectionID(loop: 0, number: number)
            let address = NetworkAddress("10.\(number >> 16).\(number >> 8 & 255).\(number & 255)")
            try desk.open(reference, by: desktop, from: address, now: now)
            _ = desk.leave(desktop, now: now)
        }
        #expect(desk.openCount == 0)
        #expect(desk.pastCount <= 50_000)
        let last = RendezvousReference(Bytes16(high: 1, low: 60_000))
        #expect(throws: ErrorAnswer(.referenceExpired)) {
            try desk.join(last, by: ConnectionID(loop: 0, number: 1), now: now)
        }
    }
}
