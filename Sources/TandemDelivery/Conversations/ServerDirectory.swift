internal import TandemProtocol

/// What the server knows of the accounts that one operation is about, at one moment.
struct ServerDirectory: DeviceDirectory {
    let records: [AccountID: AccountRecord]

    /// The registered key.
    func accountKey(of account: AccountID) -> [UInt8]? { records[account]?.accountKey }

    /// Whether the registered list has the device; never open.
    func lists(_ device: DeviceID, of account: AccountID) -> Bool? {
        records[account]?.list.certificate(of: device) != nil
    }
}
