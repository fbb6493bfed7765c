import TandemBytes
import MLS
import MLSWire
import TandemProtocol

// Commits: the own, from the answer to the echo, and those of others.
extension Engine {
    func commitAnswered(_ message: MessageID, in id: ConversationID, _ answer: ServerMessage) {
        guard let chat = conversations[id], chat.pending?.message == message else { return }
        chat.waiting = .nothing
        turn.touch(id)
        switch answer {
        case .accepted(let sequence, _):
            // The echo applies it, at its place among the other messages.
            chat.pending?.isAccepted = true
            expect(sequence, in: chat)
        case .error(let error): commitRefused(error, chat)
        default: counters.strayAnswers += 1
        }
    }

    private func commitRefused(_ error: ErrorAnswer, _ chat: Conversation) {
        switch error.code {
        case .staleEpoch:
            // Another commit won the epoch: it is on its way; then the wish is looked at anew.
            dropPending(chat)
            chat.serverEpoch = max(chat.serverEpoch, error.value)
        case .rateLimited, .storageFull, .unavailable:
            retryLater(chat, error)
        case .notFound:
            omit(chat)
        default: commitForbidden(error, chat)
        }
    }

    /// The server does not let it pass: either lists changed meanwhile, or the wish was forbidden,
    /// or this device's group is not the server's.
    private func commitForbidden(_ error: ErrorAnswer, _ chat: Conversation) {
        counters.refusedCommits += 1
        dropPending(chat)
        if !chat.changes.isEmpty { problem(error, chat: chat.id) }
        chat.changes = []
        chat.taken = []
        chat.refusals += 1
        for participant in chat.participants { contacts[participant.account]?.isFresh = false }
        save(chat)
        if chat.refusals == 3 { return lose(chat) }
        let seconds = UInt32(1) << UInt32(min(chat.refusals, 8))
        retryLater(chat, ErrorAnswer(error.code, retryAfterSeconds: seconds))
    }

    /// Makes sure that a message comes that the server said it has.
    func expect(_ sequence: UInt64, in chat: Conversation) {
        chat.head = max(chat.head, sequence)
        if chat.cursor < sequence {
            timers.set(
                .catchUp(chat.id),
                at: now.adding(milliseconds: ClientLimits.catchUpMilliseconds)
            )
        }
    }

    /// The own commit came back: the new epoch begins.
    func settle(_ pending: PendingChange, _ delivery: Delivery, in chat: Conversation) {
        let old = chat.loadGroup()
        let wasLost = chat.standing == .lost
        var new = pending.commit.nextState
        if var current = old, current.epoch == pending.commit.baseEpoch {
            current.apply(pending.commit)
            new = current
        }
        dropPending(chat)
        chat.taken = []
        chat.refusals = 0
        chat.standing = .active
        if wasLost { chat.isCursorKnown = true }
        chat.leafRenewedAt = now
        saveGroup(chat, new)
        entered(new, from: old, by: own?.account, delivery, in: chat)
        if wasLost, !chat.joinsFirst {
            addNotice(.deviceRejoined, own?.account, delivery, slot: 63, in: chat)
        }
    }

    /// Works off somebody else's commit; false if its accounts must be asked for first.
    func takeCommit(_ delivery: Delivery, in chat: Conversation) -> Bool {
        guard var group = chat.loadGroup() else { return true }
        if !knowsAccounts(of: delivery, group), !chat.hasAskedForAccounts { return false }
        chat.hasAskedForAccounts = false
        do throws(ProcessError) {
            let outcome = try process(delivery, &group, in: chat)
            take(outcome, of: &group, delivery, in: chat)
        } catch {
            commitUnusable(error, delivery, chat)
        }
        return true
    }

    /// Judges a commit by the lists and keys that are known now; one of the time before a key
    /// changed, by the keys of then, too. Reconciling takes old devices out before anything is sent.
    private func process(
        _ delivery: Delivery,
        _ group: inout GroupState,
        in chat: Conversation
    ) throws(ProcessError) -> GroupState.Outcome {
        let waiting = chat.backlogs.filter { $0.end >= delivery.sequence }.map { $0.account }
        do throws(ProcessError) {
            let policy = policy(listing: .demanded(except: waiting))
            return try group.process(delivery.body, policy: policy, provider: provider)
        } catch {
            guard case .invalidCommit = error, contacts.values.contains(where: { $0.hasFormerKeys })
            else { throw error }
            let policy = policy(usingFormerKeys: true, listing: .demanded(except: waiting))
            return try group.process(delivery.body, policy: policy, provider: provider)
        }
    }

    private func take(
        _ outcome: GroupState.Outcome,
        of group: inout GroupState,
        _ delivery: Delivery,
        in chat: Conversation
    ) {
        switch outcome {
        case .commit(let staged):
            guard let committer = committer(of: staged),
                isBelieved(committer, at: delivery.sequence, in: chat)
            else { return suspend(chat, at: delivery.epoch &+ 1) }
            apply(staged, by: committer.account, to: &group, delivery, in: chat)
        case .early, .ownEcho: lose(chat)
        case .application, .proposal, .duplicate, .stale: counters.duplicates += 1
        }
    }

    private func apply(
        _ staged: StagedCommit,
        by committer: AccountID,
        to group: inout GroupState,
        _ delivery: Delivery,
        in chat: Conversation
    ) {
        let old = group
        group.apply(staged)
        dropPending(chat)
        if staged.selfRemoved {
            let context = staged.newContext.conversation
            let isPart = context?.participant(own?.account ?? randomID()) != nil
            // Only this device was taken out: its account's list will say so.
            if !isPart {
                addNotice(.removed, own?.account, delivery, slot: 0, in: chat, by: committer)
            }
            return leave(chat)
        }
        saveGroup(chat, group)
        let wasIn = old.members.contains { $0.identity?.account == committer }
        if staged.joined != nil, wasIn {
            addNotice(.deviceRejoined, committer, delivery, slot: 63, in: chat, by: committer)
        }
        entered(group, from: old, by: committer, delivery, in: chat)
    }

