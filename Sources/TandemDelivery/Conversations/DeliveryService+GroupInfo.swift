internal import MLSWire
internal import TandemBytes
internal import TandemCrypto
internal import TandemCryptoNative
internal import TandemProtocol

extension DeliveryService {
    /// Checks what goes beyond MLS in a statement that newcomers are given: a key by which they can
    /// come in, and participants who exist.
    ///
    /// Whether the key is the group's only members can tell; one that nothing can be sealed to would
    /// keep every device out that lost its state.
    ///
    /// - Throws: `invalidCommit`.
    func checkForNewcomers(_ groupInfo: GroupInfo) async throws(ErrorAnswer) {
        let context = groupInfo.groupContext
        guard context.cipherSuite.known == .ofConversations, hasUsableKey(groupInfo),
            let participants = context.conversation?.participants.map(\.account)
        else { throw ErrorAnswer(.invalidCommit) }
        let known = try await fromStore { () async throws(StoreError) in
            try await accounts.records(of: participants)
        }
        guard known.count == participants.count else { throw ErrorAnswer(.invalidCommit) }
    }

    private func hasUsableKey(_ groupInfo: GroupInfo) -> Bool {
        let suite = CipherSuite.ofConversations
        guard let key = try? groupInfo.extensions.contents(ExternalPub.self) else { return false }
        let sealed = try? provider.hpkeSeal(
            suite,
            publicKey: key.externalPub.bytes,
            info: [],
            authenticatedData: [],
            []
        )
        return sealed != nil
    }
}

extension CipherSuite {
    /// The one that conversations have.
    static var ofConversations: CipherSuite { .x25519ChaCha20Poly1305SHA256Ed25519 }
}
