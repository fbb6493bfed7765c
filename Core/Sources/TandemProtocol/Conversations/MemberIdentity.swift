public import TandemBytes

/// Who a member of a group is: the identity of its basic credential.
///
/// Layout: `AccountID || DeviceID`, 32 bytes.
public struct MemberIdentity: WireCodable, Hashable, Sendable {
    /// The account.
    public let account: AccountID
    /// The device.
    public let device: DeviceID

    /// Holds the two.
    public init(account: AccountID, device: DeviceID) {
        self.account = account
        self.device = device
    }

    /// Reads 32 bytes.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        account = try reader.value()
        device = try reader.value()
    }

    /// Writes 32 bytes.
    public func encode(into writer: inout ByteWriter) {
        writer.value(account)
        writer.value(device)
    }
}
