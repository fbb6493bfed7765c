extension RatchetTree {
    /// Whether each unmerged leaf of each parent is a member below it, is unmerged at every parent
    /// in between that is not blank, and the lists are in order.
    ///
    /// Source: RFC 9420 §7.1, §12.4.3.1.
    public var hasConsistentUnmergedLeaves: Bool {
        (0..<UInt64(size.leafCount - 1)).allSatisfy { position in
            let index = NodeIndex(rawValue: 2 * position + 1)
            guard let leaves = parent(at: index)?.unmergedLeaves else { return true }
            return isIncreasing(leaves)
                && leaves.allSatisfy { isMember($0) && index.isAncestor(ofOrEqualTo: $0) }
                && areUnmerged(leaves, belowChildrenOf: index)
        }
    }

    private func isIncreasing(_ leaves: [LeafIndex]) -> Bool {
        zip(leaves, leaves.dropFirst()).allSatisfy { $0 < $1 }
    }

    /// Whether the next parent on the way down to each leaf has it unmerged too; what is below that
    /// one follows when its own list is checked.
    private func areUnmerged(_ leaves: [LeafIndex], belowChildrenOf index: NodeIndex) -> Bool {
        guard let left = index.left, let right = index.right else { return true }
        return isUnmerged(leaves.filter { left.isAncestor(ofOrEqualTo: $0) }, at: left)
            && isUnmerged(leaves.filter { right.isAncestor(ofOrEqualTo: $0) }, at: right)
    }

    private func isUnmerged(_ leaves: [LeafIndex], at index: NodeIndex) -> Bool {
        guard !leaves.isEmpty, !index.isLeaf else { return true }
        guard let parent = parent(at: index) else {
            return areUnmerged(leaves, belowChildrenOf: index)
        }
        let unmerged = Set(parent.unmergedLeaves)
        return leaves.allSatisfy { unmerged.contains($0) }
    }
}
