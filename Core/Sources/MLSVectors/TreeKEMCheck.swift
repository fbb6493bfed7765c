import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import TandemJSON

extension VectorEntry {
    /// Every member's private keys fit the tree; every update path is processed by every other
    /// member; and each sender's own new path is.
    ///
    /// Source: test-vectors.md, "TreeKEM"; RFC 9420 §7.4 to §7.6.
    func checkTreeKEM(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let group = try TreeKEMGroup(self, suite)
        var members: [TreeKEMMember] = []
        for entry in try objects("leaves_private") {
            let member = try TreeKEMMember(entry)
            members.append(try member.checked(entry, in: group, crypto))
        }
        for entry in try objects("update_paths") {
            try entry.checkUpdatePath(in: group, members, crypto)
        }
    }

    private func checkUpdatePath(
        in group: TreeKEMGroup,
        _ members: [TreeKEMMember],
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let sender = LeafIndex(rawValue: try integer("sender"))
        let path = try decoded("update_path", UpdatePath.self)
        try requireEqual(path.encoded, try bytes("update_path"), "update_path")
        var tree = try group.merging(path, of: sender, crypto)
        let treeHash = tree.treeHash(group.suite.hash, using: crypto)
        try requireEqual(treeHash, try bytes("tree_hash_after"), "tree_hash_after")
        let context = group.context(treeHash: treeHash)
        for member in members where member.leaf != sender {
            let received = try member.receive(path, from: sender, in: tree, context, group, crypto)
            try requireEqual(received.commitSecret, try secret("commit_secret"), "commit_secret")
            let secret = try pathSecret(of: member.leaf)
            try member.check(secret, of: received, from: sender, in: tree, group.suite, crypto)
        }
        if let member = members.first(where: { $0.leaf == sender }) {
            try group.checkNewPath(of: member, members, crypto)
        }
    }

    private func pathSecret(of leaf: LeafIndex) throws(CheckFailure) -> PathSecret {
        let secrets = try list("path_secrets")
        guard leaf.rawValue < secrets.count,
            let bytes = secrets[Int(leaf.rawValue)].hexBytes
        else { throw .malformed(field: "path_secrets") }
        return PathSecret(SecretBytes(copying: bytes))
    }
}

/// The public side of the group.
private struct TreeKEMGroup {
    let suite: CipherSuite
    let groupID: GroupID
    let tree: RatchetTree
    private let epoch: Epoch
    private let confirmedTranscriptHash: [UInt8]

    init(_ entry: VectorEntry, _ suite: CipherSuite) throws(CheckFailure) {
        self.suite = suite
        groupID = GroupID(try entry.bytes("group_id"))
        epoch = Epoch(rawValue: try entry.integer("epoch"))
        confirmedTranscriptHash = try entry.bytes("confirmed_transcript_hash")
        tree = try entry.ratchetTree("ratchet_tree")
    }

    /// The encoded group context under which a path's secrets are sealed.
    func context(treeHash: [UInt8]) -> [UInt8] {
        GroupContext(
            cipherSuite: CipherSuiteNumber(suite),
            groupID: groupID,
            epoch: epoch,
            treeHash: treeHash,
            confirmedTranscriptHash: confirmedTranscriptHash,
            extensions: []
        ).encoded
    }

    /// The tree with a path in it, whose parent hashes and signature are right.
    func merging(
        _ path: UpdatePath,
        of sender: LeafIndex,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) -> RatchetTree {
        var merged = tree
        try require(merged.isMember(sender), "sender")
        let parentHash = merged.setPath(
            of: sender,
            keys: path.nodes.map { $0.encryptionKey },
            suite.hash,
            using: crypto
        )
        guard let parentHash else { throw .refused("update_path") }
        try requireEqual(path.leafNode.source, .commit(parentHash: parentHash), "parent hash")
        try require(
            path.leafNode.isSigned(in: groupID, at: sender, suite, using: crypto),
            "the path's leaf is signed"
        )
        merged.setLeaf(sender, path.leafNode)
        try require(
            merged.hasValidParentHashes(suite.hash, using: crypto),
            "parent hashes of the tree"
        )
        return merged
    }

