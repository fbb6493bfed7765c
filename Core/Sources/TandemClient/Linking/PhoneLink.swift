import TandemBytes
import TandemCrypto
import TandemProtocol

/// How a phone links a computer.
///
///     idle ─ code scanned ─▶ contacting ─ offer ─▶ confirm ─ right code ─▶ finishing ─ thanks ─▶ done
///                                │                    │ three wrong ones       │
///                                └────────────────────┴────── failed ◀─────────┘
///
/// The list is raised before the bundle is sent: what the desktop gets is already true. If the
/// desktop never says thanks, the device is taken off the list again.
final class PhoneLink {
    /// How often the check code may be typed.
    static let tries = 3
    /// How long a step may take.
    static let milliseconds: UInt64 = 120_000

    enum State {
        case contacting
        case confirm
        /// The new list is on its way to the server.
        case raising
        /// The bundle is on its way to the desktop.
        case finishing
        case done
        case failed
    }

    let code: LinkCode
    var channel: LinkChannel
    let nonce: Bytes32
    var state = State.contacting
    var reason: LinkReason?
    var offer: LinkOffer?
    var sameNetwork = false
    var network: [UInt8] = []
    var triesLeft = PhoneLink.tries
    var certificate: DeviceCertificate?

    init(code: LinkCode, channel: LinkChannel, nonce: Bytes32) {
        self.code = code
        self.channel = channel
        self.nonce = nonce
    }
}

extension Engine {
    /// A code was scanned or pasted.
    func useLinkText(_ text: [UInt8]) {
        guard own?.isPhone == true, own?.registration == nil else { return problem(.notAllowed) }
        cancelPhoneLink(.cancelled)
        guard let code = LinkCode(text: text) else {
            showLinking(.failed, reason: .badCode)
            return problem(.badLinkText)
        }
        guard connection.isOnline, let nonce = Bytes32(random(32)) else {
            showLinking(.failed, reason: .offline)
            return problem(.offline)
        }
        let channel = LinkChannel(code, end: .phone, provider: provider)
        phoneLink = PhoneLink(code: code, channel: channel, nonce: nonce)
        timers.reset(.linkTimeout, at: now.adding(milliseconds: PhoneLink.milliseconds))
        showLinking()
        ask(.joinRendezvous(code.reference), .joinRendezvous)
    }

    func rendezvousJoined(_ answer: ServerMessage) {
        guard let link = phoneLink, case .contacting = link.state else { return }
        switch answer {
        case .rendezvousJoined(let sameNetwork, let network):
            link.sameNetwork = sameNetwork
            link.network = network
            guard let commitment = Bytes32(provider.hash(.sha256, link.nonce.bytes)) else { return }
            relay(.hello(commitment: commitment), through: &link.channel)
        case .error(let error): failJoin(error)
        default: counters.strayAnswers += 1
        }
    }

    private func failJoin(_ error: ErrorAnswer) {
        switch error.code {
        case .referenceUsed:
            failPhoneLink(.used, closing: nil)
            problem(.linkUsed)
        case .referenceExpired, .notFound:
            failPhoneLink(.expired, closing: nil)
            problem(.linkExpired)
        default:
            failPhoneLink(.refused, closing: nil)
            problem(error)
        }
    }

    func phoneReceived(_ body: [UInt8]) {
        guard let link = phoneLink, let message = link.channel.open(body, provider: provider) else {
            counters.refusedEphemerals += 1
            return
        }
        switch (message, link.state) {
        case (.offer(let offer), .contacting): offered(offer)
        case (.thanks, .finishing): thanked()
        case (.hello, _), (.reveal, _), (.bundle, _), (.offer, _), (.thanks, _):
            failPhoneLink(.refused, closing: .refused)
            problem(.linkRefused)
        }
    }

    private func offered(_ offer: LinkOffer) {
        guard let link = phoneLink,
            provider.hash(.sha256, offer.publicKey) == link.code.keyHash.bytes
        else {
            failPhoneLink(.refused, closing: .refused)
            return problem(.linkRefused)
        }
        let device = DeviceID(signatureKey: offer.signatureKey, provider: provider)
        guard own?.list.certificate(of: device) == nil else {
            failPhoneLink(.ownCode, closing: .refused)
            return problem(.linkRefused)
        }
        relay(.reveal(phoneNonce: link.nonce), through: &link.channel)
        link.offer = offer
        link.state = .confirm
        timers.reset(.linkTimeout, at: now.adding(milliseconds: PhoneLink.milliseconds))
        showLinking()
    }

    /// The person typed the check code.
    func confirmLink(_ typed: [UInt8]) {
        guard let link = phoneLink, case .confirm = link.state, let offer = link.offer else {
            return problem(.linkExpired)
        }
        let digits = typed.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        let expected = link.channel.checkCode(
            offer: offer,
            phoneNonce: link.nonce,
            provider: provider
        )
        guard equalInConstantTime(digits, expected) else { return wrongCheckCode() }
        guard connection.isOnline else { return problem(.offline) }
        link.state = .raising
        raiseList(for: offer)
    }

