public import TandemBytes

/// What a device signs to prove itself to the server, name `authentication`.
///
/// Layout: `opaque nonce[32]; AccountID; DeviceID; opaque audience<V>`.
public struct AuthenticationContent: WireCodable, Equatable, Sendable {
    /// The server's challenge.
    public let nonce: Bytes32
    /// The account.
    public let account: AccountID
    /// The device.
    public let device: DeviceID
    /// The host and port that the client connected to: what it signs for one server is of no use
    /// at another.
    public let audience: [UInt8]

    /// Holds the fields.
    public init(nonce: Bytes32, account: AccountID, device: DeviceID, audience: [UInt8]) {
        self.nonce = nonce
        self.account = account
        self.device = device
        self.audience = audience
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        nonce = try reader.value()
        account = try reader.value()
        device = try reader.value()
        audience = try reader.vector(limit: ProtocolLimits.audienceByteCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.value(nonce)
        writer.value(account)
        writer.value(device)
        writer.vector(audience)
    }
}
