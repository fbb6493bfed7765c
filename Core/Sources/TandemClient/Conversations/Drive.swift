import TandemBytes
import MLS
import MLSWire
import TandemProtocol

// What a conversation does next. Nothing is remembered of the way here: the next step follows from
// the state alone, so that it is the same after a restart, a lost connection or a lost race.
extension Engine {
    /// How many messages of a chat may be on their way at once.
    static var sendWindow: Int { 8 }

    /// Looks once at each conversation that something happened to.
    func driveTouched() {
        while let id = turn.touched.popLast() {
            if let conversation = conversations[id] { drive(conversation) }
        }
        beginExportIfReady()
    }

    func drive(_ chat: Conversation) {
        guard connection.isOnline, case .nothing = chat.waiting, chat.retryAt == nil else { return }
        switch chat.standing {
        case .expected, .left, .suspended, .omitted: return
        case .creating: create(chat)
        case .lost: driveLost(chat)
        case .active: driveActive(chat)
        }
    }

    private func driveLost(_ chat: Conversation) {
        if let pending = chat.pending {
            if !pending.isAccepted { transmit(pending, of: chat) }
        } else if !chat.waitsForAccounts {
            chat.waiting = .groupInfo
            ask(.fetchGroupInfo(chat.id), .fetchGroupInfo(chat.id))
        }
    }

    private func driveActive(_ chat: Conversation) {
        if chat.waitsForAccounts { return }
        if let pending = chat.pending {
            if !pending.isAccepted { transmit(pending, of: chat) }
            return
        }
        guard let group = chat.loadGroup() else { return lose(chat) }
        guard group.epoch.rawValue >= chat.serverEpoch else { return fetchMissing(chat) }
        if chat.wantsToLeave {
            // The others have left meanwhile.
            if chat.participants.count == 1 { return leave(chat) }
            if proposeLeaving(chat, group) { return }
        }
        guard hasWork(chat, group), hasFreshLists(chat) else { return }
        switch prepareCommit(chat, group) {
        case .notNeeded where reachesNobody(chat, group): waitForDevices(chat)
        case .notNeeded: sendNext(chat)
        case .waiting: break
        case .made(let pending):
            chat.pending = pending
            turn.put(StateKey.pendingCommit.key(chat.id), pending)
            transmit(pending, of: chat)
        }
    }

    private func hasWork(_ chat: Conversation, _ group: GroupState) -> Bool {
        chat.wantsReconciling || !chat.changes.isEmpty || chat.receiptsAreDue
            || chat.owesHandover || chat.commitsProposalsNow
            || chat.outbox.contains { !$0.isInFlight }
    }

    /// Whether every participant's devices are known as of this connection; else asks.
    private func hasFreshLists(_ chat: Conversation) -> Bool {
        guard isOwnListFresh else { return false }
        let stale = (chat.participants.map { $0.account } + chat.addedAccounts).filter {
            $0 != own?.account && contacts[$0]?.isFresh != true
        }
        guard !stale.isEmpty else { return true }
        let isAsked = requests.entries.contains {
            guard case .fetchAccounts(let accounts) = $0.kind else { return false }
            return accounts.contains(stale[0])
        }
        if !isAsked { fetch(stale) }
        return false
    }

    /// Sends the commit, for the first time or again: the server takes it once.
    private func transmit(_ pending: PendingChange, of chat: Conversation) {
        chat.waiting = .commit
        let commit = OutgoingCommit(
            conversation: chat.id,
            message: pending.message,
            epoch: pending.commit.baseEpoch.rawValue,
            commit: pending.commit.message,
            groupInfo: MLSMessage.groupInfo(pending.commit.groupInfo).encoded,
            welcome: pending.commit.welcome.map { MLSMessage.welcome($0).encoded },
            welcomed: pending.welcomed
        )
        ask(.sendCommit(commit), .commit(chat.id, pending.message))
    }

    /// Asks for what lies behind the cursor.
    func fetchMissing(_ chat: Conversation) {
        guard connection.isOnline, case .nothing = chat.waiting else { return }
        chat.waiting = .messages
        let request = Request.fetchMessages(
            conversation: chat.id,
            after: chat.cursor,
            limit: ClientLimits.deliveriesAtOnce
        )
        ask(request, .fetchMessages(chat.id))
    }

