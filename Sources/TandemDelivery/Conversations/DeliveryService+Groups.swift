internal import MLSWire
internal import TandemBytes
internal import TandemCrypto
internal import TandemCryptoNative
internal import TandemProtocol

extension DeliveryService {
    typealias Policy = ConversationPolicy<ServerDirectory, NativeCryptoProvider>

    /// The policy, with the records of accounts.
    func policy(for ids: [AccountID]) async throws(ErrorAnswer) -> Policy {
        let records = try await fromStore { () async throws(StoreError) in
            try await accounts.records(of: ids)
        }
        return ConversationPolicy(ServerDirectory(records: records), using: provider)
    }

    /// The policy, with the records of everyone whom a commit can concern.
    private func policy(
        for group: PublicGroup,
        and commit: PublicMessage,
        by identity: MemberIdentity
    ) async throws(ErrorAnswer) -> Policy {
        var ids = [identity.account]
        ids += group.context.conversation?.participants.map(\.account) ?? []
        if case .commit(let commit) = commit.content.content {
            for case .proposal(.groupContextExtensions(let extensions)) in commit.proposals {
                let context = try? extensions.contents(ConversationContext.self)
                ids += context?.participants.map(\.account) ?? []
            }
        }
        return try await policy(for: ids)
    }

    var nowSeconds: UInt64 { now().milliseconds / 1000 }

    /// Checks a key package of the own device.
    func check(
        _ bytes: [UInt8],
        of identity: MemberIdentity,
        in record: AccountRecord
    ) throws(ErrorAnswer) {
        guard case .keyPackage(let keyPackage)? = message(bytes),
            let suite = keyPackage.cipherSuite.known, suite == .ofConversations,
            keyPackage.leafNode.memberIdentity == identity
        else { throw ErrorAnswer(.notAllowed) }
        let policy = ConversationPolicy(
            ServerDirectory(records: [record.account: record]),
            using: provider
        )
        let validator = Validator(suite, policy: policy, now: nowSeconds, using: provider)
        do throws(KeyPackageError) {
            try validator.check(keyPackage, for: nil)
        } catch {
            throw ErrorAnswer(.notAllowed)
        }
    }

    func message(_ bytes: [UInt8]) -> MLSMessage? {
        do throws(DecodeError) {
            return try MLSMessage(exactly: bytes)
        } catch {
            return nil
        }
    }

    /// Founds a conversation, whose one member is the founder: all others come by commits.
    func createConversation(
        _ bytes: [UInt8],
        as identity: MemberIdentity
    ) async throws(ErrorAnswer) -> ServerMessage {
        guard case .groupInfo(let groupInfo)? = message(bytes),
            let id = ConversationID(bytes: groupInfo.groupContext.groupID.bytes),
            groupInfo.groupContext.epoch.rawValue == 0,
            let context = groupInfo.groupContext.conversation
        else { throw ErrorAnswer(.invalidCommit) }
        try await checkForNewcomers(groupInfo)
        let policy = try await policy(for: context.participants.map(\.account))
        guard try await isName(id, of: context) else { throw ErrorAnswer(.notAllowed) }
        let group = try found(groupInfo, policy)
        let members = Conversation.members(of: group)
        guard Array(members.keys) == [identity.device] else { throw ErrorAnswer(.notAllowed) }
        try note(.foundConversation, by: identity)
        try await fromStore { () async throws(StoreError) in
            try await store.create(
                NewConversation(
                    id: id,
                    group: StoredGroup(groupInfo: bytes, state: group.encoded),
                    members: Array(members.keys)
                )
            )
        }
        return .done
    }

    /// Whether a conversation of two has the name of these two, and no other has such a name: so
    /// nobody finds out whether two others have one, or takes it before them.
    private func isName(
        _ id: ConversationID,
        of context: ConversationContext
    ) async throws(ErrorAnswer) -> Bool {
        let records = try await fromStore { () async throws(StoreError) in
            try await accounts.records(of: context.participants.map(\.account))
        }
        return id.isName(of: context, by: ServerDirectory(records: records), provider: provider)
    }

    private func found(
        _ groupInfo: GroupInfo,
        _ policy: Policy
    ) throws(ErrorAnswer) -> PublicGroup {
        guard policy.isConversation(groupInfo.groupContext) else {
            throw ErrorAnswer(.invalidCommit)
        }
        do throws(GroupInfoError) {
            return try PublicGroup(groupInfo, policy: policy, now: nil, using: provider)
        } catch {
            throw ErrorAnswer(.invalidCommit)
        }
    }

