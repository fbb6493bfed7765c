import TandemBytes
import TandemCrypto
import TandemProtocol

/// What this client knows of accounts, for `ConversationPolicy`.
///
/// A listed device is said to be listed; of one that is not, nothing is said: a commit that comes
/// late was made under lists that have changed since. Whatever should not be in a group is taken
/// out before anything more is sent.
struct ClientDirectory: DeviceDirectory {
    let own: AccountRecord?
    let contacts: [AccountID: Contact]
    /// Whether keys count that were replaced: for commits and leaves of the time before.
    let usesFormerKeys: Bool

    func accountKey(of account: AccountID) -> [UInt8]? {
        if account == own?.account { return own?.accountKey }
        return contacts[account]?.record.accountKey
    }

    func formerKeys(of account: AccountID) -> [[UInt8]] {
        usesFormerKeys ? contacts[account]?.formerKeys ?? [] : []
    }

    func lists(_ device: DeviceID, of account: AccountID) -> Bool? {
        let list = account == own?.account ? own?.list : contacts[account]?.list
        return list?.certificate(of: device) == nil ? nil : true
    }
}

extension Engine {
    /// Who may do what, as far as is known now.
    var policy: ConversationPolicy<ClientDirectory, Provider> { policy(usingFormerKeys: false) }

    func policy(usingFormerKeys: Bool) -> ConversationPolicy<ClientDirectory, Provider> {
        let directory = ClientDirectory(
            own: own?.record,
            contacts: contacts,
            usesFormerKeys: usingFormerKeys
        )
        return ConversationPolicy(directory, using: provider)
    }
}
