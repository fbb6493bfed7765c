import TandemBytes
import TandemCrypto
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("Authentication and device lists, docs/protocol.md", .scratch)
struct AuthenticationTests {
    private func challenge(_ socket: TestSocket) async throws -> Bytes32 {
        try await socket.push { if case .challenge(let nonce, _, _) = $0 { nonce } else { nil } }
    }

    @Test("a signature by another key, for another nonce or another server is refused")
    func wrongSignature() async throws {
        let world = try TestWorld()
        let (_, phone) = try await world.register("+4915100000001")
        let socket = world.connect()
        let nonce = try await challenge(socket)
        let stranger = provider.generateSignatureKeyPair(.ed25519).privateKey
        let wrong = [
            try phone.authentication(nonce: nonce, key: stranger),
            try phone.authentication(nonce: try Bytes32(exactly: nonce.bytes.reversed())),
            try phone.authentication(nonce: nonce, audience: Array("elsewhere:1".utf8)),
        ]
        for body in wrong {
            #expect(
                try await socket.ask(.authenticate(body)) == .error(ErrorAnswer(.notAllowed))
            )
        }
        #expect(
            try await socket.ask(.fetchDeviceActivity)
                == .error(ErrorAnswer(.notAuthenticated))
        )
        let right = try await socket.ask(
            .authenticate(try phone.authentication(nonce: nonce))
        )
        #expect(right == .authenticated(listVersion: 1, keyPackages: 0))
    }

    @Test("a device that leaves the list is told, cut off, and not let in again")
    func eviction() async throws {
        let world = try TestWorld()
        let (account, phone) = try await world.register("+4915100000001")
        let phoneSocket = try await phone.signIn()
        let desktop = try account.addDevice(.linked, in: world)
        #expect(try await phoneSocket.ask(.updateDeviceList(try account.nextList())) == .done)
        let desktopSocket = try await desktop.signIn()
        account.remove(desktop)
        #expect(try await phoneSocket.ask(.updateDeviceList(try account.nextList())) == .done)
        let reason = try await desktopSocket.push {
            if case .loggedOut(let reason) = $0 { reason } else { nil }
        }
        #expect(reason == .removed)
        #expect(desktopSocket.isClosed)
        let again = world.connect()
        let answer = try await again.ask(
            .authenticate(try desktop.authentication(nonce: try await challenge(again)))
        )
        guard case .error(let error) = answer else { throw Unexpected(answer) }
        #expect(error.code == .loggedOut)
        #expect(again.isClosed)
    }

    @Test("a list must be later than the one before, and only its own account may set it")
    func lists() async throws {
        let world = try TestWorld()
        let (account, phone) = try await world.register("+4915100000001")
        let (other, _) = try await world.register("+4915100000002")
        let socket = try await phone.signIn()
        #expect(
            try await socket.ask(.updateDeviceList(try account.nextList(version: 1)))
                == .error(ErrorAnswer(.outdated, value: 1))
        )
        #expect(
            try await socket.ask(.updateDeviceList(try other.nextList()))
                == .error(ErrorAnswer(.notAllowed))
        )
        #expect(
            try await socket.ask(.updateDeviceList(try account.nextList(version: 9))) == .done
        )
        let change = try await socket.push {
            if case .accountChanged(let id, let version) = $0, version == 9 { id } else { nil }
        }
        #expect(change == account.id)
    }

    @Test("a linked device can log itself out; the phone finds that in its mail")
    func logOut() async throws {
        let world = try TestWorld()
        let (account, phone) = try await world.register("+4915100000001")
        let phoneSocket = try await phone.signIn()
        let desktop = try account.addDevice(.linked, in: world)
        _ = try await phoneSocket.ask(.updateDeviceList(try account.nextList()))
        let desktopSocket = try await desktop.signIn()
        #expect(try await phoneSocket.ask(.logOut) == .error(ErrorAnswer(.notAllowed)))
        #expect(try await desktopSocket.ask(.logOut) == .done)
        #expect(try await desktopSocket.wait { desktopSocket.isClosed ? true : nil })
        #expect(Array(desktopSocket.frames.map(\.body).suffix(2)) == [.done, .loggedOut(.removed)])
        let mail = try await phoneSocket.push { if case .mail(let mail) = $0 { mail } else { nil } }
        #expect(mail.kind == .deviceLeft)
        #expect(mail.body == desktop.identity.device.bytes)
        await #expect(throws: Unexpected.self) { try await desktop.signIn() }
    }

    @Test("a certificate that has ended lets nobody in")
    func expiry() async throws {
        let world = try TestWorld()
        let (account, phone) = try await world.register("+4915100000001")
        let socket = try await phone.signIn()
        let keyPair = provider.generateSignatureKeyPair(.ed25519)
        let short = try DeviceCertificate(
            account: account.id,
            signatureKey: keyPair.publicKey,
            role: .linked,
            issuedAt: .zero,
            expiresAt: world.clock.now.adding(milliseconds: 1000),
            accountPrivateKey: account.keyPair.privateKey,
            provider: provider
        )
        let list = try DeviceList(
            account: account.id,
            version: 5,
            issuedAt: .zero,
            devices: [phone.certificate, short],
            accountPrivateKey: account.keyPair.privateKey,
            provider: provider
        )
        #expect(try await socket.ask(.updateDeviceList(list)) == .done)
        world.clock.advance(seconds: 1)
        let late = world.connect()
        let content = AuthenticationContent(
            nonce: try await challenge(late),
            account: account.id,
            device: short.device,
            audience: TestSocket.audience
        )
        let answer = try await late.ask(
            .authenticate(
                Authentication(
                    account: account.id,
                    device: short.device,
                    audience: TestSocket.audience,
                    signature: try SignatureName.authentication.sign(
                        content.encoded,
                        privateKey: keyPair.privateKey,
                        provider: provider
                    )
                )
            )
        )
        #expect(
            answer
                == .error(
                    ErrorAnswer(.loggedOut, value: UInt64(LogOutReason.expired.rawValue))
                )
        )
    }

    @Test("rubbish is answered, the eighth piece closes the socket, and others notice nothing")
    func rubbish() async throws {
        let world = try TestWorld()
        let (_, phone) = try await world.register("+4915100000001")
        let honest = try await phone.signIn()
        let rude = world.connect()
        for count in 1...8 {
            #expect(!rude.isClosed)
            rude.send(raw: [0, 1, 0, 0, 0, UInt8(count), 0xff])
        }
        #expect(rude.isClosed)
        let answers = rude.frames.filter { $0.body == .error(ErrorAnswer(.malformed)) }
        #expect(answers.map(\.request) == Array(1...8))
        #expect(try await honest.ask(.ping) == .done)
    }

    @Test("a socket that sends too fast is slowed down, and works again later")
    func tooFast() async throws {
        let world = try TestWorld()
        let socket = world.connect()
        let numbers = (0..<200).map { _ in socket.post(.ping) }
        let answers = socket.frames.filter { numbers.contains($0.request) }
        #expect(answers.count == 200)
        #expect(
            answers.contains {
                $0.body == .error(ErrorAnswer(.rateLimited, retryAfterSeconds: 1))
            }
        )
        world.clock.advance(seconds: 5)
        #expect(try await socket.ask(.ping) == .done)
    }
}
