package import MLSWire
package import TandemBytes
package import TandemCrypto

/// Which of a member's two ratchets a message uses.
package enum RatchetKind: Sendable {
    /// Proposals and commits.
    case handshake
    /// Application messages.
    case application
}

/// A member's two ratchets.
package struct LeafRatchets: Sendable {
    fileprivate var handshake: HashRatchet
    fileprivate var application: HashRatchet

    fileprivate subscript(kind: RatchetKind) -> HashRatchet {
        get {
            switch kind {
            case .handshake: handshake
            case .application: application
            }
        }
        _modify {
            switch kind {
            case .handshake: yield &handshake
            case .application: yield &application
            }
        }
    }
}

/// The message keys of one epoch, one pair of ratchets for each leaf.
///
/// A ratchet is made when its leaf first speaks; the secrets above it are forgotten then, and
/// their other children kept. So the tree's size grows with the members that spoke.
///
/// Source: RFC 9420 §9.
package struct SecretTree: Sendable {
    private let suite: CipherSuite
    private let size: TreeSize
    private var nodes: [NodeIndex: SecretBytes]
    private var ratchets: [LeafIndex: LeafRatchets] = [:]

    /// Starts from the epoch's `encryption_secret`.
    ///
    /// - Parameter size: The size of the ratchet tree.
    package init(suite: CipherSuite, size: TreeSize, encryptionSecret: SecretBytes) {
        self.suite = suite
        self.size = size
        nodes = [size.root: encryptionSecret]
    }

    /// Takes a member's next key to encrypt with: the own leaf's only.
    ///
    /// - Throws: `noSuchLeaf` if the leaf is outside the tree; `tooFarAhead` if no key is left.
    package mutating func next(
        _ leaf: LeafIndex,
        _ kind: RatchetKind,
        provider: some CryptoProvider
    ) throws(RatchetError) -> MessageKey {
        if ratchets[leaf] == nil { apply(try opening(of: leaf, provider)) }
        guard let key = try ratchets[leaf]?[kind].next(provider: provider) else {
            throw .noSuchLeaf
        }
        return key
    }

    /// Finds the key of a received message, without using it up.
    ///
    /// - Throws: `spent` for a key that is gone; `tooFarAhead` beyond the forward window;
    ///   `noSuchLeaf` for a leaf outside the tree.
    package func step(
        _ leaf: LeafIndex,
        _ kind: RatchetKind,
        to generation: UInt32,
        provider: some CryptoProvider
    ) throws(RatchetError) -> SecretTreeStep {
        if let known = ratchets[leaf] {
            let step = try known[kind].step(to: generation, provider: provider)
            return SecretTreeStep(leaf: leaf, kind: kind, opening: nil, step: step)
        }
        let opening = try opening(of: leaf, provider)
        let step = try opening.ratchets[kind].step(to: generation, provider: provider)
        return SecretTreeStep(leaf: leaf, kind: kind, opening: opening, step: step)
    }

    /// Uses up the key that `step` found.
    ///
    /// - Precondition: The tree is as it was when `step` looked.
    package mutating func apply(_ step: SecretTreeStep) {
        if let opening = step.opening { apply(opening) }
        ratchets[step.leaf]?[step.kind].apply(step.step)
    }

    private mutating func apply(_ opening: LeafOpening) {
        nodes[opening.consumed] = nil
        for (node, secret) in opening.copath { nodes[node] = secret }
        ratchets[opening.leaf] = opening.ratchets
    }

    /// Derives a leaf's ratchets from the nearest secret above it.
    private func opening(
        of leaf: LeafIndex,
        _ provider: some CryptoProvider
    ) throws(RatchetError) -> LeafOpening {
        guard size.contains(leaf) else { throw .noSuchLeaf }
        let path = [NodeIndex(leaf)] + size.directPath(of: NodeIndex(leaf))
        guard let start = path.firstIndex(where: { nodes[$0] != nil }),
            var secret = nodes[path[start]]
        else { throw .noSuchLeaf }
        var copath: [(NodeIndex, SecretBytes)] = []
        for level in stride(from: start, to: 0, by: -1) {
            guard let sibling = size.sibling(of: path[level - 1]) else { throw .noSuchLeaf }
            let children = children(of: secret, provider)
            let goesLeft = path[level - 1] < sibling
            copath.append((sibling, goesLeft ? children.right : children.left))
            secret = goesLeft ? children.left : children.right
        }
        return LeafOpening(
            leaf: leaf,
            consumed: path[start],
            copath: copath,
            ratchets: leafRatchets(secret, provider)
        )
    }

    private func children(
        of secret: SecretBytes,
        _ provider: some CryptoProvider
    ) -> (left: SecretBytes, right: SecretBytes) {
        (child(secret, context: "left", provider), child(secret, context: "right", provider))
    }

    private func child(
        _ secret: SecretBytes,
        context: String,
        _ provider: some CryptoProvider
    ) -> SecretBytes {
        provider.expandWithLabel(
            suite,
            secret,
            label: "tree",
            context: utf8Bytes(context),
            byteCount: suite.hash.byteCount
        )
    }

    private func leafRatchets(
        _ secret: SecretBytes,
        _ provider: some CryptoProvider
    ) -> LeafRatchets {
        LeafRatchets(
            handshake: HashRatchet(
                suite: suite,
                secret: provider.deriveSecret(suite, secret, label: "handshake")
            ),
            application: HashRatchet(
                suite: suite,
                secret: provider.deriveSecret(suite, secret, label: "application")
            )
        )
    }
}

/// A leaf's fresh ratchets, and what making them does to the secrets above.
private struct LeafOpening: Sendable {
    let leaf: LeafIndex
    /// The node whose secret was used up.
    let consumed: NodeIndex
    /// The secrets that stand in for it.
    let copath: [(NodeIndex, SecretBytes)]
    let ratchets: LeafRatchets
}

/// A message key that was looked up, and what using it up will change.
package struct SecretTreeStep: Sendable {
    fileprivate let leaf: LeafIndex
    fileprivate let kind: RatchetKind
    fileprivate let opening: LeafOpening?
    fileprivate let step: RatchetStep

    /// The key itself.
    package var key: MessageKey { step.key }
}

extension SecretTree {
    /// Reads the state of a secret tree.
    package init(suite: CipherSuite, from reader: inout ByteReader) throws(DecodeError) {
        self.suite = suite
        let leafCount: UInt32 = try reader.integer()
        guard leafCount > 0, leafCount <= Limits.leafCount else { throw .invalid }
        size = TreeSize(leafCount: Int(leafCount))
        nodes = [:]
        let entries = try reader.vector { reader throws(DecodeError) in
            (try reader.nodeIndex(), try reader.secret())
        }
        for (node, secret) in entries { nodes[node] = secret }
        let leaves = try reader.vector { [suite] reader throws(DecodeError) in
            (
                try reader.value(LeafIndex.self),
                LeafRatchets(
                    handshake: try HashRatchet(suite: suite, from: &reader),
                    application: try HashRatchet(suite: suite, from: &reader)
                )
            )
        }
        for (leaf, pair) in leaves { ratchets[leaf] = pair }
    }

    /// Writes the state of the secret tree, the same bytes for the same state.
    package func encode(into writer: inout ByteWriter) {
        writer.integer(UInt32(size.leafCount))
        writer.secrets(nodes)
        writer.vector(ascending(ratchets.keys.map { $0 })) { writer, leaf in
            guard let pair = ratchets[leaf] else { return }
            writer.value(leaf)
            pair.handshake.encode(into: &writer)
            pair.application.encode(into: &writer)
        }
    }
}
