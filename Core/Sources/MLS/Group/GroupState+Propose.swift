public import MLSWire
import TandemBytes
public import TandemCrypto

extension GroupState {
    /// Proposes to add a client.
    ///
    /// - Returns: An encoded MLSMessage. The proposal is pending here too.
    public mutating func proposeAdd<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ keyPackage: KeyPackage,
        framing: CommitRequest.Framing = .publicMessage,
        identity: ClientIdentity,
        policy: Policy,
        now: UInt64,
        provider: Provider
    ) throws(ProposeError) -> [UInt8] {
        let validator = Validator(suite, policy: policy, now: now, using: provider)
        return try propose(.add(keyPackage), nil, framing, identity, validator)
    }

    /// Proposes to remove a member; the own leaf, to leave.
    ///
    /// - Returns: An encoded MLSMessage. The proposal is pending here too.
    public mutating func proposeRemove<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ member: LeafIndex,
        framing: CommitRequest.Framing = .publicMessage,
        identity: ClientIdentity,
        policy: Policy,
        provider: Provider
    ) throws(ProposeError) -> [UInt8] {
        let validator = Validator(suite, policy: policy, now: nil, using: provider)
        return try propose(.remove(member), nil, framing, identity, validator)
    }

    /// Proposes fresh keys for the own leaf, and the identity's current statements.
    ///
    /// - Returns: An encoded MLSMessage. The proposal is pending here too, with its private key.
    public mutating func proposeUpdate<Policy: GroupPolicy, Provider: CryptoProvider>(
        framing: CommitRequest.Framing = .publicMessage,
        identity: ClientIdentity,
        policy: Policy,
        provider: Provider
    ) throws(ProposeError) -> [UInt8] {
        let keyPair = provider.generateKEMKeyPair(suite.kem)
        let leaf: LeafNode
        do throws(CryptoError) {
            leaf = try identity.signed(
                identity.unsignedLeaf(encryptionKey: keyPair.publicKey, source: .update),
                in: groupID,
                at: ownLeafIndex,
                suite: suite,
                provider: provider
            )
        } catch {
            throw .wrongIdentity
        }
        let validator = Validator(suite, policy: policy, now: nil, using: provider)
        return try propose(.update(leaf), keyPair.privateKey, framing, identity, validator)
    }

    /// Forgets what is pending: proposals that no commit should carry out.
    public mutating func discardPendingProposals() {
        pendingProposals = PendingProposals()
    }
}

extension GroupState {
    private mutating func propose<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ proposal: Proposal,
        _ updatePrivateKey: SecretBytes?,
        _ framing: CommitRequest.Framing,
        _ identity: ClientIdentity,
        _ validator: Validator<Policy, Provider>
    ) throws(ProposeError) -> [UInt8] {
        guard !isRemoved else { throw .removed }
        guard successor == nil else { throw .groupEnded }
        guard isOwn(identity) else { throw .wrongIdentity }
        let message = try signedProposal(proposal, framing, identity, validator.crypto)
        try check(message, validator)
        let pending = PendingProposal(
            reference: validator.crypto.makeProposalRef(suite, message),
            proposal: proposal,
            sender: .member(ownLeafIndex),
            updatePrivateKey: updatePrivateKey
        )
        var proposals = pendingProposals
        guard proposals.insert(pending) else { throw .tooManyProposals }
        do throws(OpenError) {
            let bytes = try framedBytes(of: message, provider: validator.crypto)
            pendingProposals = proposals
            return bytes
        } catch {
            throw .exhausted
        }
    }

    private func signedProposal(
        _ proposal: Proposal,
        _ framing: CommitRequest.Framing,
        _ identity: ClientIdentity,
        _ provider: some CryptoProvider
    ) throws(ProposeError) -> AuthenticatedContent {
        do throws(CryptoError) {
            return try signed(
                .proposal(proposal),
                authenticatedData: [],
                wireFormat: framing.wireFormat,
                identity: identity,
                provider: provider
            )
        } catch {
            throw .wrongIdentity
        }
    }

    /// Holds the own proposal to the rules that others will hold it to.
    private func check<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ message: AuthenticatedContent,
        _ validator: Validator<Policy, Provider>
    ) throws(ProposeError) {
        let handshake: VerifiedHandshake
        do throws(HandshakeError) {
            handshake = try validator.verify(message, from: tree, in: context)
        } catch {
            throw .wrongIdentity
        }
        do throws(ProposalListError) {
            _ = try validator.check(handshake, on: tree, in: context)
        } catch {
            throw .invalid(error)
        }
    }
}
