import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import TandemCryptoNative
import TandemProtocol

let provider = NativeCryptoProvider()

/// An answer that a test did not expect.
struct Unexpected: Error {
    let answer: ServerMessage
}

/// A person with one phone.
struct TestPerson: Sendable {
    let account: AccountID
    let accountKey = provider.generateSignatureKeyPair(.ed25519)
    let deviceKey = provider.generateSignatureKeyPair(.ed25519)

    /// Registers a number.
    init(_ number: String, at server: RunningServer) async throws {
        let socket = try await SocketClient(port: server.port)
        _ = try await socket.ask(.requestCode(number: Array(number.utf8)))
        let answer = try await socket.ask(
            .verifyCode(number: Array(number.utf8), code: try await server.code(for: number))
        )
        guard case .codeVerified(let verified) = answer else { throw Unexpected(answer: answer) }
        account = verified.account
        let list = try DeviceList(
            account: account,
            version: verified.nextListVersion,
            issuedAt: .zero,
            devices: [try certificate()],
            accountPrivateKey: accountKey.privateKey,
            provider: provider
        )
        let done = try await socket.ask(
            .register(
                Registration(
                    token: verified.token,
                    accountKey: accountKey.publicKey,
                    list: list
                )
            )
        )
        guard done == .done else { throw Unexpected(answer: done) }
        socket.close()
    }

    var device: DeviceID { DeviceID(signatureKey: deviceKey.publicKey, provider: provider) }

    func certificate() throws -> DeviceCertificate {
        try DeviceCertificate(
            account: account,
            signatureKey: deviceKey.publicKey,
            role: .phone,
            issuedAt: .zero,
            accountPrivateKey: accountKey.privateKey,
            provider: provider
        )
    }

    /// Opens a socket and authenticates.
    func signIn(port: Int) async throws -> SocketClient {
        let socket = try await SocketClient(port: port)
        let nonce = try await socket.next {
            if case .challenge(let nonce, _, _) = $0.body { nonce } else { nil }
        }
        let content = AuthenticationContent(
            nonce: nonce,
            account: account,
            device: device,
            audience: socket.audience
        )
        let answer = try await socket.ask(
            .authenticate(
                Authentication(
                    account: account,
                    device: device,
                    audience: socket.audience,
                    signature: try SignatureName.authentication.sign(
                        content.encoded,
                        privateKey: deviceKey.privateKey,
                        provider: provider
                    )
                )
            )
        )
        guard case .authenticated = answer else { throw Unexpected(answer: answer) }
        return socket
    }

    /// A conversation of one's own, at epoch 0.
    func ownConversation() throws -> (id: ConversationID, creation: Request) {
        let client = ClientIdentity(
            credential: .basic(
                identity: MemberIdentity(account: account, device: device).encoded
            ),
            signatureKeyPair: deviceKey,
            leafExtensions: [Extension(try certificate())],
            capabilities: Capabilities(extensions: [.deviceCertificate, .conversationContext])
        )
        let context = ConversationContext(
            kind: .own,
            participants: [.init(account: account, role: .admin)]
        )
        let id = ConversationID.other(
            Bytes16(high: .random(in: 0...UInt64.max), low: .random(in: 0...UInt64.max))
        )
        let group = try GroupState.create(
            groupID: GroupID(id.bytes),
            suite: .x25519ChaCha20Poly1305SHA256Ed25519,
            identity: client,
            extensions: [Extension(RequiredCapabilities.conversation), Extension(context)],
            provider: provider
        )
        let info = try group.groupInfo(withTree: true, identity: client, provider: provider)
        return (id, .createConversation(groupInfo: MLSMessage.groupInfo(info).encoded))
    }
}

extension MessageID {
    /// A name that is easy to count.
    static func numbered(_ number: UInt64) -> MessageID {
        MessageID(Bytes16(high: 1, low: number))
    }
}
