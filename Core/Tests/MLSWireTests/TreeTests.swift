import MLSWire
import TandemBytes
import TandemCrypto
import Testing

@Suite("Tree math, RFC 9420 appendix C")
struct TreeMathTests {
    @Test("children, parents and siblings agree with each other in every tree up to 64 leaves")
    func relations() {
        for height in 0...6 {
            let size = TreeSize(leafCount: 1 << height)
            #expect(size.parent(of: size.root) == nil)
            for value in 0..<UInt64(size.nodeCount) {
                let node = nodeIndex(value)
                guard let left = node.left, let right = node.right else { continue }
                #expect(size.parent(of: left) == node && size.parent(of: right) == node)
                #expect(size.sibling(of: left) == right && size.sibling(of: right) == left)
                #expect(left < node && node < right)
            }
        }
    }

    @Test("a tree has the least power of two of leaves that suffices")
    func sizes() {
        let counts = [1, 2, 3, 4, 5, 8, 9].map { TreeSize(leafCount: $0).leafCount }
        #expect(counts == [1, 2, 4, 4, 8, 8, 16])
    }

    @Test("the common ancestor is the first node that both direct paths share")
    func commonAncestor() {
        let size = TreeSize(leafCount: 16)
        for first in 0..<UInt32(16) {
            for second in 0..<UInt32(16) where second != first {
                let path = size.directPath(of: NodeIndex(leafIndex(first)))
                let expected = path.first { $0.isAncestor(ofOrEqualTo: leafIndex(second)) }
                #expect(size.commonAncestor(of: leafIndex(first), leafIndex(second)) == expected)
            }
        }
        #expect(size.commonAncestor(of: leafIndex(5), leafIndex(5)) == nodeIndex(10))
    }

    @Test("the largest leaf index that a message can name is outside, and traps nothing")
    func outside() {
        let last = leafIndex(.max)
        let tree = RatchetTree(Client(1).leaf(key: key(1)))
        #expect(tree.leaf(at: last) == nil)
        #expect(!tree.isMember(last))
        #expect(tree.filteredDirectPath(of: last).isEmpty)
        #expect(tree.resolution(of: nodeIndex(.max)).isEmpty)
        #expect(!tree.size.root.isAncestor(ofOrEqualTo: last))
    }
}

@Suite("Ratchet tree operations, RFC 9420 §7.7, §12.1")
struct RatchetTreeTests {
    private func tree(_ count: UInt8) -> RatchetTree {
        var tree = RatchetTree()
        for number in 0..<count { tree.add(Client(number).leaf(key: key(Int(number)))) }
        return tree
    }

    /// A tree whose every parent is populated.
    private func fullTree(_ count: UInt8) -> RatchetTree {
        var tree = tree(count)
        for number in 0..<count {
            let index = leafIndex(UInt32(number))
            let keys = tree.filteredDirectPath(of: index).indices.map {
                key(Int(number) * 100 + 1000 + $0)
            }
            let hash = tree.setPath(of: index, keys: keys, suite.hash, using: crypto)
            tree.setLeaf(
                index,
                Client(number).leaf(
                    .commit(parentHash: hash ?? []),
                    key: key(500 + Int(number)),
                    at: UInt32(number)
                )
            )
        }
        return tree
    }

    @Test("a new member takes the leftmost blank leaf, or one behind a doubled tree")
    func add() {
        var tree = tree(4)
        #expect(tree.size.leafCount == 4)
        let fifth = tree.add(Client(9).leaf(key: key(9)))
        #expect(fifth == leafIndex(4))
        #expect(tree.size.leafCount == 8)
        tree.remove(leafIndex(1))
        let second = tree.add(Client(10).leaf(key: key(10)))
        #expect(second == leafIndex(1))
    }

    @Test("a new member is unmerged at every parent above that is not blank, in order")
    func unmerged() {
        var tree = fullTree(8)
        tree.remove(leafIndex(6))
        tree.remove(leafIndex(2))
        tree.add(Client(20).leaf(key: key(20)))
        #expect(tree.parent(at: nodeIndex(5)) == nil)
        // All parents above leaf 2 were blanked by its removal.
        #expect(tree.resolution(of: nodeIndex(3)) == [1, 4, 6].map { nodeIndex($0) })
    }

