import TandemProtocol

// Accounts and their device lists: what the server says is believed as far as signatures and what
// was seen before allow.
extension Engine {
    /// The newest believed list of an account.
    func deviceList(of account: AccountID) -> DeviceList? {
        account == own?.account ? own?.list : contacts[account]?.list
    }

    /// The pinned key of an account.
    func pinnedKey(of account: AccountID) -> [UInt8]? {
        account == own?.account ? own?.accountKey : contacts[account]?.record.accountKey
    }

    /// The name of an account; its number while the name is not known.
    func displayName(of account: AccountID) -> [UInt8] {
        guard account != own?.account else { return own?.name ?? [] }
        guard let record = contacts[account]?.record else { return [] }
        return record.name.isEmpty ? record.number : record.name
    }

    /// Writes a contact's row.
    func save(_ account: AccountID) {
        guard let contact = contacts[account] else { return }
        turn.put(StateKey.contact.key(account), contact)
    }

    /// Asks for everything that may have changed while there was no connection.
    func refreshDirectory(ownListVersion: UInt64) {
        guard let own else { return }
        var accounts = conversationParticipants()
        isOwnListFresh = ownListVersion == own.list.version
        if !isOwnListFresh { accounts.append(own.account) }
        fetch(accounts)
    }

    /// Asks for accounts, in as many requests as that needs.
    func fetch(_ accounts: [AccountID]) {
        guard connection.isOnline else { return }
        var rest = accounts[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(ProtocolLimits.accountCount))
            rest = rest.dropFirst(batch.count)
            ask(.fetchAccounts(batch), .fetchAccounts(batch))
        }
    }

    func accountsAnswered(_ asked: [AccountID], _ answer: ServerMessage) {
        switch answer {
        case .accounts(let records): accountsCame(asked, records)
        case .error(let error): fetchLater(asked, error)
        default: fetchLater(asked, ErrorAnswer(.unavailable))
        }
    }

    /// What was not answered is asked again: letters and messages wait for it.
    private func fetchLater(_ asked: [AccountID], _ error: ErrorAnswer) {
        for account in asked where !accountsToFetch.contains(account) {
            accountsToFetch.append(account)
        }
        guard !timers.isSet(.fetchAccounts) else { return }
        let pause = pauseMilliseconds(error, after: fetchRefusals)
        timers.set(.fetchAccounts, at: now.adding(milliseconds: pause))
        fetchRefusals += 1
    }

    func fetchAgain() {
        let accounts = accountsToFetch
        accountsToFetch = []
        fetch(accounts)
    }

    private func accountsCame(_ asked: [AccountID], _ records: [AccountRecord]) {
        fetchRefusals = 0
        for record in records where asked.contains(record.account) { take(record) }
        for account in asked { contacts[account]?.isFresh = true }
        if let own, asked.contains(own.account) {
            isOwnListFresh = true
            updateList()
        }
        let isAllAnswered =
            accountsToFetch.isEmpty
            && !requests.entries.contains {
                if case .fetchAccounts = $0.kind { return true }
                return false
            }
        if isAllAnswered { openParkedMail() }
        for chat in conversations.values where asked.contains(where: { chat.concerns($0) }) {
            if chat.waitsForAccounts, isAllAnswered {
                // The message that named an unknown account is judged once more.
                chat.waitsForAccounts = false
                chat.hasAskedForAccounts = true
                if chat.standing == .active { fetchMissing(chat) }
            }
            turn.touch(chat.id)
        }
    }

    /// Everybody who is in a conversation with the own account.
    private func conversationParticipants() -> [AccountID] {
        var accounts: [AccountID] = []
        for account in contacts.keys
        where conversations.values.contains(where: { $0.concerns(account) }) {
            accounts.append(account)
        }
        return accounts
    }

    func accountChanged(_ account: AccountID, version: UInt64) {
        guard let list = deviceList(of: account) else { return }
        if account == own?.account {
            guard version > list.version else { return }
            isOwnListFresh = false
        }
        contacts[account]?.isFresh = false
        fetch([account])
    }

    /// Believes a record or refuses it; says which.
    @discardableResult
    func take(_ record: AccountRecord) -> RecordVerdict {
        guard (try? record.verify(provider: provider)) != nil else { return refuse() }
        if record.account == own?.account { return takeOwn(record) }
        guard var contact = contacts[record.account] else { return pin(record) }
        let verdict = contact.take(record)
        contacts[record.account] = contact
        switch verdict {
        case .unchanged: break
        case .refused: return refuse()
        case .newList: listChanged(of: record.account)
        case .newKey:
            listChanged(of: record.account)
            showKeyChange(of: record.account)
        }
        return verdict
    }

    private func listChanged(of account: AccountID) {
        directoryVersion &+= 1
        save(account)
        noteBacklogs(of: account)
    }

    private func refuse() -> RecordVerdict {
        counters.refusedRecords += 1
        return .refused
    }

    /// Trusts a key at first sight.
    private func pin(_ record: AccountRecord) -> RecordVerdict {
        let contact = ContactRecord(
            account: record.account,
            accountKey: record.accountKey,
            number: [],
            name: []
        )
        contacts[record.account] = Contact(record: contact, list: record.list)
        listChanged(of: record.account)
        return .newList
    }

    /// The own key never changes: another one would be somebody else's doing.
    private func takeOwn(_ record: AccountRecord) -> RecordVerdict {
        guard let own, record.accountKey == own.accountKey,
            record.list.version >= own.list.version
        else { return refuse() }
        guard record.list.version > own.list.version else { return .unchanged }
        takeOwnList(record.list)
        return .newList
    }

    /// Replaces the own list; its devices' conversations are brought in line.
    func takeOwnList(_ list: DeviceList) {
        guard let device = own?.device else { return }
        guard list.certificate(of: device) != nil else { return loggedOut(.removed) }
        own?.list = list
        if list.version >= listWishes.versionInFlight ?? .max { listWishes.versionInFlight = nil }
        if let own { noteBacklogs(of: own.account) }
        directoryVersion &+= 1
        saveAccount()
        forgetInfosOfGoneDevices()
        showDevicesIfWatched()
        for chat in conversations.values {
            // The phone brings every conversation in line at once; others before they send.
            if own?.isPhone == true { chat.wantsReconciling = true }
            turn.touch(chat.id)
        }
        linkListRaised()
        updateList()
    }

    /// Takes over what an own device or a handover says of somebody.
    func learn(_ record: ContactRecord) {
        guard record.account != own?.account, var contact = contacts[record.account] else { return }
        if !record.number.isEmpty { contact.record.number = record.number }
        if contact.record.name.isEmpty { contact.record.name = record.name }
        contacts[record.account] = contact
        save(record.account)
    }

    /// Takes over somebody's name.
    func learn(name: [UInt8], of account: AccountID) {
        guard account != own?.account, !name.isEmpty else { return }
        guard contacts[account]?.record.name != name, contacts[account] != nil else { return }
        contacts[account]?.record.name = name
        save(account)
        showContacts()
        for conversation in conversations.values where conversation.concerns(account) {
            turn.showChat(conversation.id)
        }
    }
}

