import TandemBytes
import TandemCrypto
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("Registration, docs/protocol.md", .scratch)
struct RegistrationTests {
    private let number = "+4915100000001"
    private var digits: [UInt8] { Array(number.utf8) }

    @Test("a number that is verified and registered can be found")
    func register() async throws {
        let world = try TestWorld()
        let (account, phone) = try await world.register(number)
        let socket = try await phone.signIn()
        let answer = try await socket.ask(.lookUpNumber(digits))
        #expect(answer == .accounts([try account.record()]))
        #expect(try await socket.ask(.lookUpNumber(Array("+4915199999999".utf8))) == .accounts([]))
    }

    @Test("a number that is none is refused, and nothing is sent")
    func invalidNumber() async throws {
        let world = try TestWorld()
        let answer = try await world.connect().ask(.requestCode(number: Array("0151".utf8)))
        #expect(answer == .error(ErrorAnswer(.invalidNumber)))
        #expect(world.outbox.newestFirst.isEmpty)
    }

    @Test("the sixth try of a code is one too many, even with the right code")
    func tries() async throws {
        let world = try TestWorld()
        let socket = world.connect()
        _ = try await socket.ask(.requestCode(number: digits))
        let wrong = Request.verifyCode(number: digits, code: Array("abcdef".utf8))
        for left in [4, 3, 2, 1] as [UInt64] {
            #expect(
                try await socket.ask(wrong) == .error(ErrorAnswer(.wrongCode, value: left))
            )
        }
        #expect(try await socket.ask(wrong) == .error(ErrorAnswer(.tooManyTries)))
        let right = Request.verifyCode(number: digits, code: world.code(for: number))
        #expect(try await socket.ask(right) == .error(ErrorAnswer(.tooManyTries)))
    }

    @Test("a code is good for ten minutes, and once")
    func expiry() async throws {
        let world = try TestWorld()
        let socket = world.connect()
        _ = try await socket.ask(.requestCode(number: digits))
        let right = Request.verifyCode(number: digits, code: world.code(for: number))
        world.clock.advance(seconds: 600)
        #expect(try await socket.ask(right) == .error(ErrorAnswer(.codeExpired)))
        _ = try await world.verify(number, on: socket)
        let used = Request.verifyCode(number: digits, code: world.code(for: number))
        #expect(try await socket.ask(used) == .error(ErrorAnswer(.codeExpired)))
    }

    @Test("codes to one number are 30 seconds apart, and five an hour")
    func limitByNumber() async throws {
        let world = try TestWorld()
        let socket = world.connect()
        _ = try await socket.ask(.requestCode(number: digits))
        world.clock.advance(seconds: 10)
        #expect(
            try await socket.ask(.requestCode(number: digits))
                == .error(ErrorAnswer(.rateLimited, retryAfterSeconds: 20))
        )
        for _ in 0..<4 {
            world.clock.advance(seconds: 60)
            let answer = try await socket.ask(.requestCode(number: digits))
            #expect(answer == .codeSent(validForSeconds: 600, retryAfterSeconds: 30))
        }
        world.clock.advance(seconds: 60)
        guard case .error(let error) = try await socket.ask(.requestCode(number: digits)) else {
            Issue.record("the sixth code of an hour was sent")
            return
        }
        #expect(error.code == .rateLimited)
        #expect(error.retryAfterSeconds > 3000)
    }

    @Test("one address cannot ask for the codes of many numbers")
    func limitByAddress() async throws {
        var configuration = DeliveryConfiguration()
        configuration.codesPerAddressAndHour = 3
        let world = try TestWorld(configuration: configuration)
        for last in 1...4 {
            let number = Array("+491510000000\(last)".utf8)
            let answer = try await world.connect(from: "198.51.100.7")
                .ask(.requestCode(number: number))
            if case .error(let error) = answer {
                #expect(last == 4 && error.code == .rateLimited)
            } else {
                #expect(last < 4)
            }
        }
        let fresh = Request.requestCode(number: Array("+4915100000009".utf8))
        let other = try await world.connect(from: "198.51.100.8").ask(fresh)
        #expect(other == .codeSent(validForSeconds: 600, retryAfterSeconds: 30))
    }

    @Test("a second registration keeps the account and logs the first phone out")
    func again() async throws {
        let world = try TestWorld()
        let (first, oldPhone) = try await world.register(number)
        let oldSocket = try await oldPhone.signIn()
        world.clock.advance(seconds: 60)
        let (second, newPhone) = try await world.register(number)
        #expect(second.id == first.id)
        let reason = try await oldSocket.push {
            if case .loggedOut(let reason) = $0 { reason } else { nil }
        }
        #expect(reason == .registeredElsewhere)
        #expect(oldSocket.isClosed)
        _ = try await newPhone.signIn()
        await #expect(throws: Unexpected.self) { try await oldPhone.signIn() }
    }

    @Test("a list that somebody else signed is refused, and the token stays good")
    func wrongSignature() async throws {
        let world = try TestWorld()
        let socket = world.connect()
        let verified = try await world.verify(number, on: socket)
        let account = TestAccount(id: verified.account, number: number)
        _ = try account.addDevice(.phone, in: world)
        let list = try account.nextList(version: verified.nextListVersion)
        let stranger = provider.generateSignatureKeyPair(.ed25519)
        let wrong = Registration(
            token: verified.token,
            accountKey: stranger.publicKey,
            list: list
        )
        #expect(try await socket.ask(.register(wrong)) == .error(ErrorAnswer(.notAllowed)))
        let right = Registration(
            token: verified.token,
            accountKey: account.keyPair.publicKey,
            list: list
        )
        #expect(try await socket.ask(.register(right)) == .done)
        #expect(try await socket.ask(.register(right)) == .error(ErrorAnswer(.referenceExpired)))
    }
}
