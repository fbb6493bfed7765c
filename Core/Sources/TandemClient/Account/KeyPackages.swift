import TandemCrypto
import MLS
import MLSWire
import TandemBytes
import TandemProtocol

/// The key packages that others may take, with their private halves.
struct KeyPackageStock {
    /// How many are kept at the server.
    static let target = 100
    /// Below how many new ones are made.
    static let lowMark: UInt32 = 50
    /// How many are published at once: the first few come quickly.
    static let batch = 25
    /// How long one may be used, in seconds.
    static let lifetimeSeconds: UInt64 = 90 * 86_400

    /// The rows, by reference; decoded when a Welcome names one.
    var bundles: [(reference: [UInt8], bytes: [UInt8])] = []
    var isPublishing = false
    var hasLastResort = false

    /// What follows the reference in the key of the last resort's row.
    static let lastResortMark: [UInt8] = [1]

    /// Takes a stored row, by the name in its key.
    mutating func take(_ name: [UInt8], _ bytes: [UInt8]) {
        let isLastResort = name.count == 33
        bundles.append((reference: Array(name.prefix(32)), bytes: bytes))
        if isLastResort { hasLastResort = true }
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

    func keyPackagesCounted(_ available: UInt32) {
        guard available < KeyPackageStock.lowMark || !keyPackages.hasLastResort else { return }
        publishKeyPackages(missing: KeyPackageStock.target - min(Int(available), 100))
    }

    /// Makes a batch, stores it, and publishes it; the next batch follows the answer.
    private func publishKeyPackages(missing: Int) {
        guard connection.isOnline, !keyPackages.isPublishing, let identity else { return }
        let count = min(missing, KeyPackageStock.batch)
        let fresh = (0..<count).compactMap { _ in
            makeKeyPackage(identity, isLastResort: false)
        }
        let lastResort =
            keyPackages.hasLastResort ? nil : makeKeyPackage(identity, isLastResort: true)
        keyPackages.hasLastResort = true
        keyPackages.isPublishing = true
        ask(.publishKeyPackages(keyPackages: fresh, lastResort: lastResort), .publishKeyPackages)
    }

    private func makeKeyPackage(_ identity: ClientIdentity, isLastResort: Bool) -> [UInt8]? {
        let seconds = now.milliseconds / 1_000
        let daySeconds: UInt64 = 86_400
        let lifetime = Lifetime(
            notBefore: seconds - min(seconds, daySeconds),
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
        let row = (reference: bundle.reference.bytes, bytes: bundle.encoded)
        keyPackages.bundles.append(row)
        let mark = isLastResort ? KeyPackageStock.lastResortMark : []
        let key = StateKey.keyPackage.key(row.reference + mark)
        turn.change(.put(.state, key: key, value: row.bytes))
        return MLSMessage.keyPackage(bundle.keyPackage).encoded
    }

    func keyPackagesAnswered(_ answer: ServerMessage) {
        keyPackages.isPublishing = false
        switch answer {
        case .keyPackageCount(let available):
            if Int(available) < KeyPackageStock.target {
                publishKeyPackages(missing: KeyPackageStock.target - Int(available))
            }
        case .error: break  // They are counted again at the next authentication.
        default: counters.strayAnswers += 1
        }
    }

    /// The bundle that a Welcome is for.
    func keyPackageBundle(for welcome: Welcome) -> KeyPackageBundle? {
        for secrets in welcome.secrets {
            let reference = secrets.newMember.bytes
            guard let row = keyPackages.bundles.first(where: { $0.reference == reference }) else {
                continue
            }
            if let bundle = try? KeyPackageBundle(exactly: row.bytes) { return bundle }
            counters.malformedRows += 1
        }
        return nil
    }

    /// Forgets a bundle that was used, unless it is the last resort.
    func consume(_ bundle: KeyPackageBundle) {
        guard !bundle.isLastResort else { return }
        let reference = bundle.reference.bytes
        keyPackages.bundles.removeAll { $0.reference == reference }
        turn.change(.delete(.state, key: StateKey.keyPackage.key(reference)))
    }
}
