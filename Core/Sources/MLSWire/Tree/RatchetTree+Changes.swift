extension RatchetTree {
    /// Adds a member at the leftmost blank leaf, extending the tree if there is none.
    ///
    /// The caller has checked the leaf.
    ///
    /// - Returns: The new member's place, or `nil`, with nothing changed, if the tree is as large
    ///   as it may get.
    ///
    /// Source: RFC 9420 §12.1.1, §7.7.
    @discardableResult
    public mutating func add(_ leaf: LeafNode) -> LeafIndex? {
        let index = nextFreeLeaf
        guard Int(index.rawValue) < Limits.leafCount else { return nil }
        extend(toInclude: index)
        for node in size.directPath(of: NodeIndex(index)) {
            addUnmerged(index, to: node)
        }
        setNode(NodeIndex(index), .leaf(leaf))
        return index
    }

    private mutating func addUnmerged(_ leaf: LeafIndex, to node: NodeIndex) {
        guard var leaves = parent(at: node)?.unmergedLeaves else { return }
        let place = leaves.lastIndex { $0 < leaf }.map { $0 + 1 } ?? 0
        leaves.insert(leaf, at: place)
        setUnmergedLeaves(node, leaves)
    }

    /// Replaces a member's leaf and blanks what is above it.
    ///
    /// - Returns: False, with nothing changed, if there is no such member.
    ///
    /// Source: RFC 9420 §12.1.2.
    @discardableResult
    public mutating func update(_ index: LeafIndex, to leaf: LeafNode) -> Bool {
        guard isMember(index) else { return false }
        blankDirectPath(of: index)
        setNode(NodeIndex(index), .leaf(leaf))
        return true
    }

    /// Removes a member, blanks what was above it and gives back what the tree no longer needs.
    ///
    /// - Returns: False, with nothing changed, if there is no such member.
    ///
    /// Source: RFC 9420 §12.1.3, §7.7.
    @discardableResult
    public mutating func remove(_ index: LeafIndex) -> Bool {
        guard isMember(index) else { return false }
        blankDirectPath(of: index)
        setNode(NodeIndex(index), nil)
        truncate()
        return true
    }

    mutating func blankDirectPath(of leaf: LeafIndex) {
        for node in size.directPath(of: NodeIndex(leaf)) where self.node(at: node) != nil {
            setNode(node, nil)
        }
    }
}
