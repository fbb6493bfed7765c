public import MLSWire
import TandemBytes
public import TandemCrypto

extension GroupState {
    /// Takes in a message of the group.
    ///
    /// Commits change nothing until they are applied. On an error the state is exactly as it was;
    /// on any outcome it is to be stored before the message is acknowledged.
    ///
    /// Lifetimes are not judged: a client that comes late must not refuse what others accepted.
    ///
    /// - Parameters:
    ///   - message: An encoded MLSMessage.
    ///   - psks: Keys that a commit may ask for, besides the group's own resumption secrets.
    ///   - policy: Whose credentials and which changes are acceptable.
    public mutating func process<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ message: [UInt8],
        psks: PSKStore = PSKStore(),
        policy: Policy,
        provider: Provider
    ) throws(ProcessError) -> Outcome {
        let decoded: MLSMessage
        do throws(DecodeError) {
            decoded = try MLSMessage(exactly: message)
        } catch {
            throw .undecodable(error)
        }
        let validator = Validator(suite, policy: policy, now: nil, using: provider)
        switch decoded {
        case .publicMessage(let message): return try process(message, psks, validator)
        case .privateMessage(let message): return try process(message, psks, validator)
        case .welcome, .groupInfo, .keyPackage: throw .undecodable(.unknownValue)
        }
    }

    private func outcome(ofOtherEpoch found: Epoch) -> Outcome? {
        if found < epoch { return .stale(found) }
        if found > epoch { return .early(found) }
        return nil
    }
}

// MARK: - Handshake messages

extension GroupState {
    private mutating func process<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ message: PublicMessage,
        _ psks: PSKStore,
        _ validator: Validator<Policy, Provider>
    ) throws(ProcessError) -> Outcome {
        guard message.content.groupID == groupID else { throw .wrongGroup }
        guard message.content.content.type != .application else {
            throw .unencryptedApplicationData
        }
        if let outcome = outcome(ofOtherEpoch: message.content.epoch) { return outcome }
        guard !isRemoved else { throw .removed }
        guard current.cipher.verifyMembership(message, provider: validator.crypto) else {
            throw .unauthenticated
        }
        return try processHandshake(message.authenticatedContent, psks, validator)
    }

    private mutating func processHandshake<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ message: AuthenticatedContent,
        _ psks: PSKStore,
        _ validator: Validator<Policy, Provider>
    ) throws(ProcessError) -> Outcome {
        let handshake: VerifiedHandshake
        do throws(HandshakeError) {
            handshake = try validator.verify(message, from: tree, in: context)
        } catch {
            throw .unauthenticated
        }
        if case .proposal = message.content.content { return try keep(handshake, validator) }
        if message.content.sender == .member(ownLeafIndex) { return .ownEcho }
        guard successor == nil else { throw .invalidCommit(.groupEnded) }
        return .commit(try stage(handshake, psks: psks, validator: validator))
    }

    /// Keeps a proposal for the commit that will carry it out.
    private mutating func keep<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ handshake: VerifiedHandshake,
        _ validator: Validator<Policy, Provider>
    ) throws(ProcessError) -> Outcome {
        let reference = validator.crypto.makeProposalRef(suite, handshake.message)
        if pendingProposals[reference] != nil {
            return handshake.message.content.sender == .member(ownLeafIndex)
                ? .ownEcho : .duplicate
        }
        let sent: SentProposal
        do throws(ProposalListError) {
            sent = try validator.check(handshake, on: tree, in: context)
        } catch {
            throw .invalidProposal(error)
        }
        let pending = PendingProposal(
            reference: reference,
            proposal: sent.proposal,
            sender: sent.sender
        )
        guard pendingProposals.insert(pending) else { throw .tooManyProposals }
        return .proposal(reference, sent.proposal, sent.sender)
    }
}

// MARK: - Private messages

extension GroupState {
    private mutating func process<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ message: PrivateMessage,
        _ psks: PSKStore,
        _ validator: Validator<Policy, Provider>
    ) throws(ProcessError) -> Outcome {
        guard message.groupID == groupID else { throw .wrongGroup }
        if message.epoch > epoch { return .early(message.epoch) }
        if message.epoch < epoch || isRemoved {
            return try processLate(message, validator.crypto)
        }
        switch try Self.open(message, current.cipher, own: ownLeafIndex, validator.crypto) {
        case .outcome(let outcome): return outcome
        case .message(let opened):
            let outcome = try processOpened(opened.message, psks, validator)
            current.cipher.secretTree.apply(opened.step)
            return outcome
        }
    }

    private mutating func processOpened<Policy: GroupPolicy, Provider: CryptoProvider>(
        _ message: AuthenticatedContent,
        _ psks: PSKStore,
        _ validator: Validator<Policy, Provider>
    ) throws(ProcessError) -> Outcome {
        guard case .application(let data) = message.content.content else {
            return try processHandshake(message, psks, validator)
        }
        return .application(
            try current.cipher.verified(data, message, validator.crypto) { tree.leaf(at: $0) }
        )
    }

    /// Reads an application message of an epoch that is over.
    private mutating func processLate(
        _ message: PrivateMessage,
        _ provider: some CryptoProvider
    ) throws(ProcessError) -> Outcome {
        let position = pastEpochs.firstIndex { $0.cipher.context.epoch == message.epoch }
        guard let position, message.contentType == .application else {
            if isRemoved, message.epoch == epoch { throw .removed }
            return .stale(message.epoch)
        }
        let opened = try Self.open(
            message,
            pastEpochs[position].cipher,
            own: pastEpochs[position].ownLeaf,
            provider
        )
        switch opened {
        case .outcome(let outcome): return outcome
        case .message(let opened):
            guard case .application(let data) = opened.message.content.content else {
                throw .undecryptable
            }
            let application = try pastEpochs[position].cipher.verified(
                data,
                opened.message,
                provider
            ) { leaf(at: $0, pastEpoch: position) }
            pastEpochs[position].cipher.secretTree.apply(opened.step)
            return .application(application)
        }
    }

    private enum Opened {
        case message(OpenedMessage)
        case outcome(Outcome)
    }

    private static func open(
        _ message: PrivateMessage,
        _ cipher: borrowing MessageCipher,
        own: LeafIndex,
        _ provider: some CryptoProvider
    ) throws(ProcessError) -> Opened {
        do throws(OpenError) {
            let sender = try cipher.senderData(of: message, provider: provider)
            if sender.leafIndex == own { return .outcome(.ownEcho) }
            return .message(try cipher.open(message, from: sender, provider: provider))
        } catch {
            switch error {
            case .undecryptable: throw .undecryptable
            case .spent: return .outcome(.duplicate)
            case .tooFarAhead: throw .tooFarAhead
            }
        }
    }
}

extension MessageCipher {
    /// Checks the signature of decrypted application data.
    ///
    /// - Parameter leaf: The member at a leaf, in the message's epoch.
    fileprivate func verified(
        _ data: [UInt8],
        _ message: AuthenticatedContent,
        _ provider: some CryptoProvider,
        leaf: (LeafIndex) -> LeafNode?
    ) throws(ProcessError) -> ApplicationMessage {
        guard case .member(let sender) = message.content.sender,
            let leafNode = leaf(sender),
            message.isSigned(
                by: leafNode.signatureKey,
                context: context,
                suite,
                using: provider
            )
        else { throw .unauthenticated }
        return ApplicationMessage(
            sender: sender,
            leafNode: leafNode,
            epoch: message.content.epoch,
            data: data,
            authenticatedData: message.content.authenticatedData
        )
    }
}
