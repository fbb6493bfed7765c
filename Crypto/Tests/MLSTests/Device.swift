import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import TandemCryptoNative

let provider = NativeCryptoProvider()
let suite = CipherSuite.x25519ChaCha20Poly1305SHA256Ed25519
let policy = OpenPolicy()

/// The clock of the scripts, in seconds since 1970.
let now: UInt64 = 1_800_000_000
let lifetime = Lifetime(notBefore: now - 3600, notAfter: now + 90 * 24 * 3600)

/// A named device with an identity, and its state of one group.
struct Device {
    let name: String
    let identity: ClientIdentity
    var group: GroupState?

    init(_ name: String, suite: CipherSuite = suite) {
        self.name = name
        identity = ClientIdentity(
            credential: .basic(identity: Array(name.utf8)),
            signatureKeyPair: provider.generateSignatureKeyPair(suite.signature),
            leafExtensions: [],
            capabilities: Capabilities(extensions: [ExtensionType(rawValue: 0xf0a0)])
        )
    }

    /// The state, which the script says is there.
    var state: GroupState {
        get {
            guard let group else { preconditionFailure("\(name) is in no group") }
            return group
        }
        set { group = newValue }
    }

    var index: LeafIndex { state.ownLeafIndex }

    mutating func create(_ id: String = "group", extensions: [Extension] = []) throws {
        group = try GroupState.create(
            groupID: GroupID(Array(id.utf8)),
            suite: suite,
            identity: identity,
            extensions: extensions,
            provider: provider
        )
    }

    func keyPackage(lastResort: Bool = false) throws -> KeyPackageBundle {
        try KeyPackageBundle.generate(
            suite: suite,
            identity: identity,
            lifetime: lifetime,
            lastResort: lastResort,
            provider: provider
        )
    }

    mutating func commit(_ edit: (inout CommitRequest) -> Void = { _ in }) throws -> PendingCommit {
        var request = CommitRequest()
        edit(&request)
        return try commit(request)
    }

    mutating func commit(
        _ request: CommitRequest,
        psks: PSKStore = PSKStore()
    ) throws -> PendingCommit {
        try state.commit(
            request,
            identity: identity,
            psks: psks,
            policy: policy,
            now: now,
            provider: provider
        )
    }

    mutating func join(_ commit: PendingCommit, with bundle: KeyPackageBundle) throws {
        guard let welcome = commit.welcome else { throw ScriptError.noWelcome }
        group = try GroupState.join(
            welcome: welcome,
            bundle: bundle,
            identity: identity,
            ratchetTree: nil,
            policy: policy,
            provider: provider
        )
    }

    mutating func send(_ text: String) throws -> [UInt8] {
        try state.protect(
            Array(text.utf8),
            authenticatedData: [],
            identity: identity,
            provider: provider
        )
    }

    mutating func receive(_ message: [UInt8]) throws -> GroupState.Outcome {
        try state.process(message, policy: policy, provider: provider)
    }

    /// Reads a message that must be the application's.
    mutating func read(_ message: [UInt8]) throws -> String {
        guard case .application(let application) = try receive(message) else {
            throw ScriptError.unexpectedOutcome
        }
        return String(decoding: application.data, as: UTF8.self)
    }

    /// Follows a commit that must be valid.
    @discardableResult
    mutating func follow(_ commit: PendingCommit) throws -> StagedCommit {
        guard case .commit(let staged) = try receive(commit.message) else {
            throw ScriptError.unexpectedOutcome
        }
        state.apply(staged)
        return staged
    }

    /// Stops and starts again from what was stored.
    mutating func restart() throws {
        state = try GroupState(exactly: state.encoded)
    }
}

enum ScriptError: Error {
    case noWelcome
    case unexpectedOutcome
}

/// A group of devices with these names, each added by the first in a commit of its own.
func makeGroup(_ names: [String], extensions: [Extension] = []) throws -> [Device] {
    var devices = [Device(names[0])]
    try devices[0].create(extensions: extensions)
    for name in names.dropFirst() {
        var newcomer = Device(name)
        let bundle = try newcomer.keyPackage()
        let pending = try devices[0].commit { $0.add = [bundle.keyPackage] }
        devices[0].state.apply(pending)
        for index in devices.indices.dropFirst() { try devices[index].follow(pending) }
        try newcomer.join(pending, with: bundle)
        devices.append(newcomer)
    }
    return devices
}

/// Whether all are in the same epoch with the same secrets.
func agree(_ devices: [Device]) -> Bool {
    Set(devices.map { $0.state.epochAuthenticator }).count == 1
        && Set(devices.map { $0.state.context }).count == 1
}
