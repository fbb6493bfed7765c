/// The members of a group at the leaves of a binary tree, with the keys that they share above them.
///
/// A value: copies are cheap and independent (`ChunkedArray`), and hashes of subtrees stay cached
/// until something below them changes.
///
/// Source: RFC 9420 §4, §7.
public struct RatchetTree: Sendable {
    /// How large the tree is, blank leaves included.
    public private(set) var size: TreeSize

    /// How many leaves are not blank.
    public private(set) var memberCount = 0

    private var nodes = ChunkedArray<Node?>()
    /// The tree hash of each subtree; empty where it must be computed anew.
    private var hashes = ChunkedArray<[UInt8]>()
    private var encryptionKeys = KeyIndex<HPKEPublicKey>()
    private var signatureKeys = KeyIndex<SignaturePublicKey>()
    private var credentialTypes = CredentialTypeIndex()
    /// No leaf before this one is blank.
    private var firstBlankHint = 0
    /// Every leaf from this one on is blank.
    private(set) var occupiedEnd = 0

    /// The tree of one blank leaf.
    public init() {
        size = .one
        appendBlanks(upTo: 1)
    }

    /// The tree of one member.
    public init(_ leaf: LeafNode) {
        self.init()
        setNode(NodeIndex(rawValue: 0), .leaf(leaf))
    }

    /// A tree of blank nodes.
    init(size: TreeSize) {
        self.size = size
        appendBlanks(upTo: size.nodeCount)
    }

    private mutating func appendBlanks(upTo count: Int) {
        while nodes.count < count {
            nodes.append(nil)
            hashes.append([])
        }
    }
}

// MARK: - Looking

extension RatchetTree {
    /// The node at a place; `nil` if it is blank or outside the tree.
    public func node(at index: NodeIndex) -> Node? {
        size.contains(index) ? nodes[Int(index.rawValue)] : nil
    }

    /// The member at a leaf; `nil` if it is blank or outside the tree.
    public func leaf(at index: LeafIndex) -> LeafNode? {
        guard case .leaf(let leaf) = node(at: NodeIndex(index)) else { return nil }
        return leaf
    }

    /// The parent at a place; `nil` if it is blank, a leaf or outside the tree.
    public func parent(at index: NodeIndex) -> ParentNode? {
        guard case .parent(let parent) = node(at: index) else { return nil }
        return parent
    }

    /// The key of a node; `nil` if it is blank or outside the tree.
    public func encryptionKey(at index: NodeIndex) -> HPKEPublicKey? {
        switch node(at: index) {
        case .leaf(let leaf): leaf.encryptionKey
        case .parent(let parent): parent.encryptionKey
        case nil: nil
        }
    }

    /// Whether a leaf is in the tree and not blank.
    public func isMember(_ index: LeafIndex) -> Bool {
        node(at: NodeIndex(index)) != nil
    }

    /// The leaves that are not blank, from the left.
    public var memberIndices: [LeafIndex] {
        (0..<UInt32(occupiedEnd)).map { LeafIndex(rawValue: $0) }.filter { isMember($0) }
    }

    /// Calls `body` with every member, from the left.
    public func forEachMember<Failure: Error>(
        _ body: (LeafIndex, LeafNode) throws(Failure) -> Void
    ) throws(Failure) {
        for rawValue in 0..<UInt32(occupiedEnd) {
            let index = LeafIndex(rawValue: rawValue)
            if let leaf = leaf(at: index) {
                try body(index, leaf)
            }
        }
    }

    /// Whether a node, leaf or parent, has this encryption key.
    public func contains(_ key: HPKEPublicKey) -> Bool { encryptionKeys.contains(key) }

    /// Whether a member has this signature key.
    public func contains(_ key: SignaturePublicKey) -> Bool { signatureKeys.contains(key) }

    /// Whether all encryption keys, and all signature keys, differ.
    public var hasUniqueKeys: Bool {
        encryptionKeys.duplicateCount == 0 && signatureKeys.duplicateCount == 0
    }

    /// Whether every member supports the credential type of every other.
    ///
    /// Source: RFC 9420 §7.3.
    public var hasCommonCredentialTypes: Bool {
        credentialTypes.isConsistent(memberCount: memberCount)
    }

