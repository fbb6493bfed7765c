public import TandemBytes

/// One message between a phone and the desktop that it links, before it is sealed.
///
/// Layout: `uint8 step; opaque body<V>`.
///
///     phone   hello ──▶        reveal ──▶        bundle ──▶
///     desktop         ◀── offer          (code)           ◀── thanks
public enum LinkMessage: WireCodable, Equatable, Sendable {
    /// 1, phone: SHA-256 of the phone's nonce.
    case hello(commitment: Bytes32)
    /// 2, desktop: its keys and what it is.
    case offer(LinkOffer)
    /// 3, phone: the nonce itself.
    case reveal(phoneNonce: Bytes32)
    /// 4, phone: the LinkBundle, sealed by HPKE to the offer's key.
    case bundle(encapsulated: [UInt8], ciphertext: [UInt8])
    /// 5, desktop: the bundle is kept.
    case thanks

    /// Reads a step and its body.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        let step = try reader.uint8()
        var body = try reader.subReader()
        switch step {
        case 1: self = .hello(commitment: try body.value())
        case 2: self = .offer(try body.value())
        case 3: self = .reveal(phoneNonce: try body.value())
        case 4:
            self = .bundle(
                encapsulated: try body.vector(limit: ProtocolLimits.keyByteCount),
                ciphertext: try body.vector(limit: ProtocolLimits.rendezvousByteCount)
            )
        case 5: self = .thanks
        default: throw .unknownValue
        }
        try body.finish()
    }

    /// Writes a step and its body.
    public func encode(into writer: inout ByteWriter) {
        writer.uint8(step)
        writer.vector { body in
            switch self {
            case .hello(let commitment): body.value(commitment)
            case .offer(let offer): body.value(offer)
            case .reveal(let phoneNonce): body.value(phoneNonce)
            case .bundle(let encapsulated, let ciphertext):
                body.vector(encapsulated)
                body.vector(ciphertext)
            case .thanks: break
            }
        }
    }

    private var step: UInt8 {
        switch self {
        case .hello: 1
        case .offer: 2
        case .reveal: 3
        case .bundle: 4
        case .thanks: 5
        }
    }
}

/// What the desktop offers to be linked.
///
/// Layout: `opaque publicKey<V>; opaque signatureKey<V>; opaque desktopNonce[32]; uint8 flags;
/// opaque browser<V>; opaque system<V>`.
public struct LinkOffer: WireCodable, Equatable, Sendable {
    /// The ephemeral HPKE key, whose hash was in the code.
    public let publicKey: [UInt8]
    /// The new device's Ed25519 key.
    public let signatureKey: [UInt8]
    /// Makes every offer different.
    public let desktopNonce: Bytes32
    /// Whether the device keeps nothing when it closes; bit 0 of the flags.
    public let isSharedComputer: Bool
    /// The browser's name, UTF-8.
    public let browser: [UInt8]
    /// The operating system's name, UTF-8.
    public let system: [UInt8]

    /// Holds the fields.
    public init(
        publicKey: [UInt8],
        signatureKey: [UInt8],
        desktopNonce: Bytes32,
        isSharedComputer: Bool,
        browser: [UInt8],
        system: [UInt8]
    ) {
        self.publicKey = publicKey
        self.signatureKey = signatureKey
        self.desktopNonce = desktopNonce
        self.isSharedComputer = isSharedComputer
        self.browser = browser
        self.system = system
    }

    /// Reads the fields.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        publicKey = try reader.vector(limit: ProtocolLimits.keyByteCount)
        signatureKey = try reader.vector(limit: ProtocolLimits.keyByteCount)
        desktopNonce = try reader.value()
        isSharedComputer = try reader.flag()
        browser = try reader.vector(limit: ProtocolLimits.labelByteCount)
        system = try reader.vector(limit: ProtocolLimits.labelByteCount)
    }

    /// Writes the fields.
    public func encode(into writer: inout ByteWriter) {
        writer.vector(publicKey)
        writer.vector(signatureKey)
        writer.value(desktopNonce)
        writer.flag(isSharedComputer)
        writer.vector(browser)
        writer.vector(system)
    }
}
