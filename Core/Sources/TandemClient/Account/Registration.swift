import TandemBytes
import TandemCrypto
import TandemProtocol

/// How a phone gets its account.
///
///     number ── code asked for ──▶ code ── right ──▶ registering ── done ──▶ name ── given ──▶ over
///        ▲────────── token too old ───────────────────────┘
struct RegistrationFlow {
    enum Step {
        case number
        case code
        case registering
        case name
        case over
    }

    var step = Step.number
    /// The number that a code was last asked for.
    var number: [UInt8] = []
    /// The code that was sent.
    var awaited: AwaitedCode?
    /// How often in a row the server would not register for now.
    var refusals = 0
}

extension Engine {
    func requestCode(_ number: [UInt8]) {
        guard own == nil, configuration.kind != .desktop else { return problem(.notAllowed) }
        guard PhoneNumber(number) != nil else { return problem(.invalidNumber) }
        guard connection.isOpen else { return problem(.offline) }
        registration.number = number
        ask(.requestCode(number: number), .requestCode)
    }

    func codeRequestAnswered(_ answer: ServerMessage) {
        switch answer {
        case .codeSent(let validForSeconds, let retryAfterSeconds):
            awaitCode(
                AwaitedCode(
                    number: registration.number,
                    retryAt: now.adding(milliseconds: UInt64(retryAfterSeconds) * 1_000),
                    validUntil: now.adding(milliseconds: UInt64(validForSeconds) * 1_000)
                )
            )
            showRegistration()
        case .error(let error): problem(error)
        default: counters.strayAnswers += 1
        }
    }

    /// Goes on after a restart where the registration stood.
    func resumeRegistration(awaiting awaited: AwaitedCode?) {
        if let own {
            registration.step =
                own.registration != nil ? .registering : own.name.isEmpty ? .name : .over
        } else if let awaited, awaited.validUntil > now {
            registration.number = awaited.number
            registration.awaited = awaited
            registration.step = .code
        }
    }

    private func awaitCode(_ code: AwaitedCode) {
        registration.awaited = code
        registration.step = .code
        turn.put(StateKey.awaitedCode.key, code)
    }

    /// The code was used up, or is over.
    private func awaitNoCode() {
        registration.awaited = nil
        turn.change(.delete(.state, key: StateKey.awaitedCode.key))
    }

    func verifyCode(_ code: [UInt8]) {
        guard own == nil, case .code = registration.step else { return problem(.codeExpired) }
        guard connection.isOpen else { return problem(.offline) }
        ask(.verifyCode(number: registration.number, code: code), .verifyCode)
    }

    func codeAnswered(_ answer: ServerMessage) {
        switch answer {
        case .codeVerified(let verified): register(verified)
        case .error(let error):
            if error.code == .codeExpired || error.code == .tooManyTries {
                registration.step = .number
                awaitNoCode()
                showRegistration()
            }
            problem(error)
        default: counters.strayAnswers += 1
        }
    }

    /// Makes the account's and the device's keys, stores them, and registers them.
    private func register(_ verified: CodeVerified) {
        guard own == nil else { return }
        let accountKey = provider.generateSignatureKeyPair(.ed25519)
        let deviceKey = provider.generateSignatureKeyPair(.ed25519)
        guard
            let certificate = try? DeviceCertificate(
                account: verified.account,
                signatureKey: deviceKey.publicKey,
                role: .phone,
                issuedAt: now,
                accountPrivateKey: accountKey.privateKey,
                provider: provider
            ),
            let list = try? DeviceList(
                account: verified.account,
                version: max(1, verified.nextListVersion),
                issuedAt: now,
                devices: [certificate],
                accountPrivateKey: accountKey.privateKey,
                provider: provider
            )
        else { return }
        var archiveKey = random(32)
        own = OwnAccount(
            account: verified.account,
            device: certificate.device,
            deviceKey: deviceKey,
            accountPrivateKey: accountKey.privateKey,
            accountKey: accountKey.publicKey,
            list: list,
            number: registration.number,
            name: [],
            selfConversation: nil,
            archiveKey: SecretBytes(moving: &archiveKey),
            registration: verified.token
        )
        awaitNoCode()
        // Of an account that was set aside nothing stays.
        turn.change(.deletePrefix(.state, prefix: []))
        turn.change(.deletePrefix(.messages, prefix: []))
        saveAccount()
        registerAgain()
    }

    /// Sends the registration; also after a crash or a lost answer, when the server may know it.
    func registerAgain() {
        guard let own, let token = own.registration, connection.isOpen else { return }
        registration.step = .registering
        let body = Registration(token: token, accountKey: own.accountKey, list: own.list)
        ask(.register(body), .register)
    }

    func registerAnswered(_ answer: ServerMessage) {
        switch answer {
        case .done:
            registrationConfirmed()
            authenticate()
        case .error(let error):
            registrationRefused(error)
        default: counters.strayAnswers += 1
        }
    }

    private func registrationRefused(_ error: ErrorAnswer) {
        switch error.code {
        case .rateLimited, .unavailable, .storageFull:
            let pause = pauseMilliseconds(error, after: registration.refusals)
            registration.refusals += 1
            timers.reset(.register, at: now.adding(milliseconds: pause))
            problem(error)
        default:
            // The token is over, so nothing that was made with it is of use.
            forgetAccount()
            problem(.tokenExpired)
        }
    }

    private func forgetAccount() {
        own = nil
        turn.change(.delete(.state, key: StateKey.account.key))
        registration = RegistrationFlow()
        showSession()
        showRegistration()
    }

    /// Notes that the server knows the account.
    func registrationConfirmed() {
        guard own?.registration != nil else { return }
        own?.registration = nil
        let info = DeviceInfo(
            device: own?.device ?? randomID(),
            browser: configuration.browser,
            system: configuration.system,
            name: [],
            linkedAt: now
        )
        keep(info)
        registration.step = .name
        saveAccount()
        showSession()
        showRegistration()
    }

    /// The last step of a registration; later a change of the name.
    func setName(_ name: [UInt8]) {
        guard !name.isEmpty else { return problem(.nameMissing) }
        guard name.count <= ClientLimits.name else { return problem(.tooLong) }
        guard own != nil, own?.registration == nil else { return problem(.notAllowed) }
        own?.name = name
        saveAccount()
        registration.step = .over
        showSession()
        createSelfConversationIfReady()
        if let selfChat = own?.selfConversation { turn.showChat(selfChat) }
        spreadProfile()
    }

    func registrationDisconnected() {
        if case .registering = registration.step { registration.step = .code }
    }
}
