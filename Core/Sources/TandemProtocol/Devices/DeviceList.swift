public import TandemBytes
public import TandemCrypto

/// All devices of an account, signed by the account key; each new list has a higher version.
///
/// Layout: `uint16 format = 1; AccountID; uint64 version; Timestamp issuedAt;
/// DeviceCertificate devices<V>; opaque signature<V>`.
public struct DeviceList: WireCodable, Hashable, Sendable {
    /// The account.
    public let account: AccountID
    /// Higher than that of every earlier list.
    public let version: UInt64
    /// When the account key signed.
    public let issuedAt: Timestamp
    /// The devices, the phone first.
    public let devices: [DeviceCertificate]
    /// By the account key, over all fields above.
    public let signature: [UInt8]

    /// Reads a list without checking its signatures.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == 1 else { throw .unknownValue }
        account = try reader.value()
        version = try reader.integer()
        issuedAt = try reader.value()
        devices = try reader.values(limit: ProtocolLimits.deviceCount)
        signature = try reader.vector(limit: ProtocolLimits.signatureByteCount)
    }

    /// Signs a list with the account key.
    ///
    /// - Throws: `malformedInput` if it is no Ed25519 key.
    public init(
        account: AccountID,
        version: UInt64,
        issuedAt: Timestamp,
        devices: [DeviceCertificate],
        accountPrivateKey: SecretBytes,
        provider: some CryptoProvider
    ) throws(CryptoError) {
        self.account = account
        self.version = version
        self.issuedAt = issuedAt
        self.devices = devices
        let content = Self.toBeSigned(account, version, issuedAt, devices)
        signature = try SignatureName.deviceList.sign(
            content,
            privateKey: accountPrivateKey,
            provider: provider
        )
    }

    /// Writes the list.
    public func encode(into writer: inout ByteWriter) {
        writer.fixed(Self.toBeSigned(account, version, issuedAt, devices))
        writer.vector(signature)
    }

    private static func toBeSigned(
        _ account: AccountID,
        _ version: UInt64,
        _ issuedAt: Timestamp,
        _ devices: [DeviceCertificate]
    ) -> [UInt8] {
        var writer = ByteWriter(capacity: 256)
        writer.integer(UInt16(1))
        writer.value(account)
        writer.integer(version)
        writer.value(issuedAt)
        writer.values(devices)
        return writer.bytes
    }

    /// The certificate of a device, if it is in the list.
    public func certificate(of device: DeviceID) -> DeviceCertificate? {
        devices.first { $0.device == device }
    }

    /// Checks the signatures of the list and of its certificates, and that there is one phone.
    ///
    /// - Throws: `DeviceListError`, by what is wrong first.
    public func verify(
        accountKey: [UInt8],
        provider: some CryptoProvider
    ) throws(DeviceListError) {
        let content = Self.toBeSigned(account, version, issuedAt, devices)
        let isValid = SignatureName.deviceList.verify(
            content,
            signature: signature,
            publicKey: accountKey,
            provider: provider
        )
        guard isValid else { throw .unauthenticated }
        try checkShape()
        for certificate in devices {
            try certificate.verify(accountKey: accountKey, provider: provider)
        }
    }

    private func checkShape() throws(DeviceListError) {
        guard devices.first?.role == .phone, devices.dropFirst().allSatisfy({ $0.role == .linked })
        else { throw .wrongPhone }
        guard devices.allSatisfy({ $0.account == account }) else { throw .wrongAccount }
        var seen = Set<DeviceID>()
        guard devices.allSatisfy({ seen.insert($0.device).inserted }) else { throw .wrongDevice }
    }
}
