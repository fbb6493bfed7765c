import MLSWire
import TandemBytes
import TandemCrypto
import Testing

@Suite("Leaves and key packages, RFC 9420 §7.3, §10.1")
struct LeafValidationTests {
    private let validator = Validator(suite, policy: TestPolicy(), now: now, using: crypto)
    private let context = GroupContext(
        cipherSuite: CipherSuiteNumber(suite),
        groupID: groupID,
        epoch: Epoch(rawValue: 1),
        treeHash: [],
        confirmedTranscriptHash: [],
        extensions: []
    )

    private func context(_ extensions: [Extension]) -> GroupContext {
        var context = context
        context.extensions = extensions
        return context
    }

    private func refusal(
        of leaf: LeafNode,
        as use: LeafUse = .keyPackage,
        in context: GroupContext? = nil,
        policy: TestPolicy = TestPolicy()
    ) -> LeafNodeError? {
        let validator = Validator(suite, policy: policy, now: now, using: crypto)
        do throws(LeafNodeError) {
            try validator.check(leaf, as: use, in: context ?? self.context)
            return nil
        } catch {
            return error
        }
    }

    private let client = Client(1)

    @Test("a leaf that keeps all rules is accepted at each place")
    func accepted() {
        let old = client.leaf(key: key(1))
        #expect(refusal(of: old) == nil)
        let update = client.leaf(.update, key: key(2), at: 3)
        #expect(refusal(of: update, as: .update(leafIndex(3), replacing: old)) == nil)
        let commit = client.leaf(.commit(parentHash: []), key: key(2), at: 3)
        #expect(refusal(of: commit, as: .commit(leafIndex(3), replacing: old)) == nil)
        #expect(refusal(of: commit, as: .commit(leafIndex(3), replacing: nil)) == nil)
        #expect(refusal(of: commit, as: .member(leafIndex(3))) == nil)
    }