    /// Makes a path as a committer does, and lets every other member process it.
    func checkNewPath(
        of sender: TreeKEMMember,
        _ members: [TreeKEMMember],
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        var sendersTree = tree
        let made = try accept("new path") { () throws(CryptoError) in
            try NewPath.create(
                in: &sendersTree,
                leaf: sender.leaf,
                suite: suite,
                provider: crypto
            ) { key, source throws(CryptoError) in
                try sender.signedLeaf(key, source, self, crypto)
            }
        }
        let context = context(treeHash: sendersTree.treeHash(suite.hash, using: crypto))
        let path = try accept("new path") { () throws(CryptoError) in
            try made.sealed(
                in: sendersTree,
                excluding: [],
                groupContext: context,
                provider: crypto
            )
        }
        let merged = try merging(path, of: sender.leaf, crypto)
        try requireEqual(merged, sendersTree, "tree after a new path")
        for member in members where member.leaf != sender.leaf {
            let received = try member.receive(
                path,
                from: sender.leaf,
                in: merged,
                context,
                self,
                crypto
            )
            try requireEqual(
                received.commitSecret,
                made.commitSecret,
                "commit secret of a new path"
            )
        }
    }
}

/// One member's private side.
private struct TreeKEMMember {
    let leaf: LeafIndex
    private var privateTree: PrivateTree
    private let signaturePrivateKey: SecretBytes

    init(_ entry: VectorEntry) throws(CheckFailure) {
        leaf = LeafIndex(rawValue: try entry.integer("index"))
        privateTree = PrivateTree(
            leaf: leaf,
            leafPrivateKey: try entry.secret("encryption_priv")
        )
        signaturePrivateKey = try entry.secret("signature_priv")
    }

    /// The member with the keys of its path secrets, all of which fit the tree.
    func checked(
        _ entry: VectorEntry,
        in group: TreeKEMGroup,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) -> TreeKEMMember {
        var member = self
        guard let leafNode = group.tree.leaf(at: leaf) else { throw .mismatch("index") }
        try require(
            crypto.isPair(
                group.suite,
                try entry.secret("encryption_priv"),
                leafNode.encryptionKey
            ),
            "encryption_priv"
        )
        try require(
            crypto.isPair(group.suite, signaturePrivateKey, leafNode.signatureKey),
            "signature_priv"
        )
        for entry in try entry.objects("path_secrets") {
            let node = NodeIndex(rawValue: try entry.integer("node"))
            let secret = PathSecret(try entry.secret("path_secret"))
            let pair = try accept("path_secret") { () throws(CryptoError) in
                try secret.keyPair(suite: group.suite, provider: crypto)
            }
            try requireEqual(
                HPKEPublicKey(pair.publicKey),
                group.tree.encryptionKey(at: node),
                "path_secret"
            )
            member.privateTree.learn(pair.privateKey, of: node)
        }
        return member
    }

    func receive(
        _ path: UpdatePath,
        from sender: LeafIndex,
        in tree: RatchetTree,
        _ context: [UInt8],
        _ group: TreeKEMGroup,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) -> ReceivedPath {
        try accept("update_path") { () throws(TreeKEMError) in
            try privateTree.receive(
                path,
                from: sender,
                in: tree,
                added: [],
                groupContext: context,
                suite: group.suite,
                provider: crypto
            )
        }
    }

    /// Checks that an expected path secret is the one received: that it yields the keys of all
    /// nodes above both members, and then the commit secret.
    func check(
        _ expected: PathSecret,
        of received: ReceivedPath,
        from sender: LeafIndex,
        in tree: RatchetTree,
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        var secret = expected
        for step in tree.filteredDirectPath(of: sender)
        where step.node.isAncestor(ofOrEqualTo: leaf) {
            let current = secret
            let pair = try accept("path_secrets") { () throws(CryptoError) in
                try current.keyPair(suite: suite, provider: crypto)
            }
            try requireEqual(received.privateTree[step.node], pair.privateKey, "path_secrets")
            secret = secret.next(suite: suite, provider: crypto)
        }
        try requireEqual(secret.bytes, received.commitSecret, "path_secrets")
    }

    /// A leaf for a path of this member's own: its old one with a new key, signed anew.
    func signedLeaf(
        _ encryptionKey: [UInt8],
        _ source: LeafNode.Source,
        _ group: TreeKEMGroup,
        _ crypto: some CryptoProvider
    ) throws(CryptoError) -> LeafNode {
        guard var leafNode = group.tree.leaf(at: leaf) else { throw .malformedInput }
        leafNode.encryptionKey = HPKEPublicKey(encryptionKey)
        leafNode.source = source
        leafNode.signature = try crypto.signWithLabel(
            group.suite,
            privateKey: signaturePrivateKey,
            label: Labels.leafNode,
            leafNode.toBeSigned(groupID: group.groupID, leafIndex: leaf)
        )
        return leafNode
    }
}
