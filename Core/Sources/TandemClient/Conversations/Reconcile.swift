import TandemCrypto
import MLS
import MLSWire
import TandemBytes
import TandemProtocol

/// What a conversation lacks of what it should be.
struct Difference {
    var participants: [ConversationContext.Participant]
    /// Whether the participants or their roles are to change.
    var changesContext = false
    var missing: [DeviceID] = []
    var superfluous: [LeafIndex] = []
    /// Whether somebody's proposals wait for a commit.
    var hasProposals = false
    var renewsLeaf = false

    var isEmpty: Bool {
        !changesContext && missing.isEmpty && superfluous.isEmpty && !hasProposals && !renewsLeaf
    }
}

/// What came of the wish to commit.
enum CommitPreparation {
    /// The group is as it should be.
    case notNeeded
    /// Something must come from the server first.
    case waiting
    /// It is to be stored and sent.
    case made(PendingChange)
}

// Reconciling before sending: whoever wants to send first makes the leaves those of the current
// device lists. Linking, logging out, a lost phone, adding and removing people are all this.
extension Engine {
    /// After how long the own leaf gets new keys, when something is sent anyway.
    private static var leafMilliseconds: UInt64 { 7 * 86_400_000 }

    func prepareCommit(_ chat: Conversation, _ group: GroupState) -> CommitPreparation {
        let stamp = (epoch: group.epoch.rawValue, directory: directoryVersion)
        if let known = chat.reconciled, known == stamp, chat.changes.isEmpty,
            !chat.commitsProposalsNow, !group.hasProposals, !renewsLeaf(chat)
        {
            chat.wantsReconciling = false
            return .notNeeded
        }
        let difference = difference(chat, group)
        let toAdd = difference.missing.filter { !chat.unavailable.contains($0) }
        var rest = difference
        rest.missing = toAdd
        if rest.isEmpty {
            chat.reconciled = difference.missing.isEmpty ? stamp : nil
            chat.wantsReconciling = false
            chat.commitsProposalsNow = false
            chat.addsOneByOne = false
            forgetChanges(chat)
            return .notNeeded
        }
        let untaken = toAdd.filter { device in !chat.taken.contains { $0.device == device } }
        if !untaken.isEmpty {
            chat.waiting = .keyPackages
            ask(.takeKeyPackages(devices: untaken), .takeKeyPackages(chat.id))
            return .waiting
        }
        return makeCommit(chat, group, rest)
    }

    private func forgetChanges(_ chat: Conversation) {
        guard !chat.changes.isEmpty else { return }
        chat.changes = []
        save(chat)
    }

    func difference(_ chat: Conversation, _ group: GroupState) -> Difference {
        let context = group.context.conversation
        let leavers = leavers(group)
        let staying = context?.participants(without: leavers) ?? []
        let wanted = wantedParticipants(chat, staying)
        var difference = Difference(participants: wanted)
        difference.changesContext = wanted != context?.participants ?? []
        difference.hasProposals = group.hasProposals
        difference.renewsLeaf = renewsLeaf(chat)
        var present: [DeviceID] = []
        for member in group.members {
            guard let identity = member.identity else { continue }
            present.append(identity.device)
            let isWanted =
                wanted.contains { $0.account == identity.account }
                && (isListed(identity) || deviceList(of: identity.account) == nil)
                || member.leafIndex == group.ownLeafIndex
            // Those who propose to leave are removed by their own proposals.
            if !isWanted, !leavers.contains(identity.account) {
                difference.superfluous.append(member.leafIndex)
            }
        }
        for participant in wanted {
            for certificate in deviceList(of: participant.account)?.devices ?? []
            where !certificate.isExpired(at: now) && !present.contains(certificate.device) {
                difference.missing.append(certificate.device)
            }
        }
        return difference
    }

    /// Whether the own leaf gets new keys now: with the first message that somebody writes after
    /// joining, for the key package's keys were public for long, and then after a time. Receipts
    /// are no reason, or all members of a new group would commit at once.
    private func renewsLeaf(_ chat: Conversation) -> Bool {
        now.milliseconds(since: chat.leafRenewedAt) > Self.leafMilliseconds
            && chat.outbox.contains { $0.isShown && !$0.isInFlight }
    }

    /// Accounts whose own devices proposed to be removed.
    func leavers(_ group: GroupState) -> [AccountID] {
        group.proposals.compactMap { entry in
            guard case .remove(let removed) = entry.proposal,
                case .member(let sender) = entry.sender,
                let account = group.identity(at: removed)?.account,
                group.identity(at: sender)?.account == account
            else { return nil }
            return account
        }
    }

    /// The participants as they are to be, ascending: those who stay, with the changes that the own
    /// account may make.
    private func wantedParticipants(
        _ chat: Conversation,
        _ staying: [ConversationContext.Participant]
    ) -> [ConversationContext.Participant] {
        var wanted = staying
        let isAdmin = wanted.contains { $0.account == own?.account && $0.role == .admin }
        guard chat.kind == .group, isAdmin else { return wanted }
        for change in chat.changes {
            switch change {
            case .add(let account):
                if !wanted.contains(where: { $0.account == account }) {
                    wanted.append(.init(account: account, role: .member))
                }
            case .remove(let account):
                wanted.removeAll { $0.account == account }
            case .setRole(let account, let role):
                guard let index = wanted.firstIndex(where: { $0.account == account }) else {
                    continue
                }
                wanted[index] = .init(account: account, role: role)
            }
        }
        return ConversationContext(kind: .group, participants: wanted).participants
    }

