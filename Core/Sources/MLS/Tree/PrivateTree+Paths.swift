package import MLSWire
package import TandemBytes
package import TandemCrypto

/// What a member has after another member's path.
package struct ReceivedPath: Sendable {
    /// The private keys that the member has from now on.
    package let privateTree: PrivateTree
    /// What the new epoch's secrets are made from.
    package let commitSecret: SecretBytes
}

extension PrivateTree {
    /// Decrypts the one secret of a path that is for this member, and derives what is above it.
    ///
    /// - Parameters:
    ///   - sender: Whose path it is; another member than this one.
    ///   - tree: The tree, with all proposals of the commit applied and the path's keys set.
    ///   - added: The members that this commit adds.
    ///   - groupContext: The encoded provisional context of the new epoch.
    ///
    /// Source: RFC 9420 §7.5.
    package func receive(
        _ path: UpdatePath,
        from sender: LeafIndex,
        in tree: RatchetTree,
        added: Set<LeafIndex>,
        groupContext: [UInt8],
        suite: CipherSuite,
        provider: some CryptoProvider
    ) throws(TreeKEMError) -> ReceivedPath {
        let steps = tree.filteredDirectPath(of: sender)
        guard steps.count == path.nodes.count else { throw .malformed }
        guard
            let position = steps.firstIndex(where: { $0.node.isAncestor(ofOrEqualTo: leaf) })
        else { throw .notForThisMember }
        let (key, ciphertext) = try ciphertext(
            in: path.nodes[position],
            sealedTo: tree.recipients(of: steps[position], excluding: added)
        )
        let secret: SecretBytes
        do throws(CryptoError) {
            var plaintext = try provider.decryptWithLabel(
                suite,
                privateKey: key,
                label: Labels.updatePathNode,
                context: groupContext,
                ciphertext
            )
            secret = SecretBytes(moving: &plaintext)
        } catch {
            throw .undecryptable
        }
        return try learning(
            PathSecret(secret),
            on: steps[position...],
            of: tree,
            suite,
            provider
        )
    }

    /// Derives the keys above this member, a new one, from the secret that its Welcome brought.
    ///
    /// - Parameters:
    ///   - secret: Of the lowest node above both this member and the committer.
    ///   - sender: The committer.
    ///
    /// Source: RFC 9420 §12.4.3.1.
    package func receive(
        welcomeSecret secret: PathSecret,
        from sender: LeafIndex,
        in tree: RatchetTree,
        suite: CipherSuite,
        provider: some CryptoProvider
    ) throws(TreeKEMError) -> PrivateTree {
        let steps = tree.filteredDirectPath(of: sender)
        guard
            let position = steps.firstIndex(where: { $0.node.isAncestor(ofOrEqualTo: leaf) })
        else { throw .notForThisMember }
        return try learning(secret, on: steps[position...], of: tree, suite, provider).privateTree
    }

    private func ciphertext(
        in node: UpdatePathNode,
        sealedTo recipients: [NodeIndex]
    ) throws(TreeKEMError) -> (key: SecretBytes, HPKECiphertext) {
        guard node.encryptedPathSecret.count == recipients.count else { throw .malformed }
        for (recipient, ciphertext) in zip(recipients, node.encryptedPathSecret) {
            if let key = self[recipient] { return (key, ciphertext) }
        }
        throw .notForThisMember
    }

    /// Derives the keys from one node up; each must be the one that stands in the tree.
    private func learning(
        _ secret: PathSecret,
        on steps: ArraySlice<PathStep>,
        of tree: RatchetTree,
        _ suite: CipherSuite,
        _ provider: some CryptoProvider
    ) throws(TreeKEMError) -> ReceivedPath {
        var privateTree = self
        var secret = secret
        for step in steps {
            guard let keyPair = try? secret.keyPair(suite: suite, provider: provider),
                tree.encryptionKey(at: step.node)?.bytes == keyPair.publicKey
            else { throw .wrongKey }
            privateTree.learn(keyPair.privateKey, of: step.node)
            secret = secret.next(suite: suite, provider: provider)
        }
        return ReceivedPath(privateTree: privateTree, commitSecret: secret.bytes)
    }
}
