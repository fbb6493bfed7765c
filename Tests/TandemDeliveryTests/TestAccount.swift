import MLS
import MLSWire
import Synchronization
import TandemBytes
import TandemCrypto
import TandemCryptoNative
import TandemProtocol

@testable import TandemDelivery

let provider = NativeCryptoProvider()
let suite = CipherSuite.x25519ChaCha20Poly1305SHA256Ed25519

/// A person, with an account key and devices.
final class TestAccount: Sendable {
    private struct State {
        var version: UInt64 = 0
        var devices: [DeviceCertificate] = []
    }

    let id: AccountID
    let number: String
    let keyPair = provider.generateSignatureKeyPair(.ed25519)
    private let state = Mutex(State())

    init(id: AccountID, number: String) {
        self.id = id
        self.number = number
    }

    /// Makes a device and puts it into the list.
    func addDevice(_ role: DeviceCertificate.Role, in world: TestWorld) throws -> TestDevice {
        let device = try TestDevice(of: self, role: role, in: world)
        state.withLock { $0.devices.append(device.certificate) }
        return device
    }

    func remove(_ device: TestDevice) {
        state.withLock { $0.devices.removeAll { $0.device == device.identity.device } }
    }

    /// The next version of the list, signed.
    func nextList(version: UInt64? = nil) throws -> DeviceList {
        let (next, devices) = state.withLock { state in
            state.version = version ?? state.version + 1
            return (state.version, state.devices)
        }
        return try DeviceList(
            account: id,
            version: next,
            issuedAt: .zero,
            devices: devices,
            accountPrivateKey: keyPair.privateKey,
            provider: provider
        )
    }

    func record() throws -> AccountRecord {
        let (version, devices) = state.withLock { ($0.version, $0.devices) }
        return AccountRecord(
            account: id,
            accountKey: keyPair.publicKey,
            list: try DeviceList(
                account: id,
                version: version,
                issuedAt: .zero,
                devices: devices,
                accountPrivateKey: keyPair.privateKey,
                provider: provider
            )
        )
    }
}

/// A device of a person.
final class TestDevice: Sendable {
    let account: TestAccount
    let world: TestWorld
    let keyPair: SignatureKeyPair
    let certificate: DeviceCertificate

    /// The same device, before another server.
    func moved(to world: TestWorld) throws -> TestDevice {
        TestDevice(account: account, world: world, keyPair: keyPair, certificate: certificate)
    }

    private init(
        account: TestAccount,
        world: TestWorld,
        keyPair: SignatureKeyPair,
        certificate: DeviceCertificate
    ) {
        self.account = account
        self.world = world
        self.keyPair = keyPair
        self.certificate = certificate
    }

    init(of account: TestAccount, role: DeviceCertificate.Role, in world: TestWorld) throws {
        self.account = account
        self.world = world
        keyPair = provider.generateSignatureKeyPair(.ed25519)
        certificate = try DeviceCertificate(
            account: account.id,
            signatureKey: keyPair.publicKey,
            role: role,
            issuedAt: .zero,
            accountPrivateKey: account.keyPair.privateKey,
            provider: provider
        )
    }

    var identity: MemberIdentity { MemberIdentity(account: account.id, device: certificate.device) }

    var client: ClientIdentity {
        ClientIdentity(
            credential: .basic(identity: identity.encoded),
            signatureKeyPair: keyPair,
            leafExtensions: [Extension(certificate)],
            capabilities: Capabilities(
                extensions: [.deviceCertificate, .conversationContext, .lastResort])
        )
    }

    func keyPackage(_ suite: CipherSuite = suite) throws -> KeyPackageBundle {
        let now = world.clock.now.milliseconds / 1000
        return try KeyPackageBundle.generate(
            suite: suite,
            identity: client,
            lifetime: Lifetime(notBefore: now - 3600, notAfter: now + 90 * 86_400),
            lastResort: false,
            provider: provider
        )
    }

    /// The answer to a challenge.
    func authentication(
        nonce: Bytes32,
        audience: [UInt8] = TestSocket.audience,
        key: SecretBytes? = nil
    ) throws -> Authentication {
        let content = AuthenticationContent(
            nonce: nonce,
            account: account.id,
            device: certificate.device,
            audience: audience
        )
        return Authentication(
            account: account.id,
            device: certificate.device,
            audience: audience,
            signature: try SignatureName.authentication.sign(
                content.encoded,
                privateKey: key ?? keyPair.privateKey,
                provider: provider
            )
        )
    }

    /// A socket that has authenticated and caught up.
    func signIn() async throws -> TestSocket {
        let socket = world.connect()
        let nonce = try await socket.push {
            if case .challenge(let nonce, _, _) = $0 { nonce } else { nil }
        }
        let answer = try await socket.ask(.authenticate(try authentication(nonce: nonce)))
        guard case .authenticated = answer else { throw Unexpected(answer) }
        _ = try await socket.wait {
            if case .live = socket.session.state.withLock({ $0.delivery }) { true } else { nil }
        }
        return socket
    }
}

/// An answer that a test did not expect.
struct Unexpected: Error {
    let answer: ServerMessage

    init(_ answer: ServerMessage) {
        self.answer = answer
    }
}

extension TestWorld {
    /// Registers a number, with a phone.
    func register(_ number: String) async throws -> (account: TestAccount, phone: TestDevice) {
        let socket = connect()
        let verified = try await verify(number, on: socket)
        let account = TestAccount(id: verified.account, number: number)
        let phone = try account.addDevice(.phone, in: self)
        let answer = try await socket.ask(
            .register(
                Registration(
                    token: verified.token,
                    accountKey: account.keyPair.publicKey,
                    list: try account.nextList(version: verified.nextListVersion)
                )
            )
        )
        guard answer == .done else { throw Unexpected(answer) }
        return (account, phone)
    }

    /// Asks for a code and shows it.
    func verify(_ number: String, on socket: TestSocket) async throws -> CodeVerified {
        _ = try await socket.ask(.requestCode(number: Array(number.utf8)))
        let answer = try await socket.ask(
            .verifyCode(number: Array(number.utf8), code: code(for: number))
        )
        guard case .codeVerified(let verified) = answer else { throw Unexpected(answer) }
        return verified
    }
}
