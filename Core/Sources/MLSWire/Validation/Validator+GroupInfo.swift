extension Validator {
    /// Builds the tree of a group and checks it, and the statement it belongs to, by each other.
    ///
    /// - Throws: The first rule that is broken.
    ///
    /// Source: RFC 9420 §12.4.3.1.
    public func tree(
        _ nodes: RatchetTreeNodes,
        for groupInfo: GroupInfo
    ) throws(GroupInfoError) -> RatchetTree {
        let context = groupInfo.groupContext
        guard context.version == .mls10, context.cipherSuite.known == suite else {
            throw .unsupportedParameters
        }
        guard groupInfo.extensions.haveUniqueTypes, context.extensions.haveUniqueTypes else {
            throw .duplicateExtension
        }
        var tree = try build(nodes)
        guard isSigned(groupInfo, in: tree) else { throw .unauthenticated }
        do throws(RatchetTreeError) {
            try check(&tree, in: context)
        } catch {
            throw .invalidTree(error)
        }
        return tree
    }

    private func build(_ nodes: RatchetTreeNodes) throws(GroupInfoError) -> RatchetTree {
        do throws(RatchetTreeError) {
            return try RatchetTree(nodes)
        } catch {
            throw .invalidTree(error)
        }
    }

    /// Whether a statement is signed by the member that it names.
    ///
    /// Source: RFC 9420 §12.4.3.
    public func isSigned(_ groupInfo: GroupInfo, in tree: RatchetTree) -> Bool {
        guard let signer = tree.leaf(at: groupInfo.signer) else { return false }
        return groupInfo.isSigned(by: signer.signatureKey, suite, using: crypto)
    }
}
