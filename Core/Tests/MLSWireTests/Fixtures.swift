import MLSWire
import TandemBytes
import TandemCrypto
import TandemToyCrypto

let crypto = ToyCrypto()
let suite = CipherSuite.x25519ChaCha20Poly1305SHA256Ed25519
let groupID = GroupID([9, 9, 9])
let now: UInt64 = 1000

/// A key that no other call returns, given another number.
func key(_ number: Int) -> HPKEPublicKey {
    HPKEPublicKey([
        0xe0, UInt8(number >> 16 & 0xff), UInt8(number >> 8 & 0xff), UInt8(number & 0xff),
    ])
}

func leafIndex(_ value: UInt32) -> LeafIndex { LeafIndex(rawValue: value) }

func nodeIndex(_ value: UInt64) -> NodeIndex { NodeIndex(rawValue: value) }

extension SignaturePublicKey {
    /// A signature by the private half, which the toy provider makes the same bytes.
    func sign(_ label: String, _ content: [UInt8]) -> [UInt8] {
        // The toy provider signs with any key.
        (try? crypto.signWithLabel(
            suite,
            privateKey: SecretBytes(copying: bytes),
            label: label,
            content
        )) ?? []
    }
}

/// A client whose signature key is its number, as is its identity.
struct Client {
    let number: UInt8

    init(_ number: UInt8) { self.number = number }

    var signatureKey: SignaturePublicKey { SignaturePublicKey([0x51, number]) }

    func sign(_ label: String, _ content: [UInt8]) -> [UInt8] {
        signatureKey.sign(label, content)
    }

    /// A leaf, changed as a test wants before it is signed.
    func leaf(
        _ source: LeafNode.Source = .keyPackage(Lifetime(notBefore: 0, notAfter: 2 * now)),
        key encryptionKey: HPKEPublicKey,
        at index: UInt32 = 0,
        change: (inout LeafNode) -> Void = { _ in }
    ) -> LeafNode {
        var leaf = LeafNode(
            encryptionKey: encryptionKey,
            signatureKey: signatureKey,
            credential: .basic(identity: [number]),
            capabilities: Capabilities(extensions: [.init(rawValue: 0xf0a0)]),
            source: source,
            extensions: [],
            signature: []
        )
        change(&leaf)
        leaf.signature = sign(
            Labels.leafNode,
            leaf.toBeSigned(groupID: groupID, leafIndex: leafIndex(index))
        )
        return leaf
    }

    func keyPackage(
        key number: Int,
        change: (inout KeyPackage) -> Void = { _ in },
        leafChange: (inout LeafNode) -> Void = { _ in }
    ) -> KeyPackage {
        var package = KeyPackage(
            cipherSuite: CipherSuiteNumber(suite),
            initKey: HPKEPublicKey([0xd0] + key(number).bytes),
            leafNode: leaf(key: key(number), change: leafChange),
            extensions: [],
            signature: []
        )
        change(&package)
        package.signature = sign(Labels.keyPackage, package.toBeSigned)
        return package
    }
}

/// Refuses what a test tells it to.
struct TestPolicy: GroupPolicy {
    var refusedIdentity: [UInt8]?
    var refusesAll = false
    var allowsNewIdentity = false
    var maximumLifetimeSeconds: UInt64 = 2 * now

    func accepts(_ leaf: LeafNode, in context: GroupContext?) -> Bool {
        guard case .basic(let identity) = leaf.credential else { return false }
        return identity != refusedIdentity
    }

    func accepts(_ leaf: LeafNode, replacing old: LeafNode) -> Bool {
        allowsNewIdentity || leaf.credential == old.credential
    }

    func clientIdentity(of leaf: LeafNode) -> [UInt8] { leaf.credential.encoded }

    func authorizes(_ change: GroupChange) -> Bool { !refusesAll }
}

/// A group of clients as the server sees it, with what its members need to make messages.
struct TestGroup {
    var group: PublicGroup
    /// The next number of a key.
    var nextKey = 1000

    /// A group whose members are clients `0..<count` at the leaves of the same number.
    init(_ count: UInt8, extensions: [Extension] = []) throws {
        var tree = RatchetTree()
        for number in 0..<count {
            tree.add(Client(number).leaf(key: key(Int(number))))
        }
        group = try PublicGroup(
            Self.groupInfo(tree, extensions: extensions),
            policy: TestPolicy(),
            now: now,
            using: crypto
        )
    }

    static func groupInfo(
        _ tree: RatchetTree,
        extensions: [Extension] = [],
        change: (inout GroupInfo) -> Void = { _ in }
    ) -> GroupInfo {
        var tree = tree
        var info = GroupInfo(
            groupContext: GroupContext(
                cipherSuite: CipherSuiteNumber(suite),
                groupID: groupID,
                epoch: Epoch(rawValue: 0),
                treeHash: tree.treeHash(suite.hash, using: crypto),
                confirmedTranscriptHash: [],
                extensions: extensions
            ),
            extensions: [Extension(tree.exported)],
            confirmationTag: MAC([1]),
            signer: leafIndex(0),
            signature: []
        )
        change(&info)
        info.signature = Client(0).sign(Labels.groupInfo, info.toBeSigned)
        return info
    }

