package import MLSWire
package import TandemBytes
package import TandemCrypto

/// A member's fresh keys for its leaf and for all nodes above it, not yet sealed to the others.
///
///     create: keys into the tree ──▶ tree hash ──▶ group context ──▶ sealed: UpdatePath
///
/// Source: RFC 9420 §7.4, §7.5.
package struct NewPath: Sendable {
    /// The private keys that the member has from now on.
    package let privateTree: PrivateTree
    /// What the new epoch's secrets are made from.
    package let commitSecret: SecretBytes
    /// The new leaf, which already stands in the tree.
    package let leafNode: LeafNode

    private let suite: CipherSuite
    private let steps: [PathStep]
    private let secrets: [PathSecret]
    private let publicKeys: [HPKEPublicKey]
}

extension NewPath {
    /// Makes fresh keys and puts their public halves into the tree.
    ///
    /// - Parameters:
    ///   - tree: The tree, with all proposals of the commit applied.
    ///   - leaf: The member, which is in the tree.
    ///   - signLeaf: Makes the signed leaf from its encryption key and its parent hash.
    /// - Throws: Whatever `signLeaf` throws; `malformedInput` never otherwise.
    package static func create<Provider: CryptoProvider>(
        in tree: inout RatchetTree,
        leaf: LeafIndex,
        suite: CipherSuite,
        provider: Provider,
        signLeaf: ([UInt8], LeafNode.Source) throws(CryptoError) -> LeafNode
    ) throws(CryptoError) -> NewPath {
        let leafKeyPair = provider.generateKEMKeyPair(suite.kem)
        let steps = tree.filteredDirectPath(of: leaf)
        var privateTree = PrivateTree(leaf: leaf, leafPrivateKey: leafKeyPair.privateKey)
        var secret = PathSecret(randomFor: suite, provider: provider)
        var secrets: [PathSecret] = []
        var publicKeys: [HPKEPublicKey] = []
        for step in steps {
            let keyPair = try secret.keyPair(suite: suite, provider: provider)
            privateTree.learn(keyPair.privateKey, of: step.node)
            publicKeys.append(HPKEPublicKey(keyPair.publicKey))
            secrets.append(secret)
            secret = secret.next(suite: suite, provider: provider)
        }
        let parentHash = tree.setPath(
            of: leaf,
            keys: publicKeys,
            suite.hash,
            using: provider
        )
        let leafNode = try signLeaf(
            leafKeyPair.publicKey,
            .commit(parentHash: parentHash ?? [])
        )
        tree.setLeaf(leaf, leafNode)
        return NewPath(
            privateTree: privateTree,
            commitSecret: secret.bytes,
            leafNode: leafNode,
            suite: suite,
            steps: steps,
            secrets: secrets,
            publicKeys: publicKeys
        )
    }

    /// Seals each node's secret to the members on its other side.
    ///
    /// - Parameters:
    ///   - tree: The tree, with this path in it.
    ///   - added: The members that this commit adds: they get their secret by Welcome.
    ///   - groupContext: The encoded provisional context of the new epoch.
    /// - Throws: `malformedInput` if a key in the tree is not of the suite.
    package func sealed(
        in tree: RatchetTree,
        excluding added: Set<LeafIndex>,
        groupContext: [UInt8],
        provider: some CryptoProvider
    ) throws(CryptoError) -> UpdatePath {
        var nodes: [UpdatePathNode] = []
        for (position, step) in steps.enumerated() {
            var ciphertexts: [HPKECiphertext] = []
            for recipient in tree.recipients(of: step, excluding: added) {
                ciphertexts.append(
                    try seal(
                        secrets[position],
                        to: tree.encryptionKey(at: recipient),
                        groupContext,
                        provider
                    )
                )
            }
            nodes.append(
                UpdatePathNode(
                    encryptionKey: publicKeys[position],
                    encryptedPathSecret: ciphertexts
                )
            )
        }
        return UpdatePath(leafNode: leafNode, nodes: nodes)
    }

    /// The secret of the lowest node that is also above a new member, for its Welcome.
    package func secret(sharedWith newMember: LeafIndex) -> PathSecret? {
        let position = steps.firstIndex { $0.node.isAncestor(ofOrEqualTo: newMember) }
        return position.map { secrets[$0] }
    }

    private func seal(
        _ secret: PathSecret,
        to publicKey: HPKEPublicKey?,
        _ groupContext: [UInt8],
        _ provider: some CryptoProvider
    ) throws(CryptoError) -> HPKECiphertext {
        guard let publicKey else { throw .malformedInput }
        var plaintext = secret.bytes.copyBytes()
        defer { wipe(&plaintext) }
        return try provider.encryptWithLabel(
            suite,
            publicKey: publicKey,
            label: Labels.updatePathNode,
            context: groupContext,
            plaintext
        )
    }
}

extension RatchetTree {
    /// The nodes that the secret of a step is sealed to, in the order of the ciphertexts.
    func recipients(of step: PathStep, excluding added: Set<LeafIndex>) -> [NodeIndex] {
        let resolution = resolution(of: step.copathChild)
        guard !added.isEmpty else { return resolution }
        return resolution.filter { $0.leafIndex.map { !added.contains($0) } ?? true }
    }
}