    /// The blank leaf that a new member takes: the leftmost, or the one behind the last.
    public var nextFreeLeaf: LeafIndex {
        var index = firstBlankHint
        while index < occupiedEnd, nodes[2 * index] != nil {
            index += 1
        }
        return LeafIndex(rawValue: UInt32(index))
    }
}

// MARK: - Changing single nodes

extension RatchetTree {
    /// Replaces one node, or blanks it, and forgets the hashes that covered it.
    ///
    /// - Precondition: The node is in the tree and of the kind of its place.
    mutating func setNode(_ index: NodeIndex, _ node: Node?) {
        let old = nodes[Int(index.rawValue)]
        if let old { removeFromIndices(old) }
        nodes[Int(index.rawValue)] = node
        if let node { insertIntoIndices(node) }
        if index.isLeaf {
            noteLeaf(Int(index.rawValue / 2), was: old != nil, is: node != nil)
        }
        forgetHashes(from: index)
    }

    private mutating func insertIntoIndices(_ node: Node) {
        switch node {
        case .leaf(let leaf):
            encryptionKeys.insert(leaf.encryptionKey)
            signatureKeys.insert(leaf.signatureKey)
            credentialTypes.insert(leaf)
        case .parent(let parent): encryptionKeys.insert(parent.encryptionKey)
        }
    }

    private mutating func removeFromIndices(_ node: Node) {
        switch node {
        case .leaf(let leaf):
            encryptionKeys.remove(leaf.encryptionKey)
            signatureKeys.remove(leaf.signatureKey)
            credentialTypes.remove(leaf)
        case .parent(let parent): encryptionKeys.remove(parent.encryptionKey)
        }
    }

    private mutating func noteLeaf(_ index: Int, was: Bool, is isMember: Bool) {
        switch (was, isMember) {
        case (false, true):
            memberCount += 1
            occupiedEnd = max(occupiedEnd, index + 1)
            if index == firstBlankHint { firstBlankHint += 1 }
        case (true, false):
            memberCount -= 1
            firstBlankHint = min(firstBlankHint, index)
            while occupiedEnd > 0, nodes[2 * (occupiedEnd - 1)] == nil {
                occupiedEnd -= 1
            }
        case (true, true), (false, false): break
        }
    }

    /// Replaces the unmerged leaves of a parent, whose keys stay.
    mutating func setUnmergedLeaves(_ index: NodeIndex, _ leaves: [LeafIndex]) {
        guard case .parent(var parent) = nodes[Int(index.rawValue)] else { return }
        parent.unmergedLeaves = leaves
        nodes[Int(index.rawValue)] = .parent(parent)
        forgetHashes(from: index)
    }

    /// Doubles the tree until it has a leaf.
    mutating func extend(toInclude leaf: LeafIndex) {
        while !size.contains(leaf) {
            size = size.doubled
        }
        appendBlanks(upTo: size.nodeCount)
    }

    /// Halves the tree while its right half is blank.
    ///
    /// Source: RFC 9420 §7.7.
    mutating func truncate() {
        let newSize = TreeSize(leafCount: max(occupiedEnd, 1))
        guard newSize.height < size.height else { return }
        for index in newSize.nodeCount..<size.nodeCount where nodes[index] != nil {
            setNode(NodeIndex(rawValue: UInt64(index)), nil)
        }
        size = newSize
        nodes.truncate(to: size.nodeCount)
        hashes.truncate(to: size.nodeCount)
        firstBlankHint = min(firstBlankHint, size.leafCount)
    }
}

// MARK: - Cached hashes

extension RatchetTree {
    /// The cached hash of a subtree, or `nil` if it must be computed anew.
    func cachedHash(_ index: NodeIndex) -> [UInt8]? {
        let hash = hashes[Int(index.rawValue)]
        return hash.isEmpty ? nil : hash
    }

    mutating func cacheHash(_ index: NodeIndex, _ hash: [UInt8]) {
        hashes[Int(index.rawValue)] = hash
    }

    private mutating func forgetHashes(from index: NodeIndex) {
        // A hash is cached only when all below it are: the first gap upwards ends the way.
        var index = index
        while cachedHash(index) != nil || index.isLeaf {
            hashes[Int(index.rawValue)] = []
            guard let parent = size.parent(of: index) else { return }
            index = parent
        }
    }
}
