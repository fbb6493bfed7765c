import TandemBytes
public import TandemCrypto

extension RatchetTree {
    /// The hash of the whole tree; computes only what has changed since the last time.
    ///
    /// Source: RFC 9420 §7.8.
    public mutating func treeHash(
        _ algorithm: HashAlgorithm,
        using crypto: some CryptoProvider
    ) -> [UInt8] {
        treeHash(of: size.root, algorithm, using: crypto)
    }

    /// The hash of the subtree below a node.
    ///
    /// - Precondition: The node is in the tree.
    ///
    /// Source: RFC 9420 §7.8.
    public mutating func treeHash(
        of index: NodeIndex,
        _ algorithm: HashAlgorithm,
        using crypto: some CryptoProvider
    ) -> [UInt8] {
        if let cached = cachedHash(index) { return cached }
        let hash: [UInt8]
        if let left = index.left, let right = index.right {
            hash = crypto.hash(
                algorithm,
                Self.hashInput(
                    of: parent(at: index),
                    left: treeHash(of: left, algorithm, using: crypto),
                    right: treeHash(of: right, algorithm, using: crypto)
                )
            )
        } else {
            hash = crypto.hash(algorithm, leafHashInput(at: index, isBlank: false))
        }
        cacheHash(index, hash)
        return hash
    }

    /// The hash of a subtree as it was before some leaves below it were added: they are blank and
    /// no parent has them unmerged.
    ///
    /// - Parameter leaves: Those leaves, in increasing order.
    /// - Precondition: The node is in the tree.
    ///
    /// Source: RFC 9420 §7.9.
    mutating func treeHash(
        of index: NodeIndex,
        without leaves: ArraySlice<LeafIndex>,
        _ algorithm: HashAlgorithm,
        using crypto: some CryptoProvider
    ) -> [UInt8] {
        let below = leaves.filter { index.isAncestor(ofOrEqualTo: $0) }[...]
        guard !below.isEmpty else { return treeHash(of: index, algorithm, using: crypto) }
        guard let left = index.left, let right = index.right else {
            return crypto.hash(algorithm, leafHashInput(at: index, isBlank: true))
        }
        var parent = parent(at: index)
        let gone = Set(below)
        parent?.unmergedLeaves.removeAll { gone.contains($0) }
        return crypto.hash(
            algorithm,
            Self.hashInput(
                of: parent,
                left: treeHash(of: left, without: below, algorithm, using: crypto),
                right: treeHash(of: right, without: below, algorithm, using: crypto)
            )
        )
    }

    /// `TreeHashInput` of a leaf.
    private func leafHashInput(at index: NodeIndex, isBlank: Bool) -> [UInt8] {
        var writer = ByteWriter(capacity: 512)
        writer.uint8(1)
        let leafIndex = LeafIndex(rawValue: UInt32(truncatingIfNeeded: index.rawValue / 2))
        writer.value(leafIndex)
        writer.optional(isBlank ? nil : leaf(at: leafIndex)) { $0.value($1) }
        return writer.bytes
    }

    /// `TreeHashInput` of a parent.
    private static func hashInput(
        of parent: ParentNode?,
        left: [UInt8],
        right: [UInt8]
    ) -> [UInt8] {
        var writer = ByteWriter(capacity: 256)
        writer.uint8(2)
        writer.optional(parent) { $0.value($1) }
        writer.vector(left)
        writer.vector(right)
        return writer.bytes
    }
}