    private func wrongCheckCode() {
        phoneLink?.triesLeft -= 1
        let triesLeft = phoneLink?.triesLeft ?? 0
        if triesLeft <= 0 {
            failPhoneLink(.wrongCode, closing: .wrongCode)
        } else {
            showLinking()
        }
        problem(.linkWrongCode, triesLeft: triesLeft)
    }

    /// Signs the new device's certificate and puts it on the list.
    private func raiseList(for offer: LinkOffer) {
        guard let own, let accountKey = own.accountPrivateKey else { return }
        guard own.list.devices.count < ProtocolLimits.deviceCount else {
            failPhoneLink(.refused, closing: .refused)
            return problem(.tooManyDevices)
        }
        let sharedComputerMilliseconds: UInt64 = 86_400_000
        let certificate = try? DeviceCertificate(
            account: own.account,
            signatureKey: offer.signatureKey,
            role: .linked,
            isSharedComputer: offer.isSharedComputer,
            issuedAt: now,
            expiresAt: offer.isSharedComputer
                ? now.adding(milliseconds: sharedComputerMilliseconds) : .zero,
            accountPrivateKey: accountKey,
            provider: provider
        )
        guard let certificate else {
            failPhoneLink(.refused, closing: .refused)
            return problem(.linkRefused)
        }
        phoneLink?.certificate = certificate
        listWishes.addition = certificate
        // Until it was thanked for, also after a restart.
        listWishes.remove(certificate.device)
        saveListWishes()
        showLinking()
        updateList()
    }

    /// The server has a new list: if it is that of the link, the bundle follows.
    func linkListRaised() {
        guard let link = phoneLink, case .raising = link.state, let certificate = link.certificate,
            own?.list.certificate(of: certificate.device) != nil
        else { return }
        sendBundle()
    }

    /// A list was refused; whether it was that of a link, which is then over.
    func linkListRefused(_ error: ErrorAnswer) -> Bool {
        guard let link = phoneLink, case .raising = link.state else { return false }
        failPhoneLink(.refused, closing: .refused)
        problem(error)
        return true
    }

    private func sendBundle() {
        guard let link = phoneLink, let offer = link.offer, let bundle = makeBundle() else {
            return
        }
        var plaintext = bundle.encoded
        defer { wipe(&plaintext) }
        let sealed = try? provider.hpkeSeal(
            .x25519ChaCha20Poly1305SHA256Ed25519,
            publicKey: offer.publicKey,
            info: LinkChannel.bundleInfo(
                link.code,
                offer: offer,
                phoneNonce: link.nonce,
                provider: provider
            ),
            authenticatedData: [],
            plaintext
        )
        guard let sealed else {
            failPhoneLink(.refused, closing: .refused)
            return problem(.linkRefused)
        }
        let message = LinkMessage.bundle(
            encapsulated: sealed.encapsulated,
            ciphertext: sealed.ciphertext
        )
        relay(message, through: &link.channel)
        link.state = .finishing
        showLinking()
    }

    private func makeBundle() -> LinkBundle? {
        guard let own, let certificate = phoneLink?.certificate,
            let selfConversation = own.selfConversation
        else { return nil }
        let chats = chatSummaries()
        return LinkBundle(
            account: own.record,
            certificate: certificate,
            number: own.number,
            name: own.name,
            contacts: contactRecords(for: chats),
            chats: chats,
            selfConversation: selfConversation,
            archiveKey: own.archiveKey
        )
    }

    private func thanked() {
        guard let link = phoneLink, let offer = link.offer, let certificate = link.certificate
        else { return }
        tell(.closeRendezvous(reference: link.code.reference, reason: .done))
        let info = DeviceInfo(
            device: certificate.device,
            browser: offer.browser,
            system: offer.system,
            name: [],
            linkedAt: now
        )
        listWishes.keepAddition()
        saveListWishes()
        keep(info)
        queue(.deviceInfo(info))
        phoneLink?.state = .done
        timers.cancel(.linkTimeout)
        showLinking()
        showDevicesIfWatched()
    }

    func failPhoneLink(_ reason: LinkReason, closing: RendezvousCloseReason?) {
        guard let link = phoneLink else { return }
        if let closing, connection.isOnline {
            tell(.closeRendezvous(reference: link.code.reference, reason: closing))
        }
        timers.cancel(.linkTimeout)
        phoneLink?.state = .failed
        phoneLink?.reason = reason
        showLinking()
        listWishes.addition = nil
        if let device = link.certificate?.device { takeOffList([device]) }
    }

    func cancelPhoneLink(_ reason: LinkReason) {
        guard let link = phoneLink else { return }
        switch link.state {
        case .contacting, .confirm, .raising, .finishing: failPhoneLink(reason, closing: .cancelled)
        case .done, .failed: break
        }
        phoneLink = nil
    }

    func phoneClosed(_ reason: RendezvousCloseReason) {
        guard let link = phoneLink else { return }
        switch (link.state, reason) {
        case (.done, _), (.failed, _): break
        case (_, .expired):
            failPhoneLink(.expired, closing: nil)
            problem(.linkExpired)
        case (_, .wrongCode), (_, .cancelled), (_, .refused), (_, .done):
            failPhoneLink(.refused, closing: nil)
            problem(.linkRefused)
        }
    }
}
