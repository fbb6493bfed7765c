import TandemCrypto
import MLS
import MLSWire
import TandemBytes
import TandemProtocol

/// The key packages that others may take, with their private halves.
///
///     made and stored ── published ──▶ taken ── Welcome ──▶ gone (the last resort stays)
///        └── refused ──▶ gone                └── too old ──▶ gone
///
/// All are replaced, together with the last resort, long before they are too old to be used.
struct KeyPackageStock {
    /// How many are kept at the server.
    static let target = 100
    /// Below how many new ones are made.
    static let lowMark: UInt32 = 50
    /// How many are published at once: the first few come quickly.
    static let batch = 25
    /// How long one may be used, in seconds.
    static let lifetimeSeconds: UInt64 = 90 * daySeconds
    /// How long before its end the last resort, and with it everything, is replaced.
    static let renewalSeconds: UInt64 = 60 * daySeconds
    /// How long after its end one is kept, for a Welcome that was long on its way.
    static let graceSeconds: UInt64 = 30 * daySeconds
    static let daySeconds: UInt64 = 86_400

    /// The rows; decoded when a Welcome names one.
    var rows: [KeyPackageRow] = []
    /// The names of those whose publication is not answered.
    var publishing: [[UInt8]] = []
    /// How many the server had, as it last said.
    var available: UInt32 = 0
    /// How often in a row it took none.
    var refusals = 0

    var isPublishing: Bool { !publishing.isEmpty }

    /// Whether the server has a last resort that is good for long.
    func isFresh(at seconds: UInt64) -> Bool {
        rows.contains {
            $0.isLastResort && $0.isPublished && $0.notAfter > seconds &+ Self.renewalSeconds
        }
    }
}

/// A stored key package.
///
/// Layout of its name: `KeyPackageRef reference[32]; uint8 isLastResort; uint8 isPublished;
/// uint64 notAfter`, in seconds since 1970. Only of a last resort it is noted that it is published.
struct KeyPackageRow {
    let reference: [UInt8]
    let isLastResort: Bool
    var isPublished: Bool
    let notAfter: UInt64
    let bundle: [UInt8]

    init(_ bundle: KeyPackageBundle, isLastResort: Bool, notAfter: UInt64) {
        reference = bundle.reference.bytes
        self.isLastResort = isLastResort
        isPublished = false
        self.notAfter = notAfter
        self.bundle = bundle.encoded
    }

    init(name: [UInt8], bundle: [UInt8]) throws(DecodeError) {
        var reader = ByteReader(name)
        reference = try reader.fixed(32)
        isLastResort = try reader.flag()
        isPublished = try reader.flag()
        notAfter = try reader.integer()
        try reader.finish()
        self.bundle = bundle
    }

    var name: [UInt8] {
        var writer = ByteWriter()
        writer.fixed(reference)
        writer.flag(isLastResort)
        writer.flag(isPublished)
        writer.integer(notAfter)
        return writer.bytes
    }
}

extension Engine {
    /// What this device puts into its leaves.
    var identity: ClientIdentity? {
        guard let own, let certificate = own.certificate else { return nil }
        return ClientIdentity(
            credential: .basic(identity: own.identity.encoded),
            signatureKeyPair: own.deviceKey,
            leafExtensions: [Extension(certificate)],
            capabilities: TandemExtensions.capabilities
        )
    }

    /// The server has said how many there are: makes more, or all anew, if it is time.
    func keyPackagesCounted(_ available: UInt32) {
        keyPackages.available = available
        dropOldKeyPackages()
        let dayMilliseconds = KeyPackageStock.daySeconds * 1_000
        timers.reset(.keyPackages, at: now.adding(milliseconds: dayMilliseconds))
        if !keyPackages.isFresh(at: now.milliseconds / 1_000) {
            publishKeyPackages(missing: KeyPackageStock.target, replacing: true)
        } else if available < KeyPackageStock.lowMark {
            publishMissingKeyPackages()
        }
    }

    func keyPackagesDue() {
        if connection.isOnline { keyPackagesCounted(keyPackages.available) }
    }

