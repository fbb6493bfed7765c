public import TandemBytes
public import TandemCrypto

/// The account's word that a device is its own: carried in the device's MLS leaf and in the list.
///
/// Layout: `uint16 format = 1; AccountID; DeviceID; opaque signatureKey<V>; uint8 role; uint8 flags;
/// Timestamp issuedAt; Timestamp expiresAt; opaque signature<V>`.
public struct DeviceCertificate: WireCodable, Hashable, Sendable {
    /// What the device is to its account.
    public enum Role: UInt8, Sendable {
        /// The primary device, which holds the account key.
        case phone = 1
        /// A device that the phone linked.
        case linked = 2
    }

    /// The account that the device belongs to.
    public let account: AccountID
    /// The device's name, which its key determines.
    public let device: DeviceID
    /// The device's Ed25519 key.
    public let signatureKey: [UInt8]
    /// What the device is to its account.
    public let role: Role
    /// Whether the device keeps nothing when it closes.
    public let isSharedComputer: Bool
    /// When the account key signed.
    public let issuedAt: Timestamp
    /// When the certificate ends; zero if it does not.
    public let expiresAt: Timestamp
    /// By the account key, over all fields above.
    public let signature: [UInt8]

    /// Reads a certificate without checking its signature.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == 1 else { throw .unknownValue }
        account = try reader.value()
        device = try reader.value()
        signatureKey = try reader.vector(limit: ProtocolLimits.keyByteCount)
        guard let role = Role(rawValue: try reader.uint8()) else { throw .unknownValue }
        self.role = role
        let flags = try reader.uint8()
        guard flags & ~1 == 0 else { throw .unknownValue }
        isSharedComputer = flags == 1
        issuedAt = try reader.value()
        expiresAt = try reader.value()
        signature = try reader.vector(limit: ProtocolLimits.signatureByteCount)
    }

    /// Signs a certificate with the account key.
    ///
    /// - Throws: `malformedInput` if it is no Ed25519 key.
    public init(
        account: AccountID,
        signatureKey: [UInt8],
        role: Role,
        isSharedComputer: Bool = false,
        issuedAt: Timestamp,
        expiresAt: Timestamp = .zero,
        accountPrivateKey: SecretBytes,
        provider: some CryptoProvider
    ) throws(CryptoError) {
        let unsigned = DeviceCertificate(
            account: account,
            device: DeviceID(signatureKey: signatureKey, provider: provider),
            signatureKey: signatureKey,
            role: role,
            isSharedComputer: isSharedComputer,
            issuedAt: issuedAt,
            expiresAt: expiresAt,
            signature: []
        )
        let signature = try SignatureName.deviceCertificate.sign(
            unsigned.toBeSigned,
            privateKey: accountPrivateKey,
            provider: provider
        )
        self.init(unsigned, signature: signature)
    }

    private init(
        account: AccountID,
        device: DeviceID,
        signatureKey: [UInt8],
        role: Role,
        isSharedComputer: Bool,
        issuedAt: Timestamp,
        expiresAt: Timestamp,
        signature: [UInt8]
    ) {
        self.account = account
        self.device = device
        self.signatureKey = signatureKey
        self.role = role
        self.isSharedComputer = isSharedComputer
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.signature = signature
    }

    private init(_ unsigned: DeviceCertificate, signature: [UInt8]) {
        self.init(
            account: unsigned.account,
            device: unsigned.device,
            signatureKey: unsigned.signatureKey,
            role: unsigned.role,
            isSharedComputer: unsigned.isSharedComputer,
            issuedAt: unsigned.issuedAt,
            expiresAt: unsigned.expiresAt,
            signature: signature
        )
    }

    /// Writes the certificate.
    public func encode(into writer: inout ByteWriter) {
        writer.fixed(toBeSigned)
        writer.vector(signature)
    }

    /// All fields but the signature.
    private var toBeSigned: [UInt8] {
        var writer = ByteWriter(capacity: 128)
        writer.integer(UInt16(1))
        writer.value(account)
        writer.value(device)
        writer.vector(signatureKey)
        writer.uint8(role.rawValue)
        writer.uint8(isSharedComputer ? 1 : 0)
        writer.value(issuedAt)
        writer.value(expiresAt)
        return writer.bytes
    }

    /// Whether the certificate has ended at a moment.
    public func isExpired(at now: Timestamp) -> Bool {
        expiresAt != .zero && expiresAt <= now
    }

    /// Checks that the account key signed this and that the device's name is that of its key.
    ///
    /// The end of the certificate is not looked at: see `isExpired(at:)`.
    ///
    /// - Throws: `wrongDevice`, `unauthenticated`.
    public func verify(
        accountKey: [UInt8],
        provider: some CryptoProvider
    ) throws(DeviceListError) {
        guard device == DeviceID(signatureKey: signatureKey, provider: provider) else {
            throw .wrongDevice
        }
        let isValid = SignatureName.deviceCertificate.verify(
            toBeSigned,
            signature: signature,
            publicKey: accountKey,
            provider: provider
        )
        guard isValid else { throw .unauthenticated }
    }
}

extension DeviceID {
    /// The name that a signature key gives its device: the first 16 bytes of its SHA-256.
    public init(signatureKey: [UInt8], provider: some CryptoProvider) {
        let digest = provider.hash(.sha256, signatureKey)
        self.init(
            Bytes16(high: bigEndian(digest.prefix(8)), low: bigEndian(digest[8..<16]))
        )
    }
}

/// Why a certificate or a list is not to be believed.
public enum DeviceListError: Error, Equatable, Sendable {
    /// The signature is not that of the account key.
    case unauthenticated
    /// A certificate names another account than the list.
    case wrongAccount
    /// A device's name is not that of its key, or comes twice.
    case wrongDevice
    /// There is no phone, or not exactly one at the first place.
    case wrongPhone
}
