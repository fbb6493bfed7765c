import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("Versions of device lists, docs/protocol.md", .scratch)
struct ListVersionTests {
    private let number = "+4915100000001"

    private func registration(
        _ verified: CodeVerified,
        of account: TestAccount,
        version: UInt64
    ) throws -> Request {
        .register(
            Registration(
                token: verified.token,
                accountKey: account.keyPair.publicKey,
                list: try account.nextList(version: version)
            )
        )
    }

    @Test("a registration has the very next version, so that nobody uses a number up")
    func registering() async throws {
        let world = try TestWorld()
        let socket = world.connect()
        let verified = try await world.verify(number, on: socket)
        let account = TestAccount(id: verified.account, number: number)
        _ = try account.addDevice(.phone, in: world)
        for version in [0, 2, UInt64(Int64.max), .max] {
            let answer = try await socket.ask(registration(verified, of: account, version: version))
            #expect(answer == .error(ErrorAnswer(.outdated, value: 0)))
        }
        #expect(try await socket.ask(registration(verified, of: account, version: 1)) == .done)
    }

    @Test("an update raises the version by a bounded step, and the number can be registered again")
    func updating() async throws {
        let world = try TestWorld()
        let (account, phone) = try await world.register(number)
        let socket = try await phone.signIn()
        for version in [1_002, UInt64(Int64.max), .max] {
            let answer = try await socket.ask(
                .updateDeviceList(try account.nextList(version: version))
            )
            #expect(answer == .error(ErrorAnswer(.outdated, value: 1)))
        }
        let highest = Request.updateDeviceList(try account.nextList(version: 1_001))
        #expect(try await socket.ask(highest) == .done)
        world.clock.advance(seconds: 60)
        _ = try await world.register(number)
    }

    @Test("a list that the earlier phone raises meanwhile does not end a registration")
    func race() async throws {
        let world = try TestWorld()
        let (account, phone) = try await world.register(number)
        let oldSocket = try await phone.signIn()
        world.clock.advance(seconds: 60)
        let socket = world.connect()
        let verified = try await world.verify(number, on: socket)
        #expect(
            try await oldSocket.ask(.updateDeviceList(try account.nextList(version: 500))) == .done
        )
        let mine = TestAccount(id: verified.account, number: number)
        let fresh = try mine.addDevice(.phone, in: world)
        #expect(
            try await socket.ask(registration(verified, of: mine, version: 2))
                == .error(ErrorAnswer(.outdated, value: 500))
        )
        #expect(try await socket.ask(registration(verified, of: mine, version: 501)) == .done)
        #expect(oldSocket.isClosed)
        _ = try await fresh.signIn()
    }
}
