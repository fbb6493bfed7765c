/// What a party knows of accounts when it judges a group.
public protocol DeviceDirectory: Sendable {
    /// The account key that this party trusts: pinned by a client, registered at the server.
    func accountKey(of account: AccountID) -> [UInt8]?

    /// Keys that this party trusted before, for leaves that nobody has taken out yet.
    func formerKeys(of account: AccountID) -> [[UInt8]]

    /// Whether a device is in its account's current list.
    ///
    /// `nil` leaves it open, and the policy lets it pass: so a client judges what waited at the
    /// server while the list changed. It risks little: a leaf needs a certificate of the account
    /// key in any case, and the next commit reconciles the rest.
    func lists(_ device: DeviceID, of account: AccountID) -> Bool?
}

extension DeviceDirectory {
    /// None.
    public func formerKeys(of account: AccountID) -> [[UInt8]] { [] }
}
