public import TandemBytes
public import TandemProtocol

/// Somebody whom the own account knows, with the account key that it trusts.
///
/// Layout: `uint16 format = 1; AccountID account; opaque accountKey<V>; opaque number<V>;
/// opaque name<V>`.
public struct ContactRecord: Equatable, Sendable, WireCodable {
    /// Who it is.
    public var account: AccountID
    /// The pinned account key.
    public var accountKey: [UInt8]
    /// The phone number; empty if it is not known.
    public var number: [UInt8]
    /// The name that the contact gave itself; empty if it is not known.
    public var name: [UInt8]

    /// Holds the parts.
    public init(account: AccountID, accountKey: [UInt8], number: [UInt8], name: [UInt8]) {
        self.account = account
        self.accountKey = accountKey
        self.number = number
        self.name = name
    }

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == 1 else { throw .unknownValue }
        account = try reader.value()
        accountKey = try reader.vector(limit: 64)
        number = try reader.vector(limit: ClientLimits.number)
        name = try reader.vector(limit: ClientLimits.name)
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(UInt16(1))
        writer.value(account)
        writer.vector(accountKey)
        writer.vector(number)
        writer.vector(name)
    }
}
