import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import TandemToyCrypto

/// A group of three, made with permissive primitives, and genuine messages of it.
///
/// Anna creates it with Bert and Carl in it. Then she sends what becomes the seeds, which `bert`, a
/// member, and `follower`, a delivery service, have not seen.
struct FuzzGroup: Sendable {
    static let shared = FuzzGroup()

    private let bert: GroupState
    private let follower: PublicGroup
    private let doraBundle: KeyPackageBundle
    private let dora: ClientIdentity
    private let crypto = ToyCrypto(.trustsAll)

    /// Messages that a member accepts.
    let messages: [[UInt8]]
    /// Handshake messages that a delivery service accepts, without the MLSMessage around them.
    let handshakes: [[UInt8]]
    /// A Welcome for Dora.
    let welcomes: [[UInt8]]
    /// A GroupInfo with the tree.
    let groupInfos: [[UInt8]]
    /// The tree.
    let trees: [[UInt8]]
    /// Kept states.
    let stored: [[UInt8]]
    /// A key package.
    let keyPackages: [[UInt8]]
}

extension FuzzGroup {
    /// Everybody, and what they made.
    private init() {
        do {
            try self.init(made: ())
        } catch {
            fatalError("permissive primitives refuse nothing: \(error)")
        }
    }

    private init(made: Void) throws {
        let crypto = ToyCrypto(.trustsAll)
        let policy = OpenPolicy()
        let anna = FuzzClient("Anna")
        let bertClient = FuzzClient("Bert")
        let carl = FuzzClient("Carl")
        let doraClient = FuzzClient("Dora")
        var state = try GroupState.create(
            groupID: GroupID(Array("fuzz".utf8)),
            suite: fuzzSuite,
            identity: anna.identity,
            extensions: [],
            provider: crypto
        )
        var request = CommitRequest()
        request.add = [bertClient.bundle.keyPackage, carl.bundle.keyPackage]
        let creation = try state.commit(
            request,
            identity: anna.identity,
            policy: policy,
            now: fuzzTime,
            provider: crypto
        )
        state.apply(creation)
        guard let welcome = creation.welcome else { throw FuzzFailure.noWelcome }
        bert = try GroupState.join(
            welcome: welcome,
            bundle: bertClient.bundle,
            identity: bertClient.identity,
            ratchetTree: nil,
            policy: policy,
            provider: crypto
        )
        let info = try state.groupInfo(withTree: true, identity: anna.identity, provider: crypto)
        follower = try PublicGroup(info, policy: policy, now: nil, using: crypto)
        doraBundle = doraClient.bundle
        dora = doraClient.identity
        groupInfos = [info.encoded]
        trees = [state.tree.exported.encoded]

        var messages: [[UInt8]] = []
        var sending = state
        for text in ["", "hello", String(repeating: "long ", count: 40)] {
            messages.append(
                try sending.protect(
                    Array(text.utf8),
                    authenticatedData: [1],
                    identity: anna.identity,
                    provider: crypto
                )
            )
        }
        messages += try Self.proposals(from: state, anna, doraClient)
        let commits = try Self.commits(from: state, anna, doraClient)
        messages += commits.map(\.message)
        let external = try GroupState.joinExternally(
            groupInfo: info,
            ratchetTree: nil,
            identity: doraClient.identity,
            replacing: nil,
            policy: policy,
            now: fuzzTime,
            provider: crypto
        )
        messages.append(external.message)
        self.messages = messages
        handshakes = messages.filter { message in
            if case .publicMessage = try? MLSMessage(exactly: message) { true } else { false }
        }
        welcomes = commits.compactMap(\.welcome).map(\.encoded)
        stored =
            [bert.encoded, sending.encoded, doraBundle.encoded, follower.encoded]
            + commits.prefix(1).map(\.encoded)
        keyPackages = [MLSMessage.keyPackage(doraBundle.keyPackage).encoded]
    }

