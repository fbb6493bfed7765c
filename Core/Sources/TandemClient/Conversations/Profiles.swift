import TandemProtocol

// Names: everybody says the own one; whoever adds somebody says the others'.
extension Engine {
    /// Says the own name in a conversation that this account was added to. The phone does so.
    func sayProfile(in chat: Conversation) {
        guard let own, own.isPhone, !own.name.isEmpty, chat.kind != .own, !chat.hasProfile else {
            return
        }
        chat.hasProfile = true
        save(chat)
        queue(.profile(name: own.name), in: chat)
    }

    /// Says a new name everywhere.
    func spreadProfile() {
        guard let own else { return }
        for chat in conversations.values where chat.standing == .active {
            queue(.profile(name: own.name), in: chat)
        }
    }

    /// Tells newcomers the title and the names, before anything else is said.
    func handOver(_ chat: Conversation) {
        chat.owesHandover = false
        save(chat)
        guard let own, chat.kind != .own else { return }
        var profiles: [Handover.Profile] = []
        for participant in chat.participants {
            let name =
                participant.account == own.account
                ? own.name : contacts[participant.account]?.record.name ?? []
            guard !name.isEmpty else { continue }
            profiles.append(.init(account: participant.account, name: name))
        }
        queue(.handover(Handover(title: chat.title, profiles: profiles)), in: chat)
        chat.outbox.insert(chat.outbox.removeLast(), at: chat.outbox.filter { $0.isInFlight }.count)
    }

    /// Another own device has changed the name.
    func learnOwn(name: [UInt8]) {
        guard own != nil, !name.isEmpty, own?.name != name else { return }
        own?.name = name
        saveAccount()
        showSession()
        if let selfChat = own?.selfConversation { turn.showChat(selfChat) }
    }

    func take(_ handover: Handover, from account: AccountID, in chat: Conversation) {
        if chat.kind == .group, chat.title.isEmpty || chat.role(of: account) == .admin {
            chat.title = handover.title
        }
        for profile in handover.profiles {
            // Of others it is hearsay: it counts until they say it themselves.
            let isKnown = contacts[profile.account]?.record.name.isEmpty == false
            if profile.account == account || !isKnown {
                learn(name: profile.name, of: profile.account)
            }
        }
        turn.showChat(chat.id)
    }

    /// Tells the other own devices about a contact.
    func tellOwnDevices(about account: AccountID) {
        guard let record = contacts[account]?.record, (own?.list.devices.count ?? 0) > 1 else {
            return
        }
        queue(.contact(record))
    }
}