    private func publishMissingKeyPackages() {
        let missing = KeyPackageStock.target - Int(keyPackages.available)
        if missing > 0 { publishKeyPackages(missing: missing, replacing: false) }
    }

    /// What is too old to be named by any Welcome that is still on its way.
    private func dropOldKeyPackages() {
        let seconds = now.milliseconds / 1_000
        dropKeyPackages { $0.notAfter &+ KeyPackageStock.graceSeconds < seconds }
    }

    private func dropKeyPackages(where isOver: (KeyPackageRow) -> Bool) {
        for row in keyPackages.rows where isOver(row) {
            turn.change(.delete(.state, key: StateKey.keyPackage.key(row.name)))
        }
        keyPackages.rows.removeAll(where: isOver)
    }

    /// Makes a batch, stores it, and publishes it; the next batch follows the answer. With a last
    /// resort it takes the place of all that were published before.
    private func publishKeyPackages(missing: Int, replacing: Bool) {
        guard connection.isOnline, !keyPackages.isPublishing, let identity else { return }
        let count = min(missing, KeyPackageStock.batch)
        let fresh = (0..<count).compactMap { _ in
            makeKeyPackage(identity, isLastResort: false)
        }
        let lastResort = replacing ? makeKeyPackage(identity, isLastResort: true) : nil
        ask(.publishKeyPackages(keyPackages: fresh, lastResort: lastResort), .publishKeyPackages)
    }

    private func makeKeyPackage(_ identity: ClientIdentity, isLastResort: Bool) -> [UInt8]? {
        let seconds = now.milliseconds / 1_000
        let lifetime = Lifetime(
            notBefore: seconds - min(seconds, KeyPackageStock.daySeconds),
            notAfter: seconds &+ KeyPackageStock.lifetimeSeconds
        )
        let bundle = try? KeyPackageBundle.generate(
            suite: .x25519ChaCha20Poly1305SHA256Ed25519,
            identity: identity,
            lifetime: lifetime,
            lastResort: isLastResort,
            provider: provider
        )
        guard let bundle else { return nil }
        let row = KeyPackageRow(bundle, isLastResort: isLastResort, notAfter: lifetime.notAfter)
        keyPackages.publishing.append(row.name)
        keep(row)
        return MLSMessage.keyPackage(bundle.keyPackage).encoded
    }

    private func keep(_ row: KeyPackageRow) {
        keyPackages.rows.append(row)
        turn.change(.put(.state, key: StateKey.keyPackage.key(row.name), value: row.bundle))
    }

    func keyPackagesAnswered(_ answer: ServerMessage) {
        let published = keyPackages.publishing
        keyPackages.publishing = []
        switch answer {
        case .keyPackageCount(let available):
            keyPackages.available = available
            keyPackages.refusals = 0
            noteLastResort(among: published)
            publishMissingKeyPackages()
        case .error(let error):
            dropKeyPackages { published.contains($0.name) }
            let pause = pauseMilliseconds(error, after: keyPackages.refusals)
            keyPackages.refusals += 1
            timers.reset(.keyPackages, at: now.adding(milliseconds: pause))
        default: counters.strayAnswers += 1
        }
    }

    private func noteLastResort(among published: [[UInt8]]) {
        let row = keyPackages.rows.first { $0.isLastResort && published.contains($0.name) }
        guard var row else { return }
        dropKeyPackages { $0.reference == row.reference }
        row.isPublished = true
        keep(row)
    }

    /// The bundle that a Welcome is for.
    func keyPackageBundle(for welcome: Welcome) -> KeyPackageBundle? {
        for secrets in welcome.secrets {
            let reference = secrets.newMember.bytes
            guard let row = keyPackages.rows.first(where: { $0.reference == reference }) else {
                continue
            }
            if let bundle = try? KeyPackageBundle(exactly: row.bundle) { return bundle }
            counters.malformedRows += 1
        }
        return nil
    }

    /// Forgets a bundle that was used, unless it is the last resort.
    func consume(_ bundle: KeyPackageBundle) {
        guard !bundle.isLastResort else { return }
        let reference = bundle.reference.bytes
        dropKeyPackages { $0.reference == reference }
    }
}
