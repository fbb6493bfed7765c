import TandemCrypto

extension Validator {
    /// Checks a single proposal, when it comes, as far as that can be done before a commit names it.
    ///
    /// - Returns: The proposal, to be kept under its hash until the epoch ends.
    /// - Throws: `notAllowedForSender` if the message is no proposal; else the first rule that is
    ///   broken.
    ///
    /// Source: RFC 9420 §12.1.
    public func check(
        _ handshake: VerifiedHandshake,
        on tree: RatchetTree,
        in context: GroupContext
    ) throws(ProposalListError) -> SentProposal {
        let content = handshake.message.content
        guard case .proposal(let proposal) = content.content else { throw .notAllowedForSender }
        let sent = SentProposal(proposal: proposal, sender: content.sender, isReferenced: true)
        try ProposalList.checkSender(of: sent)
        try check(proposal, from: content.sender, on: tree, in: context)
        return sent
    }

    private func check(
        _ proposal: Proposal,
        from sender: Sender,
        on tree: RatchetTree,
        in context: GroupContext
    ) throws(ProposalListError) {
        switch proposal {
        case .add(let keyPackage): try check(add: keyPackage, in: context)
        case .update(let leaf): try check(update: leaf, from: sender, on: tree, in: context)
        case .remove(let index):
            guard tree.isMember(index) else { throw .noSuchMember(index) }
        case .preSharedKey(let psk):
            guard psk.nonce.count == suite.hash.byteCount else { throw .invalidPSK }
            if case .resumption(let usage, _, _) = psk.key, usage != .application {
                throw .invalidPSK
            }
        case .reInit(let reInit):
            guard reInit.version >= context.version else { throw .olderVersion }
            guard reInit.extensions.haveUniqueTypes else { throw .duplicateExtension }
        case .groupContextExtensions(let extensions):
            guard extensions.haveUniqueTypes else { throw .duplicateExtension }
        case .custom(let type, _):
            if case .external = sender, !policy.allowsExternalSender(type) {
                throw .notAllowedForSender
            }
        case .externalInit: throw .notAllowedForSender
        }
    }

    private func check(
        update leaf: LeafNode,
        from sender: Sender,
        on tree: RatchetTree,
        in context: GroupContext
    ) throws(ProposalListError) {
        guard case .member(let index) = sender, let old = tree.leaf(at: index) else {
            throw .notAllowedForSender
        }
        try check(
            update: Member(leafIndex: index, leafNode: leaf),
            replacing: old,
            in: context
        )
    }
}