    func messagesAnswered(_ id: ConversationID, _ answer: ServerMessage) {
        guard let chat = conversations[id] else { return }
        chat.waiting = .nothing
        turn.touch(id)
        switch answer {
        case .messages(let items, let more): took(items, more: more, in: chat)
        case .error(let error):
            if error.code == .notFound || error.code == .notAllowed {
                omit(chat)
            } else {
                retryLater(chat, error)
            }
        default: counters.strayAnswers += 1
        }
    }

    private func took(_ items: [Delivery], more: Bool, in chat: Conversation) {
        let before = chat.cursor
        for item in items where item.conversation == chat.id && item.sequence > chat.cursor {
            if chat.isCursorKnown, item.sequence > chat.cursor &+ 1 {
                // What lay between is gone from the server: the state cannot follow.
                chat.cursor = item.sequence - 1
                if item.epoch > (chat.loadGroup()?.epoch.rawValue ?? 0) { return lose(chat) }
            }
            work(off: item, in: chat)
            if chat.waitsForAccounts { return }
        }
        if more, chat.cursor > before { return fetchMissing(chat) }
        if chat.cursor == before, let group = chat.loadGroup(),
            group.epoch.rawValue < chat.serverEpoch
        {
            lose(chat)
        }
    }

    func dropPending(_ chat: Conversation) {
        guard chat.pending != nil else { return }
        chat.pending = nil
        // Its answer, if there will be one, has nothing to say any more: nothing waits for it.
        if case .commit = chat.waiting { chat.waiting = .nothing }
        turn.change(.delete(.state, key: StateKey.pendingCommit.key(chat.id)))
    }

    func retryLater(_ chat: Conversation, _ error: ErrorAnswer) {
        let seconds = max(1, min(UInt64(error.retryAfterSeconds), ClientLimits.pauseSeconds))
        let due = now.adding(milliseconds: seconds * 1_000)
        chat.retryAt = due
        timers.reset(.retry(chat.id), at: due)
    }

    func retryDue(_ id: ConversationID) {
        guard let chat = conversations[id] else { return }
        chat.retryAt = nil
        chat.unavailable = []
        turn.touch(id)
    }

    /// The connection is gone, and with it every answer that was awaited.
    func conversationsDisconnected() {
        listsLearned = []
        headsAhead = [:]
        for chat in conversations.values {
            chat.waiting = .nothing
            chat.retryAt = nil
            chat.unavailable = []
            chat.pending?.isAccepted = false
            chat.proposedEpoch = nil
            chat.waitsForAccounts = false
            chat.hasAskedForAccounts = false
            for index in chat.outbox.indices { chat.outbox[index].isInFlight = false }
            chat.outbox.removeAll { !$0.isDurable }
        }
    }

    /// Messages that should have come did not.
    func catchUpDue(_ id: ConversationID) {
        guard let chat = conversations[id], chat.cursor < chat.head, chat.isCursorKnown,
            chat.standing == .active || chat.pending?.isAccepted == true
        else { return }
        fetchMissing(chat)
    }

    func save(_ chat: Conversation) {
        turn.put(StateKey.conversation.key(chat.id), chat)
    }

    /// Writes a group's keys, which change with every message, and its tree, if the epoch is new.
    func saveGroup(_ chat: Conversation, _ group: GroupState) {
        chat.group = .ready(group)
        chat.knownEpoch = max(chat.knownEpoch ?? 0, group.epoch.rawValue)
        let keys = StateKey.group.key(chat.id)
        turn.change(.put(.state, key: keys, value: group.storedKeys))
        guard chat.treeEpoch != group.epoch else { return }
        chat.treeEpoch = group.epoch
        let tree = StateKey.groupTree.key(chat.id)
        turn.change(.put(.state, key: tree, value: group.storedTree))
    }
}

extension Conversation {
    /// Accounts that are to be added.
    var addedAccounts: [AccountID] {
        changes.compactMap { change in
            if case .add(let account) = change { return account }
            return nil
        }
    }
}
