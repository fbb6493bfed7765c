import TandemBytes
import TandemCrypto
import TandemProtocol

/// How a computer comes to belong to an account.
///
///     idle ─ startLink ─▶ preparing ─ opened ─▶ shown ─ scanned ─▶ scanned ─ bundle ─▶ syncing ─▶ done
///                             ▲  ▲                │ │               │
///                             │  └── after 60 s, ─┘ └─ five codes   ├─ wrong code, refused, cancelled
///                             │      then 20 s         later        ▼
///                             └──── reloadCode ───── expired, refused
///
/// A code that was just replaced still works while its rendezvous lives: a phone may have seen it.
struct DesktopLink {
    /// How long the first code is shown.
    static let firstMilliseconds: UInt64 = 60_000
    /// How long each of the others is shown.
    static let nextMilliseconds: UInt64 = 20_000
    /// How many codes follow the first.
    static let replacements = 5
    /// How long the phone may take once it has scanned.
    static let scannedMilliseconds: UInt64 = 300_000

    enum State {
        case idle
        case preparing
        case shown
        case scanned
        case syncing
        case expired
        case refused
        case done
    }

    /// One code, and what its link needs.
    final class Offer {
        let code: LinkCode
        let ephemeral: KEMKeyPair
        var channel: LinkChannel
        var commitment: Bytes32?
        var offer: LinkOffer?
        var phoneNonce: Bytes32?

        init(code: LinkCode, ephemeral: KEMKeyPair, channel: LinkChannel) {
            self.code = code
            self.ephemeral = ephemeral
            self.channel = channel
        }
    }

    var state = State.idle
    var reason: LinkReason?
    /// The codes that a phone may scan, the latest last.
    var offers: [Offer] = []
    /// The one that a phone came for.
    var active: Offer?
    var deviceKey: SignatureKeyPair?
    var isSharedComputer = false
    var shownCount = 0
    var validUntil = Timestamp.zero
    var checkCode: [UInt8] = []
}

/// Why a link came to nothing.
enum LinkReason {
    case badCode
    case used
    case expired
    case wrongCode
    case refused
    case offline
    case ownCode
    case cancelled
}

extension Engine {
    func startLink(keepSignedIn: Bool) {
        guard own == nil, configuration.kind != .phone else { return problem(.notAllowed) }
        closeOffers(.cancelled)
        desktopLink = DesktopLink()
        desktopLink.isSharedComputer = !keepSignedIn || configuration.sharedComputer
        desktopLink.deviceKey = provider.generateSignatureKeyPair(.ed25519)
        desktopLink.state = .preparing
        showSession()
        openRendezvous()
    }

    func reloadCode() {
        guard own == nil, desktopLink.deviceKey != nil else { return }
        closeOffers(.cancelled)
        desktopLink.shownCount = 0
        desktopLink.reason = nil
        desktopLink.state = .preparing
        openRendezvous()
    }

    private func openRendezvous() {
        showLink()
        guard connection.isOpen else { return }
        ask(.openRendezvous, .openRendezvous)
    }

    func rendezvousOpened(_ answer: ServerMessage) {
        guard case .rendezvousOpened(let reference, _) = answer else {
            desktopLink.state = .expired
            return showLink()
        }
        guard own == nil, let secret = Bytes16(random(16)) else { return }
        switch desktopLink.state {
        case .preparing, .shown: break
        case .idle, .scanned, .syncing, .expired, .refused, .done:
            return tell(.closeRendezvous(reference: reference, reason: .cancelled))
        }
        let ephemeral = provider.generateKEMKeyPair(.x25519)
        guard let keyHash = Bytes32(provider.hash(.sha256, ephemeral.publicKey)) else { return }
        let code = LinkCode(reference: reference, keyHash: keyHash, secret: secret)
        let channel = LinkChannel(code, end: .desktop, provider: provider)
        desktopLink.offers.append(.init(code: code, ephemeral: ephemeral, channel: channel))
        show(code)
    }

    private func show(_ code: LinkCode) {
        let isFirst = desktopLink.shownCount == 0
        let milliseconds =
            isFirst ? DesktopLink.firstMilliseconds : DesktopLink.nextMilliseconds
        desktopLink.shownCount += 1
        desktopLink.state = .shown
        desktopLink.validUntil = now.adding(milliseconds: milliseconds)
        timers.reset(.rotateCode, at: desktopLink.validUntil)
        showLink()
    }

    /// The shown code is old: shows another, or gives up.
    func rotateCode() {
        guard case .shown = desktopLink.state else { return }
        guard desktopLink.shownCount <= DesktopLink.replacements else {
            closeOffers(.expired)
            desktopLink.state = .expired
            return showLink()
        }
        guard connection.isOpen else { return }
        ask(.openRendezvous, .openRendezvous)
    }

    private func closeOffers(_ reason: RendezvousCloseReason) {
        if connection.isOpen {
            for offer in desktopLink.offers {
                tell(.closeRendezvous(reference: offer.code.reference, reason: reason))
            }
        }
        desktopLink.offers = []
        desktopLink.active = nil
        timers.cancel(.rotateCode)
        timers.cancel(.linkTimeout)
    }