    /// A signed message of a sender.
    func message(
        _ content: FramedContent.Content,
        from sender: Sender,
        by client: Client,
        change: (inout FramedContent) -> Void = { _ in }
    ) -> PublicMessage {
        var framed = FramedContent(
            groupID: group.groupID,
            epoch: group.epoch,
            sender: sender,
            authenticatedData: [],
            content: content
        )
        change(&framed)
        let signature = client.sign(
            Labels.framedContent,
            framed.toBeSigned(wireFormat: .publicMessage, context: group.context)
        )
        var tags: (confirmation: MAC?, membership: MAC?) = (nil, nil)
        if case .commit = content { tags.confirmation = MAC([UInt8(group.epoch.rawValue & 0xff)]) }
        if case .member = sender { tags.membership = MAC([2]) }
        return PublicMessage(
            content: framed,
            auth: FramedContentAuthData(
                signature: signature,
                confirmationTag: tags.confirmation
            ),
            membershipTag: tags.membership
        )
    }

    func proposal(_ proposal: Proposal, from number: UInt8) -> PublicMessage {
        message(.proposal(proposal), from: .member(leafIndex(UInt32(number))), by: Client(number))
    }

    func stage(
        _ message: PublicMessage,
        policy: TestPolicy = TestPolicy()
    ) throws(PublicGroupError) -> StagedPublicMessage {
        try group.stage(message, policy: policy, now: now, using: crypto)
    }

    /// Sends a proposal and returns its hash.
    mutating func propose(_ message: PublicMessage) throws -> ProposalRef {
        let staged = try stage(message)
        try group.apply(staged)
        guard case .proposal(let proposal) = staged else { return ProposalRef([]) }
        return proposal.reference
    }

    /// A commit of these proposals by the member of a number, with a path that a test may change
    /// before it is signed.
    func commit(
        _ proposals: [ProposalOrRef],
        from number: UInt8,
        withPath: Bool = true,
        change: (inout UpdatePath) -> Void = { _ in }
    ) -> PublicMessage {
        let sender = Sender.member(leafIndex(UInt32(number)))
        var commit = Commit(proposals: proposals, path: nil)
        if withPath {
            commit.path = path(of: commit, from: sender, by: Client(number), change)
        }
        return message(.commit(commit), from: sender, by: Client(number))
    }

    func externalCommit(
        _ proposals: [Proposal] = [.externalInit(kemOutput: [1])],
        by client: Client,
        change: (inout UpdatePath) -> Void = { _ in }
    ) -> PublicMessage {
        var commit = Commit(proposals: proposals.map { .proposal($0) }, path: nil)
        commit.path = path(of: commit, from: .newMemberCommit, by: client, change)
        return message(.commit(commit), from: .newMemberCommit, by: client)
    }

    /// An honest path on top of the proposals, as far as they can be applied.
    private func path(
        of commit: Commit,
        from sender: Sender,
        by client: Client,
        _ change: (inout UpdatePath) -> Void
    ) -> UpdatePath {
        var tree = group.tree
        var added = Set<NodeIndex>()
        for item in commit.proposals { apply(item, from: sender, to: &tree, added: &added) }
        var index = leafIndex(0)
        if case .member(let member) = sender {
            index = member
        } else {
            index = tree.add(client.leaf(key: key(900))) ?? index
        }
        let steps = tree.filteredDirectPath(of: index)
        let nodes = steps.enumerated().map { offset, step in
            UpdatePathNode(
                encryptionKey: key(nextKey + 1 + offset),
                encryptedPathSecret: tree.resolution(of: step.copathChild)
                    .filter { !added.contains($0) }
                    .map { _ in HPKECiphertext(kemOutput: [1], ciphertext: [2]) }
            )
        }
        let parentHash = tree.setPath(
            of: index,
            keys: nodes.map(\.encryptionKey),
            suite.hash,
            using: crypto
        )
        var path = UpdatePath(
            leafNode: client.leaf(.commit(parentHash: parentHash ?? []), key: key(nextKey)),
            nodes: nodes
        )
        change(&path)
        path.leafNode.signature = path.leafNode.signatureKey.sign(
            Labels.leafNode,
            path.leafNode.toBeSigned(groupID: groupID, leafIndex: index)
        )
        return path
    }

    private func apply(
        _ item: ProposalOrRef,
        from sender: Sender,
        to tree: inout RatchetTree,
        added: inout Set<NodeIndex>
    ) {
        let proposal: Proposal?
        var proposer = sender
        switch item {
        case .proposal(let inFull): proposal = inFull
        case .reference(let reference):
            let found = group.pendingProposals.first { $0.reference == reference }?.proposal
            proposal = found?.proposal
            proposer = found?.sender ?? sender
        }
        switch (proposal, proposer) {
        case (.add(let package), _):
            if let index = tree.add(package.leafNode) { added.insert(NodeIndex(index)) }
        case (.remove(let index), _): tree.remove(index)
        case (.update(let leaf), .member(let index)): tree.update(index, to: leaf)
        default: break
        }
    }

    /// Stages and applies a message that must be in order.
    mutating func take(_ message: PublicMessage) throws {
        try group.apply(try stage(message))
        nextKey += 100
    }
}
