import TandemCrypto
import MLS
import MLSWire
import TandemBytes
import TandemProtocol

// How this device comes into a group: it makes it, is welcomed, or joins from outside.
extension Engine {
    /// Makes a group of this device alone; the server is told when there is a connection.
    func makeConversation(
        _ kind: ChatKind,
        _ participants: [ConversationContext.Participant],
        id: ConversationID? = nil
    ) -> Conversation? {
        guard let identity else { return nil }
        let id = id ?? ConversationID.other(randomID(MessageID.self).value)
        let context = ConversationContext(kind: kind.protocolKind, participants: participants)
        let group = try? GroupState.create(
            groupID: GroupID(id.bytes),
            suite: .x25519ChaCha20Poly1305SHA256Ed25519,
            identity: identity,
            extensions: TandemExtensions.groupExtensions(context),
            provider: provider
        )
        guard let group else { return nil }
        let chat = Conversation(id: id, kind: kind, standing: .creating)
        chat.participants = context.participants
        chat.isCursorKnown = true
        chat.leafRenewedAt = now
        chat.hasProfile = true
        conversations[id] = chat
        saveGroup(chat, group)
        addFirstNotice(to: chat)
        save(chat)
        turn.showChat(id)
        turn.touch(id)
        return chat
    }

    func create(_ chat: Conversation) {
        guard let group = chat.loadGroup(), let identity,
            let info = try? group.groupInfo(withTree: true, identity: identity, provider: provider)
        else { return }
        chat.waiting = .creation
        ask(
            .createConversation(groupInfo: MLSMessage.groupInfo(info).encoded),
            .createConversation(chat.id)
        )
    }

    func creationAnswered(_ id: ConversationID, _ answer: ServerMessage) {
        guard let chat = conversations[id] else { return }
        chat.waiting = .nothing
        turn.touch(id)
        switch answer {
        case .done: created(chat)
        case .error(let error):
            if error.code == .alreadyExists {
                creationExists(chat)
            } else {
                retryLater(chat, error)
            }
        default: counters.strayAnswers += 1
        }
    }

    /// It was created before, but the answer was lost; or somebody else was first.
    private func creationExists(_ chat: Conversation) {
        guard chat.standing == .creating, chat.kind == .direct else { return created(chat) }
        chat.waiting = .groupInfo
        ask(.fetchGroupInfo(chat.id), .fetchGroupInfo(chat.id))
    }

    func created(_ chat: Conversation) {
        guard chat.standing == .creating else { return }
        chat.standing = .active
        save(chat)
    }

    /// Makes the conversation of the own devices, once the registration is over.
    func createSelfConversationIfReady() {
        guard let own, own.selfConversation == nil, own.isPhone, own.registration == nil else {
            return
        }
        let participant = ConversationContext.Participant(account: own.account, role: .member)
        guard let chat = makeConversation(.own, [participant]) else { return }
        self.own?.selfConversation = chat.id
        saveAccount()
    }

    /// The server speaks of a conversation that this device knows nothing of: a Welcome is on its
    /// way, or else the state was lost.
    func expectWelcome(_ id: ConversationID) {
        timers.set(.rejoin(id), at: now.adding(milliseconds: ClientLimits.welcomeMilliseconds))
    }

    func rejoinDue(_ id: ConversationID) {
        guard own != nil else { return }
        // The Welcome is here, and waits for accounts.
        if parkedMail.contains(where: { $0.conversation == id }) { return expectWelcome(id) }
        if let chat = conversations[id] {
            if chat.standing == .expected { lose(chat) }
        } else {
            let chat = Conversation(id: id, kind: .group, standing: .expected)
            conversations[id] = chat
            lose(chat)
        }
    }

    func received(_ mail: Mail) {
        guard let own else { return }
        guard mail.sequence > own.mailSequence else {
            counters.duplicates += 1
            return tell(.acknowledgeMail(sequence: own.mailSequence))
        }
        // Letters stay in order, since acknowledgements cover all before.
        guard parkedMail.isEmpty, work(off: mail, isLastTry: false) else { return park(mail) }
        acknowledge(mail)
    }

