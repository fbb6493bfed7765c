import TandemBytes
public import TandemCrypto

extension RatchetTree {
    /// The hash by which the nodes below a parent are bound to it, to what was beside them, and to
    /// the parents above.
    ///
    /// - Parameters:
    ///   - index: The parent; it is not blank.
    ///   - child: The child whose side the bound nodes are not on, `S` in the RFC.
    ///
    /// Source: RFC 9420 §7.9.
    mutating func parentHash(
        of index: NodeIndex,
        originalSibling child: NodeIndex,
        _ algorithm: HashAlgorithm,
        using crypto: some CryptoProvider
    ) -> [UInt8]? {
        guard let parent = parent(at: index) else { return nil }
        var writer = ByteWriter(capacity: 256)
        writer.value(parent.encryptionKey)
        writer.vector(parent.parentHash)
        writer.vector(
            treeHash(
                of: child,
                without: parent.unmergedLeaves[...],
                algorithm,
                using: crypto
            )
        )
        return crypto.hash(algorithm, writer.bytes)
    }

    /// Whether every parent is bound to a node below it that was set at the same time.
    ///
    /// So nobody who made a part of this tree can have put keys of their own above members who did
    /// not take part.
    ///
    /// Source: RFC 9420 §7.9.2.
    public mutating func hasValidParentHashes(
        _ algorithm: HashAlgorithm,
        using crypto: some CryptoProvider
    ) -> Bool {
        var index: UInt64 = 1
        while index < UInt64(size.nodeCount) {
            let node = NodeIndex(rawValue: index)
            guard parent(at: node) == nil || isBound(node, algorithm, using: crypto) else {
                return false
            }
            index += 2
        }
        return true
    }

    private mutating func isBound(
        _ index: NodeIndex,
        _ algorithm: HashAlgorithm,
        using crypto: some CryptoProvider
    ) -> Bool {
        guard let left = index.left, let right = index.right else { return false }
        return isBound(index, through: left, sibling: right, algorithm, using: crypto)
            || isBound(index, through: right, sibling: left, algorithm, using: crypto)
    }

    /// Whether a parent is bound to a node on the side of one child.
    private mutating func isBound(
        _ index: NodeIndex,
        through child: NodeIndex,
        sibling: NodeIndex,
        _ algorithm: HashAlgorithm,
        using crypto: some CryptoProvider
    ) -> Bool {
        guard let candidate = boundCandidate(of: index, below: child),
            let found = storedParentHash(at: candidate)
        else { return false }
        return found
            == parentHash(of: index, originalSibling: sibling, algorithm, using: crypto)
    }

    /// The only node of a child's resolution that is not an unmerged leaf of the parent.
    private func boundCandidate(of index: NodeIndex, below child: NodeIndex) -> NodeIndex? {
        guard let parent = parent(at: index) else { return nil }
        let unmerged = parent.unmergedLeaves.filter { child.isAncestor(ofOrEqualTo: $0) }
        guard let resolution = resolution(of: child, limit: unmerged.count + 1),
            resolution.count == unmerged.count + 1
        else { return nil }
        let known = Set(unmerged)
        let others = resolution.filter { !$0.isLeaf(in: known) }
        return others.count == 1 ? others.first : nil
    }

    private func storedParentHash(at index: NodeIndex) -> [UInt8]? {
        switch node(at: index) {
        case .parent(let parent): return parent.parentHash
        case .leaf(let leaf):
            guard case .commit(let parentHash) = leaf.source else { return nil }
            return parentHash
        case nil: return nil
        }
    }
}