    private static func proposals(
        from state: GroupState,
        _ anna: FuzzClient,
        _ dora: FuzzClient
    ) throws -> [[UInt8]] {
        let crypto = ToyCrypto(.trustsAll)
        let policy = OpenPolicy()
        var messages: [[UInt8]] = []
        for framing in [CommitRequest.Framing.publicMessage, .privateMessage] {
            var state = state
            messages.append(
                try state.proposeAdd(
                    dora.bundle.keyPackage,
                    framing: framing,
                    identity: anna.identity,
                    policy: policy,
                    now: fuzzTime,
                    provider: crypto
                )
            )
            messages.append(
                try state.proposeRemove(
                    LeafIndex(rawValue: 2),
                    framing: framing,
                    identity: anna.identity,
                    policy: policy,
                    provider: crypto
                )
            )
            messages.append(
                try state.proposeUpdate(
                    framing: framing,
                    identity: anna.identity,
                    policy: policy,
                    provider: crypto
                )
            )
        }
        return messages
    }

    private static func commits(
        from state: GroupState,
        _ anna: FuzzClient,
        _ dora: FuzzClient
    ) throws -> [PendingCommit] {
        var adding = CommitRequest()
        adding.add = [dora.bundle.keyPackage]
        var removing = CommitRequest()
        removing.remove = [LeafIndex(rawValue: 2)]
        var removingBert = CommitRequest()
        removingBert.remove = [LeafIndex(rawValue: 1)]
        var renewing = CommitRequest()
        renewing.forcePath = true
        renewing.framing = .privateMessage
        return try [adding, removing, removingBert, renewing].map { request in
            var state = state
            return try state.commit(
                request,
                identity: anna.identity,
                policy: OpenPolicy(),
                now: fuzzTime,
                provider: ToyCrypto(.trustsAll)
            )
        }
    }
}

extension FuzzGroup {
    func runGroup(_ input: [UInt8]) -> Bool {
        var state = bert
        guard
            let outcome = try? state.process(input, policy: OpenPolicy(), provider: crypto)
        else { return false }
        if case .commit(let staged) = outcome {
            state.apply(staged)
        }
        _ = state.members.count
        return true
    }

    func runPublicGroup(_ input: [UInt8]) -> Bool {
        guard case .publicMessage(let message) = try? MLSMessage(exactly: input),
            let staged = try? follower.stage(
                message,
                policy: OpenPolicy(),
                now: fuzzTime,
                using: crypto
            )
        else { return false }
        var group = follower
        guard (try? group.apply(staged)) != nil else { return false }
        precondition(
            (try? PublicGroup(exactly: group.encoded)) != nil,
            "a followed group can be kept"
        )
        return true
    }

    func runWelcome(_ input: [UInt8]) -> Bool {
        guard roundTrips(Welcome.self, input), let welcome = try? Welcome(exactly: input) else {
            return false
        }
        let state = try? GroupState.join(
            welcome: welcome,
            bundle: doraBundle,
            identity: dora,
            ratchetTree: nil,
            policy: OpenPolicy(),
            provider: crypto
        )
        return state != nil
    }

    func runGroupInfo(_ input: [UInt8]) -> Bool {
        guard roundTrips(GroupInfo.self, input), let info = try? GroupInfo(exactly: input) else {
            return false
        }
        let followed = try? PublicGroup(info, policy: OpenPolicy(), now: nil, using: crypto)
        let joined = try? GroupState.joinExternally(
            groupInfo: info,
            ratchetTree: nil,
            identity: dora,
            replacing: nil,
            policy: OpenPolicy(),
            now: fuzzTime,
            provider: crypto
        )
        return followed != nil || joined != nil
    }
}

/// A device with a key package.
private struct FuzzClient {
    let identity: ClientIdentity
    let bundle: KeyPackageBundle

    init(_ name: String) {
        let crypto = ToyCrypto(.trustsAll)
        identity = ClientIdentity(
            credential: .basic(identity: Array(name.utf8)),
            signatureKeyPair: crypto.generateSignatureKeyPair(.ed25519),
            leafExtensions: [],
            capabilities: Capabilities()
        )
        do {
            bundle = try KeyPackageBundle.generate(
                suite: fuzzSuite,
                identity: identity,
                lifetime: Lifetime(notBefore: 0, notAfter: 2 * fuzzTime),
                lastResort: false,
                provider: crypto
            )
        } catch {
            fatalError("permissive primitives refuse nothing: \(error)")
        }
    }
}

private enum FuzzFailure: Error {
    case noWelcome
}

private let fuzzSuite = CipherSuite.x25519ChaCha20Poly1305SHA256Ed25519

/// In seconds since 1970.
private let fuzzTime: UInt64 = 1_800_000_000