    /// A commit that keeps the rules, and the group that it leads to.
    struct CheckedCommit {
        let change: MLSWire.GroupChange
        let group: PublicGroup
    }

    /// Checks a commit and the statement about the epoch that it begins.
    ///
    /// - Throws: `invalidCommit`; `tooLarge` if it makes a group grow beyond what one may have;
    ///   `staleEpoch` if it ends another epoch than the current one.
    func check(
        _ body: OutgoingCommit,
        in conversation: Conversation,
        as identity: MemberIdentity
    ) async throws(ErrorAnswer) -> CheckedCommit {
        guard case .publicMessage(let message)? = message(body.commit),
            case .groupInfo(let groupInfo)? = self.message(body.groupInfo),
            case .commit = message.content.content
        else { throw ErrorAnswer(.invalidCommit) }
        guard message.content.epoch.rawValue == body.epoch else {
            throw ErrorAnswer(.invalidCommit)
        }
        let group = try await group(of: conversation, at: body.epoch)
        let policy = try await policy(for: group, and: message, by: identity)
        let staged = try stage(message, on: group, policy)
        guard case .commit(let commit) = staged, let committer = commit.change.newCommitter,
            committer.leafNode.memberIdentity == identity
        else { throw ErrorAnswer(.invalidCommit) }
        do throws(GroupInfoError) {
            try commit.check(groupInfo, using: provider)
        } catch {
            throw ErrorAnswer(.invalidCommit)
        }
        try await checkForNewcomers(groupInfo)
        let next = try apply(staged, to: group)
        let count = Conversation.members(of: next).count
        guard count <= configuration.devicesPerConversation || count <= conversation.devices.count
        else { throw ErrorAnswer(.tooLarge) }
        return CheckedCommit(change: commit.change, group: next)
    }

    /// A conversation's group, which must be at an epoch.
    ///
    /// - Throws: `staleEpoch` if it is at another.
    private func group(
        of conversation: Conversation,
        at epoch: UInt64
    ) async throws(ErrorAnswer) -> PublicGroup {
        var group = conversation.group
        if epoch > group.epoch.rawValue {
            group = try await fromStore { () async throws(StoreError) in
                try await conversations.reloaded(conversation).group
            }
        }
        guard epoch == group.epoch.rawValue else {
            throw ErrorAnswer(.staleEpoch, value: group.epoch.rawValue)
        }
        return group
    }

    private func stage(
        _ message: PublicMessage,
        on group: PublicGroup,
        _ policy: Policy
    ) throws(ErrorAnswer) -> StagedPublicMessage {
        do throws(PublicGroupError) {
            return try group.stage(message, policy: policy, now: nowSeconds, using: provider)
        } catch {
            logger.debug("a handshake message was refused", metadata: ["why": "\(error)"])
            throw ErrorAnswer(.invalidCommit)
        }
    }

    private func apply(
        _ staged: StagedPublicMessage,
        to group: PublicGroup
    ) throws(ErrorAnswer) -> PublicGroup {
        var next = group
        do throws(PublicGroupError) {
            try next.apply(staged)
        } catch {
            throw ErrorAnswer(.invalidCommit)
        }
        return next
    }

    /// Checks a proposal; what it leads to holds once it is stored.
    func check(
        _ body: OutgoingMessage,
        proposalIn conversation: Conversation,
        as identity: MemberIdentity
    ) async throws(ErrorAnswer) -> StagedPublicMessage {
        guard case .publicMessage(let message)? = message(body.body),
            case .proposal(let proposal) = message.content.content,
            case .member(let index) = message.content.sender
        else { throw ErrorAnswer(.invalidCommit) }
        guard message.content.epoch.rawValue == body.epoch else {
            throw ErrorAnswer(.invalidCommit)
        }
        let group = try await group(of: conversation, at: body.epoch)
        guard let leaf = group.tree.leaf(at: index), leaf.memberIdentity == identity else {
            throw ErrorAnswer(.notAllowed)
        }
        let policy = try await policy(for: group, and: message, by: identity)
        let sender = Member(leafIndex: index, leafNode: leaf)
        guard policy.permits(proposal, by: sender, in: group.tree) else {
            throw ErrorAnswer(.notAllowed)
        }
        return try stage(message, on: group, policy)
    }
}