    private func committer(of staged: StagedCommit) -> MemberIdentity? {
        (staged.change.oldCommitter ?? staged.change.newCommitter)?.identity
    }

    /// The state cannot follow a commit that the server let pass.
    private func commitUnusable(
        _ error: ProcessError,
        _ delivery: Delivery,
        _ chat: Conversation
    ) {
        switch error {
        case .invalidCommit: suspend(chat, at: delivery.epoch &+ 1)
        case .removed: leave(chat)
        case .undecodable, .wrongGroup, .undecryptable, .tooFarAhead, .unauthenticated,
            .missingProposal, .missingPSK, .unencryptedApplicationData, .tooManyProposals,
            .invalidProposal, .unusablePath:
            counters.refusedMessages += 1
            lose(chat)
        }
    }

    /// A new epoch began: who and what is in it is shown, and what follows is set going.
    func entered(
        _ new: GroupState,
        from old: GroupState?,
        by committer: AccountID?,
        _ delivery: Delivery,
        in chat: Conversation
    ) {
        chat.reconciled = nil
        chat.serverEpoch = max(chat.serverEpoch, new.epoch.rawValue)
        chat.unavailable = []
        if let context = new.context.conversation {
            chat.leavers = old.map { leavers($0) } ?? []
            showChanges(
                from: chat.participants,
                to: context.participants,
                // Who comes from outside cannot tell whose doing it was.
                by: old == nil ? nobody : committer,
                delivery,
                chat
            )
            chat.kind = ChatKind(context.kind)
            chat.participants = context.participants
        }
        chat.changes.removeAll { !isOutstanding($0, chat) }
        for index in chat.outbox.indices where !chat.outbox[index].isInFlight {
            chat.outbox[index].sealed = nil
        }
        if committer == own?.account, delivery.sender.device == own?.device {
            noteNewcomers(old, new, chat)
        }
        typistsChanged(chat)
        save(chat)
        turn.touch(chat.id)
        turn.showChat(chat.id)
    }

    private func isOutstanding(_ change: Conversation.Change, _ chat: Conversation) -> Bool {
        switch change {
        case .add(let account): !chat.includes(account)
        case .remove(let account): chat.includes(account)
        case .setRole(let account, let role):
            chat.includes(account) && chat.role(of: account) != role
        }
    }

    /// Whoever adds people, or somebody's new phone, tells them what they cannot know.
    private func noteNewcomers(_ old: GroupState?, _ new: GroupState, _ chat: Conversation) {
        guard let own, chat.kind != .own else { return }
        let before = old?.members.compactMap { $0.identity } ?? []
        let hasNewcomer = new.members.contains { member in
            guard let identity = member.identity, !before.contains(identity) else { return false }
            let isPhone = deviceList(of: identity.account)?.devices.first?.device == identity.device
            return isPhone && identity.device != own.device
                || !before.contains { $0.account == identity.account }
        }
        if hasNewcomer { chat.owesHandover = true }
    }

    /// Whether all accounts and devices that a commit names are known; else asks for them.
    private func knowsAccounts(of delivery: Delivery, _ group: GroupState) -> Bool {
        let named = CommitAccounts(delivery.body, group)
        let unknown = named.accounts.filter { deviceList(of: $0) == nil }
        let unlisted = named.added.filter {
            deviceList(of: $0.account)?.certificate(of: $0.device) == nil
        }
        let stillListed = named.removed.filter {
            deviceList(of: $0.account)?.certificate(of: $0.device) != nil
                && !named.leavingAccounts.contains($0.account)
        }
        let toFetch = unknown + unlisted.map { $0.account } + stillListed.map { $0.account }
        guard !toFetch.isEmpty, connection.isOnline else { return true }
        fetch(toFetch.reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
        return false
    }
}

/// The accounts and devices that a commit speaks of, read before it is verified.
struct CommitAccounts {
    var accounts: [AccountID] = []
    var added: [MemberIdentity] = []
    var removed: [MemberIdentity] = []
    /// Accounts that are no participants any more, so that their devices go whatever lists say.
    var leavingAccounts: [AccountID] = []

    init(_ body: [UInt8], _ group: GroupState) {
        guard let message = try? MLSMessage(exactly: body),
            case .publicMessage(let publicMessage) = message,
            case .commit(let commit) = publicMessage.content.content
        else { return }
        for entry in commit.proposals {
            if case .proposal(let proposal) = entry { note(proposal, group) }
        }
        if let leaf = commit.path?.leafNode, let identity = leaf.memberIdentity {
            added.append(identity)
            accounts.append(identity.account)
        }
    }

    private mutating func note(_ proposal: Proposal, _ group: GroupState) {
        switch proposal {
        case .add(let keyPackage):
            guard let identity = keyPackage.leafNode.memberIdentity else { return }
            added.append(identity)
            accounts.append(identity.account)
        case .remove(let leaf):
            if let identity = group.identity(at: leaf) { removed.append(identity) }
        case .groupContextExtensions(let extensions):
            guard let context = try? extensions.contents(ConversationContext.self) else { return }
            accounts += context.participants.map { $0.account }
            let before = group.context.conversation?.participants.map { $0.account } ?? []
            leavingAccounts = before.filter { context.participant($0) == nil }
        default: break
        }
    }
}