    @Test("unmerged leaves stay sorted whatever the order of additions")
    func unmergedOrder() {
        var tree = fullTree(8)
        tree.remove(leafIndex(1))
        tree.remove(leafIndex(5))
        let path = tree.filteredDirectPath(of: leafIndex(7))
        _ = tree.setPath(
            of: leafIndex(7),
            keys: path.indices.map { key(7000 + $0) },
            suite.hash,
            using: crypto
        )
        tree.add(Client(21).leaf(key: key(21)))
        tree.add(Client(22).leaf(key: key(22)))
        #expect(
            tree.parent(at: tree.size.root)?.unmergedLeaves == [leafIndex(1), leafIndex(5)]
        )
        #expect(tree.hasConsistentUnmergedLeaves)
    }

    @Test("an update blanks what is above the leaf and nothing else")
    func update() {
        var tree = fullTree(4)
        tree.update(leafIndex(0), to: Client(0).leaf(key: key(77)))
        #expect(tree.parent(at: nodeIndex(1)) == nil)
        #expect(tree.parent(at: nodeIndex(3)) == nil)
        #expect(tree.parent(at: nodeIndex(5)) != nil)
        #expect(tree.leaf(at: leafIndex(0))?.encryptionKey == key(77))
    }

    @Test("removing the last members halves the tree as often as it can")
    func truncation() {
        var tree = tree(5)
        tree.remove(leafIndex(2))
        tree.remove(leafIndex(3))
        #expect(tree.size.leafCount == 8)
        tree.remove(leafIndex(4))
        #expect(tree.size.leafCount == 2)
        #expect(tree.memberCount == 2)
    }

    @Test("who is not there can be neither updated nor removed")
    func absent() {
        var tree = tree(3)
        let before = tree
        let done = [
            tree.remove(leafIndex(3)),
            tree.remove(leafIndex(1_000_000)),
            tree.update(leafIndex(3), to: Client(3).leaf(key: key(3))),
        ]
        #expect(done == [false, false, false])
        #expect(tree == before)
    }

    @Test("the filtered direct path leaves out parents with nobody on the other side")
    func filteredPath() {
        var tree = tree(5)
        #expect(
            tree.filteredDirectPath(of: leafIndex(4)).map(\.node) == [tree.size.root]
        )
        tree.remove(leafIndex(1))
        #expect(
            tree.filteredDirectPath(of: leafIndex(0)).map(\.node) == [nodeIndex(3), nodeIndex(7)]
        )
    }

    @Test("a path of the wrong length changes nothing")
    func wrongPath() {
        var tree = tree(4)
        let before = tree
        let hash = tree.setPath(of: leafIndex(0), keys: [key(1000)], suite.hash, using: crypto)
        #expect(hash == nil)
        #expect(tree == before)
    }

    @Test("paths bind every parent to a leaf below it; a changed key breaks that")
    func parentHashes() throws {
        let tree = fullTree(8)
        #expect(tree.isBound)
        var nodes = tree.exported
        guard case .parent(var parent) = nodes.nodes[3] else { return }
        parent.encryptionKey = key(4242)
        nodes.nodes[3] = .parent(parent)
        let changed = try RatchetTree(nodes)
        #expect(!changed.isBound)
    }

    @Test("parents stay bound when members come and go after the path")
    func parentHashesLater() {
        var tree = fullTree(8)
        tree.remove(leafIndex(5))
        #expect(tree.isBound)
        tree.add(Client(30).leaf(key: key(30)))
        tree.add(Client(31).leaf(key: key(31)))
        #expect(tree.isBound)
        #expect(tree.hasConsistentUnmergedLeaves)
    }

    @Test("a copy is independent")
    func copies() {
        let original = fullTree(8)
        var copy = original
        copy.remove(leafIndex(3))
        copy.add(Client(40).leaf(key: key(40)))
        #expect(original == fullTree(8))
        #expect(original.contains(Client(3).signatureKey))
        #expect(!copy.contains(Client(3).signatureKey))
    }

    @Test(
        "after any sequence of changes, all that is cached is as if built anew",
        arguments: [1, 2, 3, 4] as [UInt64]
    )
    func cached(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        var tree = tree(1)
        var next = 10_000
        for step in 0..<300 {
            change(&tree, &random, &next)
            // Some hashes stay cached over several changes.
            guard step % Int(random.next() % 4 + 1) == 0 else { continue }
            var fresh = try RatchetTree(tree.exported)
            let hash = tree.treeHash(suite.hash, using: crypto)
            let freshHash = fresh.treeHash(suite.hash, using: crypto)
            #expect(hash == freshHash)
            #expect(tree == fresh)
            #expect(tree.memberCount == fresh.memberCount)
            #expect(tree.memberIndices == fresh.memberIndices)
            #expect(tree.nextFreeLeaf == fresh.nextFreeLeaf)
            #expect(tree.hasUniqueKeys && tree.hasCommonCredentialTypes)
            #expect(tree.hasConsistentUnmergedLeaves)
            #expect(tree.isBound)
        }
    }

    private func change(_ tree: inout RatchetTree, _ random: inout SplitMix, _ next: inout Int) {
        next += 32
        let members = tree.memberIndices
        let member = members[Int(random.next() % UInt64(members.count))]
        // A key package's leaf says nothing of parents; its signature key must be new.
        func leaf(_ source: LeafNode.Source) -> LeafNode {
            Client(0).leaf(source, key: key(next)) {
                $0.signatureKey = SignaturePublicKey(key(next).bytes)
            }
        }
        switch random.next() % 8 {
        case 0...2 where tree.memberCount < 40:
            tree.add(leaf(.keyPackage(Lifetime(notBefore: 0, notAfter: 1))))
        case 3 where tree.memberCount > 1: tree.remove(member)
        case 4: tree.update(member, to: leaf(.update))
        default:
            let keys = tree.filteredDirectPath(of: member).indices.map { key(next + 1 + $0) }
            let hash = tree.setPath(of: member, keys: keys, suite.hash, using: crypto)
            tree.setLeaf(member, leaf(.commit(parentHash: hash ?? [])))
        }
    }
}

extension RatchetTree {
    /// Whether every parent is bound to a node below it.
    fileprivate var isBound: Bool {
        var copy = self
        return copy.hasValidParentHashes(suite.hash, using: crypto)
    }
}

/// A small generator that gives the same numbers for the same seed.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
