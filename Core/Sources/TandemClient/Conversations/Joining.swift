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
        let id = id ?? randomID()
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
        guard chat.standing == .creating, chat.id == directID(chat.peer(of: own?.account)) else {
            return created(chat)
        }
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
        let group = try? GroupState.join(
            welcome: welcome,
            bundle: bundle,
            identity: identity,
            ratchetTree: nil,
            policy: OpenPolicy(),
            provider: provider
        )
        guard let group, group.groupID.bytes == mail.conversation.bytes else {
            counters.refusedMessages += 1
            expectWelcome(mail.conversation)
            return true
        }
        switch inspect(group.members, group.context) {
        case .acceptable: joined(group, by: bundle, mail)
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

    /// Checks every leaf under the pinned keys, and that only participants are in it.
    func inspect(_ members: [Member], _ context: GroupContext) -> Inspection {
        guard let conversation = context.conversation, conversation.isConsistent,
            conversation.participant(own?.account ?? randomID()) != nil
        else { return .refused }
        let accounts = conversation.participants.map { $0.account }
        let unknown = accounts.filter { pinnedKey(of: $0) == nil || deviceList(of: $0) == nil }
        guard unknown.isEmpty else { return .unknownAccounts(unknown) }
        // Reconciling takes out what was made under a key that was replaced.
        let policy = policy(usingFormerKeys: true)
        let isSound = members.allSatisfy { member in
            guard let account = member.identity?.account else { return false }
            return conversation.participant(account) != nil
                && policy.accepts(member.leafNode, in: context)
        }
        return isSound ? .acceptable : .refused
    }

    private func joined(_ group: GroupState, by bundle: KeyPackageBundle, _ mail: Mail) {
        guard let context = group.context.conversation else { return }
        let id = mail.conversation
        let known = conversations[id]
        // Who has lost a group comes back from outside, where more is checked.
        if let known, !isKnown(context, as: known) || known.kind == .group && known.isIn {
            counters.refusedCommits += 1
            return
        }
        if let known { showNewcomers(context, in: known) }
        let chat =
            known ?? Conversation(id: id, kind: ChatKind(context.kind), standing: .expected)
        conversations[id] = chat
        chat.kind = ChatKind(context.kind)
        chat.standing = .active
        chat.participants = context.participants
        chat.isCursorKnown = false
        chat.serverEpoch = group.epoch.rawValue
        chat.leafRenewedAt = .zero
        chat.waiting = .nothing
        dropPending(chat)
        fetchEarly(chat)
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
                leave(chat)
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
        guard let own, let identity,
            case .groupInfo(let groupInfo)? = try? MLSMessage(exactly: info),
            groupInfo.groupContext.groupID.bytes == chat.id.bytes,
            isKnown(groupInfo.groupContext.conversation, as: chat),
            let nodes = try? RatchetTreeNodes(exactly: tree),
            let ratchetTree = try? RatchetTree(nodes)
        else { return enterLater(chat) }
        let members = ratchetTree.memberIndices.compactMap { index in
            ratchetTree.leaf(at: index).map { Member(leafIndex: index, leafNode: $0) }
        }
        switch inspect(members, groupInfo.groupContext) {
        case .acceptable: break
        case .refused: return enterLater(chat)
        case .unknownAccounts(let accounts):
            fetch(accounts)
            return enterLater(chat)
        }
        let signer = ratchetTree.leaf(at: groupInfo.signer)?.memberIdentity
        guard isByParticipant(signer, of: chat) else {
            if let signer { fetch([signer.account]) }
            return enterLater(chat)
        }
        let old = members.first { $0.identity == own.identity }
        chat.joinsFirst = !members.contains { $0.identity?.account == own.account }
        let commit = try? GroupState.joinExternally(
            groupInfo: groupInfo,
            ratchetTree: ratchetTree,
            identity: identity,
            replacing: old?.leafIndex,
            policy: policy(usingFormerKeys: true),
            now: now.milliseconds / 1_000,
            provider: provider
        )
        guard let commit else { return enterLater(chat) }
        // Of what is known the changes are shown, once this device is in.
        if let context = groupInfo.groupContext.conversation,
            chat.participants.isEmpty || chat.namesNoRoles
        {
            chat.kind = ChatKind(context.kind)
            chat.participants = context.participants
        }
        chat.cursor = head
        chat.isCursorKnown = true
        let pending = PendingChange(message: randomID(), welcomed: [], commit: commit)
        chat.pending = pending
        turn.put(StateKey.pendingCommit.key(chat.id), pending)
        save(chat)
    }
}
