public import TandemCrypto

extension StagedPublicCommit {
    /// Checks that a statement is of the state that this commit leads to, so that it can be given
    /// to newcomers.
    ///
    /// - Throws: `wrongState` if it is of another; `duplicateExtension`; `unauthenticated` if no
    ///   member of the new epoch signed it; `missingExternalKey`.
    ///
    /// Source: RFC 9420 §12.4.3.
    public func check(
        _ groupInfo: GroupInfo,
        using crypto: some CryptoProvider
    ) throws(GroupInfoError) {
        try groupInfo.check(
            states: newContext,
            confirmationTag,
            newTree,
            using: crypto
        )
    }
}

extension PublicGroup {
    /// Checks that a statement is of the group's present state.
    ///
    /// - Throws: As `StagedPublicCommit.check`.
    ///
    /// Source: RFC 9420 §12.4.3.
    public func check(
        _ groupInfo: GroupInfo,
        using crypto: some CryptoProvider
    ) throws(GroupInfoError) {
        try groupInfo.check(states: context, confirmationTag, tree, using: crypto)
    }
}

extension GroupInfo {
    fileprivate func check(
        states context: GroupContext,
        _ confirmationTag: MAC,
        _ tree: RatchetTree,
        using crypto: some CryptoProvider
    ) throws(GroupInfoError) {
        guard groupContext == context, self.confirmationTag == confirmationTag else {
            throw .wrongState
        }
        guard extensions.haveUniqueTypes else { throw .duplicateExtension }
        guard let suite = context.cipherSuite.known else { throw .unsupportedParameters }
        // Whether it is the right one only members can tell; without one nobody could come back.
        guard let external = try? extensions.contents(ExternalPub.self),
            external.externalPub.bytes.count == tree.leaf(at: signer)?.encryptionKey.bytes.count
        else { throw .missingExternalKey }
        guard let key = tree.leaf(at: signer)?.signatureKey,
            isSigned(by: key, suite, using: crypto)
        else { throw .unauthenticated }
    }
}
