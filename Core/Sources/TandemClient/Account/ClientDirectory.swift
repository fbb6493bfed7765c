import TandemBytes
import TandemCrypto
import TandemProtocol

/// What this client knows of accounts, for `ConversationPolicy`.
struct ClientDirectory: DeviceDirectory {
    /// What is said of devices that are not listed.
    enum Listing {
        /// Nothing: a group may hold devices that left their lists. Whatever should not be in it is
        /// taken out before anything more is sent.
        case open
        /// That they are not; but nothing of accounts whose list may be newer than what is judged.
        case demanded(except: [AccountID])
    }

    let own: AccountRecord?
    let contacts: [AccountID: Contact]
    /// Whether keys count that were replaced: for commits and leaves of the time before.
    let usesFormerKeys: Bool
    let listing: Listing

    func accountKey(of account: AccountID) -> [UInt8]? {
        account == own?.account ? own?.accountKey : contacts[account]?.record.accountKey
    }

    func formerKeys(of account: AccountID) -> [[UInt8]] {
        usesFormerKeys ? contacts[account]?.formerKeys ?? [] : []
    }

    func lists(_ device: DeviceID, of account: AccountID) -> Bool? {
        let list = account == own?.account ? own?.list : contacts[account]?.list
        if list?.certificate(of: device) != nil { return true }
        guard case .demanded(let exceptions) = listing else { return nil }
        return exceptions.contains(account) ? nil : false
    }
}

extension Engine {
    /// Who may do what, as far as is known now.
    var policy: ConversationPolicy<ClientDirectory, Provider> { policy() }

    func policy(
        usingFormerKeys: Bool = false,
        listing: ClientDirectory.Listing = .open
    ) -> ConversationPolicy<ClientDirectory, Provider> {
        let directory = ClientDirectory(
            own: own?.record,
            contacts: contacts,
            usesFormerKeys: usingFormerKeys,
            listing: listing
        )
        return ConversationPolicy(directory, using: provider)
    }
}
