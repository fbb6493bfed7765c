extension RatchetTree {
    /// A tree from the nodes of a `ratchet_tree` extension, of which only the form is checked.
    ///
    /// - Throws: As the cases say.
    ///
    /// Source: RFC 9420 §12.4.3.3.
    public init(_ ratchetTree: RatchetTreeNodes) throws(RatchetTreeError) {
        let nodes = ratchetTree.nodes
        guard let last = nodes.last else { throw .empty }
        guard let last else { throw .trailingBlank }
        // Behind the last member every subtree is blank: no parent can end the list.
        guard last.isLeaf else { throw .misplacedNode }
        guard nodes.count <= Limits.nodeCount else { throw .tooLarge }
        self.init(size: TreeSize(leafCount: nodes.count / 2 + 1))
        var interned = Capabilities(versions: [], cipherSuites: [], credentials: [])
        for (position, node) in nodes.enumerated() {
            let index = NodeIndex(rawValue: UInt64(position))
            guard let node else { continue }
            guard node.isLeaf == index.isLeaf else { throw .misplacedNode }
            setNode(index, node.interning(&interned))
        }
    }

    /// The nodes as a `ratchet_tree` extension carries them.
    ///
    /// Source: RFC 9420 §12.4.3.3.
    public var exported: RatchetTreeNodes {
        guard occupiedEnd > 0 else { return RatchetTreeNodes(nodes: []) }
        return RatchetTreeNodes(
            nodes: (0..<2 * occupiedEnd - 1).map { node(at: NodeIndex(rawValue: UInt64($0))) }
        )
    }
}

extension Node {
    fileprivate var isLeaf: Bool {
        switch self {
        case .leaf: true
        case .parent: false
        }
    }

    /// The same node, sharing its capabilities with the leaf before when they are equal: members
    /// of one application have the same, and a tree of a thousand should hold them once.
    fileprivate func interning(_ last: inout Capabilities) -> Node {
        guard case .leaf(var leaf) = self else { return self }
        if leaf.capabilities == last {
            leaf.capabilities = last
        } else {
            last = leaf.capabilities
        }
        return .leaf(leaf)
    }
}

extension RatchetTree: Equatable {
    /// Whether all nodes are equal.
    public static func == (left: RatchetTree, right: RatchetTree) -> Bool {
        guard left.size == right.size else { return false }
        return (0..<UInt64(left.size.nodeCount)).allSatisfy {
            left.node(at: NodeIndex(rawValue: $0)) == right.node(at: NodeIndex(rawValue: $0))
        }
    }
}
