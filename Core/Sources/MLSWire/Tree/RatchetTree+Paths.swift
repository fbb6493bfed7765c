/// A parent above a member, and the child of it that the member is not below.
public struct PathStep: Hashable, Sendable {
    /// The parent.
    public let node: NodeIndex
    /// Its child on the copath.
    public let copathChild: NodeIndex
}

extension RatchetTree {
    /// The nodes that together cover every member below a node whose keys are known.
    ///
    /// Of a node that is not blank: the node, then its unmerged leaves. Of a blank one: those of
    /// its children, left before right.
    ///
    /// Source: RFC 9420 §4.1.1.
    public func resolution(of index: NodeIndex) -> [NodeIndex] {
        var result: [NodeIndex] = []
        appendResolution(of: index, to: &result, limit: .max)
        return result
    }

    /// As `resolution(of:)`, but gives up once there are more than `limit` nodes.
    func resolution(of index: NodeIndex, limit: Int) -> [NodeIndex]? {
        var result: [NodeIndex] = []
        appendResolution(of: index, to: &result, limit: limit)
        return result.count > limit ? nil : result
    }

    private func appendResolution(
        of index: NodeIndex,
        to result: inout [NodeIndex],
        limit: Int
    ) {
        guard size.contains(index), result.count <= limit, index.leaves.lowerBound < occupiedEnd
        else { return }
        switch node(at: index) {
        case .leaf: result.append(index)
        case .parent(let parent):
            result.append(index)
            result.append(contentsOf: parent.unmergedLeaves.lazy.map { NodeIndex($0) })
        case nil:
            guard let left = index.left, let right = index.right else { return }
            appendResolution(of: left, to: &result, limit: limit)
            appendResolution(of: right, to: &result, limit: limit)
        }
    }

    /// Whether nobody is below a node, so that its resolution is empty.
    func isVacant(_ index: NodeIndex) -> Bool {
        resolution(of: index, limit: 0) != nil
    }

    /// The parents above a leaf with someone on their other side, from the lowest to the root.
    ///
    /// Source: RFC 9420 §4.1.2.
    public func filteredDirectPath(of leaf: LeafIndex) -> [PathStep] {
        directPathSteps(of: leaf).filter { !isVacant($0.copathChild) }
    }

    /// The parents above a leaf, from the lowest to the root.
    func directPathSteps(of leaf: LeafIndex) -> [PathStep] {
        var steps: [PathStep] = []
        var child = NodeIndex(leaf)
        while let parent = size.parent(of: child) {
            steps.append(PathStep(node: parent, copathChild: child.sibling))
            child = parent
        }
        return steps
    }
}