    @Test("the policy can refuse a credential, or a leaf that replaces another's")
    func credential() {
        var policy = TestPolicy()
        policy.refusedIdentity = [1]
        #expect(refusal(of: client.leaf(key: key(1)), policy: policy) == .unacceptableCredential)
        let other = Client(2).leaf(.update, key: key(2), at: 3)
        #expect(
            refusal(
                of: other,
                as: .update(leafIndex(3), replacing: client.leaf(key: key(1)))
            )
                == .unacceptableCredential
        )
    }

    @Test("a signature over anything else is refused: content, place, group")
    func signature() {
        var leaf = client.leaf(key: key(1))
        leaf.encryptionKey = key(2)
        #expect(refusal(of: leaf) == .invalidSignature)
        let update = client.leaf(.update, key: key(2), at: 3)
        let old = client.leaf(key: key(1))
        #expect(
            refusal(of: update, as: .update(leafIndex(4), replacing: old)) == .invalidSignature
        )
        var otherGroup = context
        otherGroup.groupID = GroupID([1])
        #expect(
            refusal(of: update, as: .update(leafIndex(3), replacing: old), in: otherGroup)
                == .invalidSignature
        )
    }

    @Test("a leaf must support what the group requires, and each extension that it has")
    func capabilities() {
        let leaf = client.leaf(key: key(1))
        let known = ExtensionType(rawValue: 0xf0a0)
        let unknown = ExtensionType(rawValue: 0xf0a1)
        #expect(refusal(of: leaf, in: context([Extension(type: known, data: [])])) == nil)
        #expect(
            refusal(of: leaf, in: context([Extension(type: unknown, data: [])]))
                == .missingCapability
        )
        for required in [
            RequiredCapabilities(extensionTypes: [unknown]),
            RequiredCapabilities(proposalTypes: [ProposalType(rawValue: 0xf0a1)]),
            RequiredCapabilities(credentialTypes: [.x509]),
        ] {
            #expect(refusal(of: leaf, in: context([Extension(required)])) == .missingCapability)
        }
        let fulfilled = RequiredCapabilities(
            extensionTypes: [known, .applicationID],
            proposalTypes: [.add],
            credentialTypes: [.basic]
        )
        #expect(refusal(of: leaf, in: context([Extension(fulfilled)])) == nil)
    }

    @Test("requirements that cannot be read are fulfilled by nobody")
    func unreadableRequirements() {
        let broken = [Extension(type: .requiredCapabilities, data: [1])]
        #expect(
            refusal(of: client.leaf(key: key(1)), in: context(broken)) == .missingCapability
        )
    }

    @Test("a leaf's own credential type and extensions are among its capabilities")
    func consistency() {
        let withoutBasic = client.leaf(key: key(1)) { $0.capabilities.credentials = [.x509] }
        #expect(refusal(of: withoutBasic) == .inconsistentCapabilities)
        let unlisted = client.leaf(key: key(1)) {
            $0.extensions = [Extension(type: .init(rawValue: 0xf0ff), data: [])]
        }
        #expect(refusal(of: unlisted) == .inconsistentCapabilities)
        let twice = client.leaf(key: key(1)) {
            $0.extensions = [Extension](
                repeating: Extension(type: .init(rawValue: 0xf0a0), data: []),
                count: 2
            )
        }
        #expect(refusal(of: twice) == .duplicateExtension)
        let defaultType = client.leaf(key: key(1)) {
            $0.extensions = [Extension(ApplicationID(applicationID: [1]))]
        }
        #expect(refusal(of: defaultType) == nil)
    }

    @Test("a leaf supports the group's version and cipher suite")
    func parameters() {
        let otherSuite = client.leaf(key: key(1)) {
            $0.capabilities.cipherSuites = [.init(rawValue: 1)]
        }
        #expect(refusal(of: otherSuite) == .unsupportedParameters)
        let otherVersion = client.leaf(key: key(1)) {
            $0.capabilities.versions = [.init(rawValue: 2)]
        }
        #expect(refusal(of: otherVersion) == .unsupportedParameters)
    }

    @Test("a lifetime that is over, to come or too long is refused where time is judged")
    func lifetime() throws {
        let lifetimes = [
            Lifetime(notBefore: 0, notAfter: now - 1),
            Lifetime(notBefore: now + 1, notAfter: now + 2),
            Lifetime(notBefore: 0, notAfter: .max),
            Lifetime(notBefore: now, notAfter: 0),
        ]
        for lifetime in lifetimes {
            let leaf = client.leaf(.keyPackage(lifetime), key: key(1))
            #expect(refusal(of: leaf) == .expired)
            let timeless = Validator(suite, policy: TestPolicy(), now: nil, using: crypto)
            try timeless.check(leaf, as: .keyPackage, in: context)
        }
    }

    @Test("a leaf says where it comes from, and an update brings a new key")
    func source() {
        let old = client.leaf(key: key(1))
        let update = client.leaf(.update, key: key(2), at: 0)
        let commit = client.leaf(.commit(parentHash: []), key: key(2), at: 0)
        #expect(refusal(of: update, as: .keyPackage) == .wrongSource)
        #expect(refusal(of: commit, as: .keyPackage) == .wrongSource)
        #expect(refusal(of: commit, as: .update(leafIndex(0), replacing: old)) == .wrongSource)
        #expect(refusal(of: old, as: .update(leafIndex(0), replacing: old)) == .wrongSource)
        #expect(refusal(of: update, as: .commit(leafIndex(0), replacing: old)) == .wrongSource)
        let same = client.leaf(.update, key: key(1), at: 0)
        #expect(
            refusal(of: same, as: .update(leafIndex(0), replacing: old))
                == .unchangedEncryptionKey
        )
    }

    private func refusal(of package: KeyPackage) -> KeyPackageError? {
        do throws(KeyPackageError) {
            try validator.check(package, for: nil)
            return nil
        } catch {
            return error
        }
    }

    @Test("each rule of key packages is enforced")
    func keyPackages() {
        #expect(refusal(of: client.keyPackage(key: 1)) == nil)
        #expect(
            refusal(of: client.keyPackage(key: 1) { $0.version = .init(rawValue: 2) })
                == .wrongParameters
        )
        #expect(
            refusal(of: client.keyPackage(key: 1) { $0.cipherSuite = .init(rawValue: 1) })
                == .wrongParameters
        )
        #expect(
            refusal(of: client.keyPackage(key: 1) { $0.initKey = key(1) }) == .sharedKey
        )
        let extensions = [Extension](
            repeating: Extension(type: .lastResort, data: []),
            count: 2
        )
        #expect(
            refusal(of: client.keyPackage(key: 1) { $0.extensions = extensions })
                == .duplicateExtension
        )
        #expect(
            refusal(of: client.keyPackage(key: 1) { $0.leafNode.signature = [] })
                == .invalidLeaf(.invalidSignature)
        )
        var changed = client.keyPackage(key: 1)
        changed.initKey = key(5)
        #expect(refusal(of: changed) == .invalidSignature)
    }
}

@Suite("Trees from outside, RFC 9420 §12.4.3.1")
struct TreeValidationTests {
    private func refusal(
        of tree: RatchetTree,
        change: (inout RatchetTreeNodes) -> Void = { _ in }
    ) -> GroupInfoError? {
        var nodes = tree.exported
        change(&nodes)
        // The statement names the changed tree, so that only the broken rule is left to be found.
        let named = (try? RatchetTree(nodes)) ?? tree
        do throws(GroupInfoError) {
            _ = try PublicGroup(
                TestGroup.groupInfo(named),
                nodes: nodes,
                policy: TestPolicy(),
                now: now,
                using: crypto
            )
            return nil
        } catch {
            return error
        }
    }