    /// Takes a letter; false if accounts must be asked for first.
    private func work(off mail: Mail, isLastTry: Bool) -> Bool {
        switch mail.kind {
        case .welcome: return welcomed(mail, isLastTry: isLastTry)
        case .deviceLeft:
            if let device = DeviceID(bytes: mail.body) { deviceLeft(device) }
            return true
        }
    }

    private func acknowledge(_ mail: Mail) {
        let worked = own?.mailSequence ?? 0
        own?.mailSequence = max(mail.sequence, worked)
        saveAccount()
        tell(.acknowledgeMail(sequence: mail.sequence))
    }

    private func park(_ mail: Mail) {
        guard parkedMail.count < ClientLimits.parkedLetters else { return }
        parkedMail.append(mail)
    }

    /// Works off the letters that waited for accounts: the first for the last time.
    func openParkedMail() {
        var isLastTry = true
        while let mail = parkedMail.first {
            guard work(off: mail, isLastTry: isLastTry) else { return }
            parkedMail.removeFirst()
            acknowledge(mail)
            isLastTry = false
        }
    }

    /// Joins by a Welcome; false if accounts must be asked for first.
    private func welcomed(_ mail: Mail, isLastTry: Bool) -> Bool {
        if let known = conversations[mail.conversation], known.standing == .active,
            known.loadGroup() != nil
        {
            // It was joined before a crash that lost only the acknowledgement.
            counters.duplicates += 1
            return true
        }
        guard let identity, case .welcome(let welcome)? = try? MLSMessage(exactly: mail.body),
            let bundle = keyPackageBundle(for: welcome)
        else {
            counters.refusedMessages += 1
            expectWelcome(mail.conversation)
            return true
        }
        let join = try? GroupState.joinNamingSigner(
            welcome: welcome,
            bundle: bundle,
            identity: identity,
            ratchetTree: nil,
            policy: OpenPolicy(),
            provider: provider
        )
        guard let (group, signer) = join, group.groupID.bytes == mail.conversation.bytes,
            let signer = group.identity(at: signer)
        else {
            counters.refusedMessages += 1
            expectWelcome(mail.conversation)
            return true
        }
        let known = conversations[mail.conversation]
        switch inspect(group.members, group.context, signedBy: signer, for: known) {
        case .acceptable: joined(group, by: bundle, mail.conversation)
        case .unknownAccounts(let accounts):
            guard !isLastTry else {
                counters.refusedMessages += 1
                return true
            }
            fetch(accounts)
            return false
        case .refused: counters.refusedCommits += 1
        }
        return true
    }

    /// What is to be thought of a group that this device could enter.
    enum Inspection {
        case acceptable
        case unknownAccounts([AccountID])
        case refused
    }

    /// Checks every leaf under the pinned keys and those before them, since nobody may have taken
    /// an old device out yet; that only participants are in it; and that it is the group that is
    /// known here, if one is. Accounts that must be asked for first are those that nothing is known
    /// of, and the one of a signer whose device is not listed.
    func inspect(
        _ members: [Member],
        _ context: GroupContext,
        signedBy signer: MemberIdentity,
        for chat: Conversation?
    ) -> Inspection {
        guard let conversation = context.conversation, conversation.isConsistent,
            conversation.participant(own?.account ?? randomID()) != nil,
            chat.map({ continues($0, context, signedBy: signer) }) ?? true
        else { return .refused }
        let isUnlisted = chat.map { isKnown($0) && !isListed(signer) } ?? false
        let accounts = conversation.participants.map { $0.account }
        let unknown = accounts.filter {
            pinnedKey(of: $0) == nil || deviceList(of: $0) == nil
                || isUnlisted && $0 == signer.account
        }
        guard unknown.isEmpty else { return .unknownAccounts(unknown) }
        let policy = policy(usingFormerKeys: true)
        let isSound = members.allSatisfy { member in
            guard let account = member.identity?.account else { return false }
            return conversation.participant(account) != nil
                && policy.accepts(member.leafNode, in: context)
        }
        return isSound && !isUnlisted ? .acceptable : .refused
    }

