import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("What a restart forgets, docs/server.md", .scratch)
struct RestartTests {
    private let number = "+4915100000001"

    @Test("a code from before is told to be old, and another may be asked for at once")
    func code() async throws {
        let before = try TestWorld()
        let digits = Array(number.utf8)
        _ = try await before.connect().ask(.requestCode(number: digits))
        let after = try TestWorld(path: before.path)
        let socket = after.connect()
        #expect(
            try await socket.ask(.verifyCode(number: digits, code: before.code(for: number)))
                == .error(ErrorAnswer(.codeExpired))
        )
        _ = try await after.register(number)
    }

    @Test("a registration that was half done is told to be old")
    func token() async throws {
        let before = try TestWorld()
        let verified = try await before.verify(number, on: before.connect())
        let account = TestAccount(id: verified.account, number: number)
        let after = try TestWorld(path: before.path)
        _ = try account.addDevice(.phone, in: after)
        let registration = Registration(
            token: verified.token,
            accountKey: account.keyPair.publicKey,
            list: try account.nextList(version: verified.nextListVersion)
        )
        #expect(
            try await after.connect().ask(.register(registration))
                == .error(ErrorAnswer(.referenceExpired))
        )
    }

    @Test("a link code from before is told to be old")
    func rendezvous() async throws {
        let before = try TestWorld()
        let (_, phone) = try await before.register(number)
        let opened = try await before.connect().ask(.openRendezvous)
        guard case .rendezvousOpened(let reference, _) = opened else { throw Unexpected(opened) }
        let after = try TestWorld(path: before.path)
        #expect(
            try await phone.moved(to: after).signIn().ask(.joinRendezvous(reference))
                == .error(ErrorAnswer(.referenceExpired))
        )
    }
}