    private func tree(_ leaves: [LeafNode]) -> RatchetTree {
        var tree = RatchetTree()
        for leaf in leaves { tree.add(leaf) }
        return tree
    }

    private var leaves: [LeafNode] {
        (0..<4).map { Client($0).leaf(key: key(Int($0))) }
    }

    private func parent(_ unmerged: [UInt32], key number: Int = 50) -> Node {
        .parent(
            ParentNode(
                encryptionKey: key(number),
                parentHash: [],
                unmergedLeaves: unmerged.map { leafIndex($0) }
            )
        )
    }

    @Test("a tree that keeps all rules is accepted")
    func accepted() {
        #expect(refusal(of: tree(leaves)) == nil)
    }

    @Test("a malformed list of nodes is refused")
    func malformed() {
        let tree = tree(leaves)
        #expect(refusal(of: tree) { $0.nodes = [] } == .invalidTree(.empty))
        #expect(refusal(of: tree) { $0.nodes.append(nil) } == .invalidTree(.trailingBlank))
        #expect(
            refusal(of: tree) { $0.nodes[1] = $0.nodes[0] } == .invalidTree(.misplacedNode)
        )
        #expect(
            refusal(of: tree) { $0.nodes[2] = parent([]) } == .invalidTree(.misplacedNode)
        )
    }

    @Test("a parent that nobody below is bound to is refused")
    func unbound() {
        #expect(
            refusal(of: tree(leaves)) { $0.nodes[1] = parent([]) }
                == .invalidTree(.invalidParentHash)
        )
    }

    @Test("unmerged leaves are members below, in order, and unmerged in between")
    func unmerged() {
        for unmerged: [UInt32] in [[2], [1, 0], [1, 1], [77], [.max]] {
            #expect(
                refusal(of: tree(leaves)) { $0.nodes[1] = parent(unmerged) }
                    == .invalidTree(.invalidUnmergedLeaves)
            )
        }
        #expect(
            refusal(of: tree(leaves)) {
                $0.nodes[1] = parent([])
                $0.nodes[3] = parent([1], key: 51)
            } == .invalidTree(.invalidUnmergedLeaves)
        )
    }

    @Test("keys are unique among all nodes, and signature keys among members")
    func unique() {
        #expect(
            refusal(of: tree(leaves)) { $0.nodes[1] = parent([], key: 3) }
                == .invalidTree(.duplicateKey)
        )
        let sameEncryption = leaves + [Client(4).leaf(key: key(2))]
        #expect(refusal(of: tree(sameEncryption)) == .invalidTree(.duplicateKey))
        let sameSignature = leaves + [Client(3).leaf(key: key(9))]
        #expect(refusal(of: tree(sameSignature)) == .invalidTree(.duplicateKey))
    }

    @Test("each member's leaf is checked, and the error says whose")
    func invalidLeaf() {
        var leaves = leaves
        leaves[2].signature = [1]
        #expect(
            refusal(of: tree(leaves))
                == .invalidTree(.invalidLeaf(leafIndex(2), .invalidSignature))
        )
    }

    @Test("members support each other's credential types")
    func credentialTypes() {
        let odd = Client(4).leaf(key: key(4)) {
            $0.capabilities.credentials = [.basic, .init(rawValue: 0xf001)]
            $0.credential = .other(.init(rawValue: 0xf001), body: [4])
        }
        #expect(refusal(of: tree(leaves + [odd])) == .invalidTree(.unsupportedCredentialType))
    }

    @Test("a statement of another tree, without a tree, or by nobody is refused")
    func statement() {
        let tree = tree(leaves)
        func refusal(_ change: (inout GroupInfo) -> Void) -> GroupInfoError? {
            do throws(GroupInfoError) {
                _ = try PublicGroup(
                    TestGroup.groupInfo(tree, change: change),
                    policy: TestPolicy(),
                    now: now,
                    using: crypto
                )
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal { _ in } == nil)
        #expect(refusal { $0.groupContext.treeHash = [1] } == .invalidTree(.wrongTreeHash))
        #expect(refusal { $0.extensions = [] } == .missingTree)
        #expect(
            refusal { $0.extensions = [Extension(type: .ratchetTree, data: [1])] }
                == .undecodableTree(.truncated)
        )
        #expect(refusal { $0.signer = leafIndex(1) } == .unauthenticated)
        #expect(refusal { $0.signer = leafIndex(.max) } == .unauthenticated)
        #expect(refusal { $0.extensions += $0.extensions } == .duplicateExtension)
        #expect(
            refusal { $0.groupContext.cipherSuite = .init(rawValue: 4) }
                == .unsupportedParameters
        )
        #expect(
            refusal { $0.groupContext.version = .init(rawValue: 2) } == .unsupportedParameters
        )
    }
}