    private func joined(_ group: GroupState, by bundle: KeyPackageBundle, _ id: ConversationID) {
        guard let context = group.context.conversation else { return }
        let known = conversations[id]
        let chat =
            known ?? Conversation(id: id, kind: ChatKind(context.kind), standing: .expected)
        conversations[id] = chat
        showChanges(to: context.participants, since: chat)
        chat.kind = ChatKind(context.kind)
        chat.standing = .active
        chat.participants = context.participants
        chat.isCursorKnown = false
        chat.serverEpoch = group.epoch.rawValue
        chat.leafRenewedAt = .zero
        chat.waiting = .nothing
        dropPending(chat)
        fetchEarly(chat)
        noteBacklogs(in: chat)
        consume(bundle)
        saveGroup(chat, group)
        addFirstNotice(to: chat)
        save(chat)
        timers.cancel(.rejoin(id))
        turn.showChat(id)
        turn.touch(id)
        if chat.kind == .own { adoptSelfConversation(chat) }
        sayProfile(in: chat)
    }

    /// A new phone makes a self conversation of its own; another is the account's past.
    private func adoptSelfConversation(_ chat: Conversation) {
        guard own?.selfConversation == nil else { return }
        own?.selfConversation = chat.id
        saveAccount()
    }

    func groupInfoAnswered(_ id: ConversationID, _ answer: ServerMessage) {
        guard let chat = conversations[id], chat.standing == .lost || chat.standing == .creating
        else { return }
        chat.waiting = .nothing
        turn.touch(id)
        switch answer {
        case .groupInfoFound(let info, let tree, _) where chat.standing == .creating:
            settleCreation(chat, info, tree)
        case .groupInfoFound(let info, let tree, let head):
            joinFromOutside(chat, info, tree, head: head)
        case .error(let error):
            if error.code == .notFound || error.code == .notAllowed {
                omit(chat)
            } else {
                retryLater(chat, error)
            }
        default: counters.strayAnswers += 1
        }
    }

    private func joinFromOutside(
        _ chat: Conversation,
        _ info: [UInt8],
        _ tree: [UInt8],
        head: UInt64
    ) {
        guard let view = OutsideView(chat.id, groupInfo: info, tree: tree) else {
            return suspend(chat, at: chat.serverEpoch)
        }
        let context = view.info.groupContext
        switch inspect(view.members, context, signedBy: view.signer, for: chat) {
        case .unknownAccounts(let accounts) where !chat.hasAskedForAccounts:
            chat.waitsForAccounts = true
            return fetch(accounts)
        case .acceptable: break
        case .refused, .unknownAccounts:
            chat.hasAskedForAccounts = false
            return suspend(chat, at: context.epoch.rawValue)
        }
        chat.hasAskedForAccounts = false
        guard let commit = outsideCommit(view, in: chat) else {
            return suspend(chat, at: context.epoch.rawValue)
        }
        if chat.knownEpoch == nil, let conversation = context.conversation {
            chat.kind = ChatKind(conversation.kind)
            chat.participants = conversation.participants
        }
        chat.cursor = head
        chat.isCursorKnown = true
        let pending = PendingChange(message: randomID(), welcomed: [], commit: commit)
        chat.pending = pending
        turn.put(StateKey.pendingCommit.key(chat.id), pending)
        save(chat)
    }

    private func outsideCommit(_ view: OutsideView, in chat: Conversation) -> PendingCommit? {
        guard let own, let identity else { return nil }
        let old = view.members.first { $0.identity == own.identity }
        chat.joinsFirst = !view.members.contains { $0.identity?.account == own.account }
        return try? GroupState.joinExternally(
            groupInfo: view.info,
            ratchetTree: view.tree,
            identity: identity,
            replacing: old?.leafIndex,
            policy: policy(usingFormerKeys: true),
            now: now.milliseconds / 1_000,
            provider: provider
        )
    }
}