// Looking up numbers.
extension Engine {
    func lookUp(_ number: [UInt8], for purpose: LookUpPurpose) {
        guard let own else { return problem(.notAllowed) }
        guard PhoneNumber(number) != nil else { return problem(.invalidNumber) }
        if number == own.number { return foundOwnNumber(purpose) }
        guard connection.isOnline else {
            let known = contacts.values.first { $0.record.number == number }
            guard let known else { return problem(.offline) }
            return found(known.record.account, for: purpose)
        }
        ask(.lookUpNumber(number), .lookUp(number: number, purpose))
    }

    private func foundOwnNumber(_ purpose: LookUpPurpose) {
        guard case .startChat = purpose, let selfChat = own?.selfConversation else {
            return problem(.ownNumber)
        }
        showOpened(selfChat)
    }

    func lookUpAnswered(_ number: [UInt8], _ purpose: LookUpPurpose, _ answer: ServerMessage) {
        switch answer {
        case .accounts(let records):
            guard let record = records.first, record.account != own?.account else {
                return notFound(number, purpose)
            }
            guard take(record) != .refused else { return problem(.notAllowed) }
            contacts[record.account]?.record.number = number
            contacts[record.account]?.isFresh = true
            save(record.account)
            tellOwnDevices(about: record.account)
            showContacts()
            found(record.account, for: purpose)
        case .error(let error):
            if error.code == .notFound { notFound(number, purpose) } else { problem(error) }
        default: counters.strayAnswers += 1
        }
    }

    private func notFound(_ number: [UInt8], _ purpose: LookUpPurpose) {
        if case .findContact = purpose {
            showContact(nil, number: number)
        } else {
            problem(.unknownNumber)
        }
    }

    private func found(_ account: AccountID, for purpose: LookUpPurpose) {
        switch purpose {
        case .startChat: startChat(with: account)
        case .findContact: showContact(account, number: contacts[account]?.record.number ?? [])
        case .addMember(let chat): addMember(account, to: chat)
        }
    }
}
