public import TandemBytes
public import TandemCrypto

/// What the server says of an account: its key, and the list that the key signed.
///
/// Layout: `AccountID account; opaque accountKey<V>; DeviceList list`.
public struct AccountRecord: WireCodable, Hashable, Sendable {
    /// The account.
    public let account: AccountID
    /// The account's Ed25519 key, which clients pin.
    public let accountKey: [UInt8]
    /// The account's devices.
    public let list: DeviceList

    /// Holds the three.
    public init(account: AccountID, accountKey: [UInt8], list: DeviceList) {
        self.account = account
        self.accountKey = accountKey
        self.list = list
    }

    /// Reads the three without checking signatures.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        account = try reader.value()
        accountKey = try reader.vector(limit: ProtocolLimits.keyByteCount)
        list = try reader.value()
    }

    /// Writes the three.
    public func encode(into writer: inout ByteWriter) {
        writer.value(account)
        writer.vector(accountKey)
        writer.value(list)
    }

    /// Checks the list under the record's own key, and that it is this account's.
    ///
    /// Whether the key is the one that was pinned is the caller's to check.
    ///
    /// - Throws: `DeviceListError`, by what is wrong first.
    public func verify(provider: some CryptoProvider) throws(DeviceListError) {
        guard list.account == account else { throw .wrongAccount }
        try list.verify(accountKey: accountKey, provider: provider)
    }
}
