/// What a party knows of accounts when it judges a group.
public protocol DeviceDirectory: Sendable {
    /// The account key that this party trusts: pinned by a client, registered at the server.
    func accountKey(of account: AccountID) -> [UInt8]?

    /// Keys of an account that were trusted before, if what was made under them counts still.
    func formerKeys(of account: AccountID) -> [[UInt8]]

    /// Whether a device is in its account's current list.
    ///
    /// `nil` leaves it open, and the policy lets it pass: so a client judges commits that the
    /// server accepted under lists that may have changed since. It risks little: a leaf needs a
    /// certificate of the account key in any case, and the next commit reconciles the rest.
    func lists(_ device: DeviceID, of account: AccountID) -> Bool?
}

extension DeviceDirectory {
    /// None.
    public func formerKeys(of account: AccountID) -> [[UInt8]] { [] }
}
