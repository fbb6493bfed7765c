public import TandemCrypto

extension RatchetTree {
    /// Puts fresh keys on a member's filtered direct path and blanks the rest of its direct path.
    ///
    /// The leaf itself is not changed: it must carry the hash that this returns, which the
    /// committer has yet to sign and everyone else has yet to compare.
    ///
    /// - Parameters:
    ///   - leaf: The member; it is in the tree.
    ///   - keys: One key for each node of `filteredDirectPath(of: leaf)`, from the lowest up.
    /// - Returns: The parent hash that the leaf must carry, empty below a path without nodes; or
    ///   `nil`, with nothing changed, if the number of keys is wrong.
    ///
    /// Source: RFC 9420 §7.5, §7.9.1.
    public mutating func setPath(
        of leaf: LeafIndex,
        keys: [HPKEPublicKey],
        _ algorithm: HashAlgorithm,
        using crypto: some CryptoProvider
    ) -> [UInt8]? {
        let path = filteredDirectPath(of: leaf)
        guard path.count == keys.count else { return nil }
        blankDirectPath(of: leaf)
        var parentHash: [UInt8] = []
        for (step, key) in zip(path, keys).reversed() {
            setNode(
                step.node,
                .parent(ParentNode(encryptionKey: key, parentHash: parentHash))
            )
            guard
                let next = self.parentHash(
                    of: step.node,
                    originalSibling: step.copathChild,
                    algorithm,
                    using: crypto
                )
            else { return nil }
            parentHash = next
        }
        return parentHash
    }

    /// Replaces a member's leaf and leaves what is above it as it is.
    ///
    /// - Precondition: The leaf is in the tree.
    public mutating func setLeaf(_ index: LeafIndex, _ leaf: LeafNode) {
        setNode(NodeIndex(index), .leaf(leaf))
    }
}