    private func makeCommit(
        _ chat: Conversation,
        _ group: GroupState,
        _ difference: Difference
    ) -> CommitPreparation {
        guard let identity else { return .waiting }
        var request = CommitRequest()
        request.forcePath = true
        request.remove = difference.superfluous
        var welcomed: [DeviceID] = []
        let devices = chat.addsOneByOne ? difference.missing.prefix(1) : difference.missing[...]
        for device in devices {
            guard let keyPackage = takenKeyPackage(device, chat) else { continue }
            request.add.append(keyPackage)
            welcomed.append(device)
        }
        if difference.changesContext {
            let context = ConversationContext(
                kind: chat.kind.protocolKind,
                participants: difference.participants
            )
            request.groupContextExtensions = TandemExtensions.groupExtensions(context)
        }
        var group = group
        do throws(CommitCreationError) {
            let commit = try group.commit(
                request,
                identity: identity,
                policy: policy,
                now: now.milliseconds / 1_000,
                provider: provider
            )
            saveGroup(chat, group)
            return .made(PendingChange(message: randomID(), welcomed: welcomed, commit: commit))
        } catch {
            return commitFailed(chat, welcomed)
        }
    }

    /// A key package that the rules refuse is not tried again, and keeps nobody else out; without
    /// any, the wish was wrong.
    private func commitFailed(_ chat: Conversation, _ welcomed: [DeviceID]) -> CommitPreparation {
        counters.refusedCommits += 1
        guard !welcomed.isEmpty else {
            if !chat.changes.isEmpty {
                forgetChanges(chat)
                problem(.notAllowed, chat: chat.id)
            }
            chat.wantsReconciling = false
            return .notNeeded
        }
        guard welcomed.count == 1 else {
            // Somebody's does not go with the others: who it is shows one by one.
            chat.addsOneByOne = true
            turn.touch(chat.id)
            return .waiting
        }
        chat.unavailable += welcomed
        chat.taken.removeAll { welcomed.contains($0.device) }
        turn.touch(chat.id)
        return .waiting
    }

    private func takenKeyPackage(_ device: DeviceID, _ chat: Conversation) -> KeyPackage? {
        let taken = chat.taken.first { $0.device == device }
        return taken?.keyPackage.flatMap { KeyPackage(message: $0) }
    }

    func keyPackagesTaken(for id: ConversationID, _ answer: ServerMessage) {
        guard let chat = conversations[id] else { return }
        chat.waiting = .nothing
        turn.touch(id)
        switch answer {
        case .keyPackages(let items):
            for item in items {
                if let bytes = item.keyPackage, isKeyPackage(bytes, of: item.device) {
                    chat.taken.append(item)
                } else {
                    chat.unavailable.append(item.device)
                }
            }
            // Who is not in the answer cannot be added now.
            let difference = chat.loadGroup().map { self.difference(chat, $0).missing } ?? []
            chat.unavailable += difference.filter { device in
                !items.contains { $0.device == device }
                    && !chat.taken.contains { $0.device == device }
            }
        case .error(let error): retryLater(chat, error)
        default: counters.strayAnswers += 1
        }
    }

    /// Whether a key package is that of a device, and good by itself: the server could give
    /// another's, and its owner anything.
    private func isKeyPackage(_ bytes: [UInt8], of device: DeviceID) -> Bool {
        guard let keyPackage = KeyPackage(message: bytes),
            keyPackage.leafNode.memberIdentity?.device == device
        else { return false }
        let validator = Validator(
            .x25519ChaCha20Poly1305SHA256Ed25519,
            policy: policy,
            now: now.milliseconds / 1_000,
            using: provider
        )
        return (try? validator.check(keyPackage, for: nil)) != nil
    }

    /// Whether others are to read here, and none of them has a device in the group yet.
    func reachesNobody(_ chat: Conversation, _ group: GroupState) -> Bool {
        chat.participants.contains { $0.account != own?.account }
            && !group.members.contains { $0.identity?.account != own?.account }
    }

    /// Nobody would get what waits: it stays until somebody's device can be added.
    func waitForDevices(_ chat: Conversation) {
        let due = now.adding(milliseconds: ClientLimits.deviceWaitMilliseconds)
        timers.set(.retry(chat.id), at: due)
    }

    /// A device can be added now. The account's phone does so in all conversations at once;
    /// others do before they send next.
    func keyPackagesPublished(by member: MemberIdentity) {
        for chat in conversations.values where chat.unavailable.contains(member.device) {
            chat.unavailable.removeAll { $0 == member.device }
            turn.touch(chat.id)
        }
        guard let own, member.account == own.account, own.isPhone else { return }
        for chat in conversations.values {
            chat.wantsReconciling = true
            chat.reconciled = nil
            turn.touch(chat.id)
        }
        if member.device != own.device { expectExport(to: member.device) }
    }
}

extension KeyPackage {
    /// Takes the key package out of an encoded MLSMessage; nil if it holds something else.
    fileprivate init?(message bytes: [UInt8]) {
        guard case .keyPackage(let keyPackage)? = try? MLSMessage(exactly: bytes) else {
            return nil
        }
        self = keyPackage
    }
}

extension ChatKind {
    var protocolKind: ConversationContext.Kind {
        switch self {
        case .own: .own
        case .direct: .direct
        case .group: .group
        }
    }

    init(_ kind: ConversationContext.Kind) {
        switch kind {
        case .own: self = .own
        case .direct: self = .direct
        case .group: self = .group
        }
    }
}

extension GroupState {
    var hasProposals: Bool { !proposals.isEmpty }

    func identity(at leaf: LeafIndex) -> MemberIdentity? {
        tree.leaf(at: leaf)?.memberIdentity
    }
}

extension Member {
    /// Whose leaf it is; the policy has checked that for every leaf of a group.
    var identity: MemberIdentity? { leafNode.memberIdentity }
}