    /// A phone came: this code is used up, and the others are closed.
    func scanned(_ reference: RendezvousReference) {
        guard own == nil, case .shown = desktopLink.state,
            let index = desktopLink.offers.firstIndex(where: { $0.code.reference == reference })
        else { return }
        let offer = desktopLink.offers.remove(at: index)
        closeOffers(.cancelled)
        desktopLink.active = offer
        desktopLink.offers = [offer]
        desktopLink.state = .scanned
        desktopLink.checkCode = []
        timers.reset(.linkTimeout, at: now.adding(milliseconds: DesktopLink.scannedMilliseconds))
        showLink()
    }

    func desktopReceived(_ body: [UInt8]) {
        guard let active = desktopLink.active else { return }
        guard let message = active.channel.open(body, provider: provider) else {
            counters.refusedEphemerals += 1
            return
        }
        switch message {
        case .hello(let commitment): makeOffer(commitment)
        case .reveal(let nonce): revealed(nonce)
        case .bundle(let encapsulated, let ciphertext): receivedBundle(encapsulated, ciphertext)
        case .offer, .thanks: failDesktopLink(.refused, closing: .refused)
        }
    }

    private func makeOffer(_ commitment: Bytes32) {
        guard let active = desktopLink.active, active.commitment == nil,
            let deviceKey = desktopLink.deviceKey, let nonce = Bytes32(random(32))
        else { return failDesktopLink(.refused, closing: .refused) }
        let offer = LinkOffer(
            publicKey: active.ephemeral.publicKey,
            signatureKey: deviceKey.publicKey,
            desktopNonce: nonce,
            isSharedComputer: desktopLink.isSharedComputer,
            browser: configuration.browser,
            system: configuration.system
        )
        active.commitment = commitment
        active.offer = offer
        relay(.offer(offer), through: &active.channel)
    }

    private func revealed(_ nonce: Bytes32) {
        guard let active = desktopLink.active, let offer = active.offer, active.phoneNonce == nil,
            provider.hash(.sha256, nonce.bytes) == active.commitment?.bytes
        else { return failDesktopLink(.refused, closing: .refused) }
        active.phoneNonce = nonce
        desktopLink.checkCode = active.channel.checkCode(
            offer: offer,
            phoneNonce: nonce,
            provider: provider
        )
        showLink()
    }

    private func receivedBundle(_ encapsulated: [UInt8], _ ciphertext: [UInt8]) {
        guard let bundle = openBundle(encapsulated, ciphertext), install(bundle) else {
            return failDesktopLink(.refused, closing: .refused)
        }
        if let active = desktopLink.active {
            relay(.thanks, through: &active.channel)
            tell(.closeRendezvous(reference: active.code.reference, reason: .done))
        }
        desktopLink.offers = []
        desktopLink.active = nil
        timers.cancel(.linkTimeout)
        desktopLink.state = archiveImport == nil ? .done : .syncing
        showLink()
        authenticate()
    }

    private func openBundle(_ encapsulated: [UInt8], _ ciphertext: [UInt8]) -> LinkBundle? {
        guard let active = desktopLink.active, let offer = active.offer,
            let nonce = active.phoneNonce
        else { return nil }
        let plaintext = try? provider.hpkeOpen(
            .x25519ChaCha20Poly1305SHA256Ed25519,
            privateKey: active.ephemeral.privateKey,
            encapsulated: encapsulated,
            info: LinkChannel.bundleInfo(
                active.code,
                offer: offer,
                phoneNonce: nonce,
                provider: provider
            ),
            authenticatedData: [],
            ciphertext
        )
        guard var plaintext else { return nil }
        defer { wipe(&plaintext) }
        return try? LinkBundle(exactly: plaintext)
    }

    /// Takes over what the phone gave, if it is consistent; then this is a device of the account.
    private func install(_ bundle: LinkBundle) -> Bool {
        guard let deviceKey = desktopLink.deviceKey,
            (try? bundle.account.verify(provider: provider)) != nil,
            bundle.certificate.signatureKey == deviceKey.publicKey,
            bundle.account.list.certificate(of: bundle.certificate.device) == bundle.certificate
        else { return false }
        own = OwnAccount(
            account: bundle.account.account,
            device: bundle.certificate.device,
            deviceKey: deviceKey,
            accountPrivateKey: nil,
            accountKey: bundle.account.accountKey,
            list: bundle.account.list,
            number: bundle.number,
            name: bundle.name,
            selfConversation: bundle.selfConversation,
            archiveKey: bundle.archiveKey,
            registration: nil
        )
        saveAccount()
        for record in bundle.contacts where record.account != bundle.account.account {
            contacts[record.account] = Contact(record: record)
            save(record.account)
        }
        installChats(bundle)
        showSession()
        showEverything()
        return true
    }

    func failDesktopLink(_ reason: LinkReason, closing: RendezvousCloseReason) {
        closeOffers(closing)
        desktopLink.reason = reason
        desktopLink.state = .refused
        showLink()
    }

    /// The rendezvous of the phone's side was closed.
    func desktopClosed(_ reference: RendezvousReference, _ reason: RendezvousCloseReason) {
        let isActive = desktopLink.active?.code.reference == reference
        desktopLink.offers.removeAll { $0.code.reference == reference }
        guard isActive else { return }
        switch reason {
        case .done: break
        case .expired: failDesktopLink(.expired, closing: .expired)
        case .wrongCode: failDesktopLink(.wrongCode, closing: .wrongCode)
        case .cancelled: failDesktopLink(.cancelled, closing: .cancelled)
        case .refused: failDesktopLink(.refused, closing: .refused)
        }
    }
}
