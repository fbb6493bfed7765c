import TandemBytes
import TandemCrypto
import TandemProtocol

/// The sealed line between the phone and the desktop that it links.
///
/// Both directions have a key from the code's secret, which only those know who saw the code, and
/// a counter, so that nothing can be replayed, reordered or reflected.
///
/// Source: `docs/protocol.md`, Linking.
struct LinkChannel {
    /// The two ends.
    enum End {
        case phone
        case desktop
    }

    let reference: RendezvousReference
    private let prk: SecretBytes
    private let sendKey: SecretBytes
    private let receiveKey: SecretBytes
    private var sendCounter: UInt64 = 0
    private var receiveCounter: UInt64 = 0

    init(_ code: LinkCode, end: End, provider: some CryptoProvider) {
        reference = code.reference
        prk = provider.extract(
            .sha256,
            salt: SecretBytes(copying: utf8Bytes("Tandem link")),
            ikm: SecretBytes(copying: code.secret.encoded)
        )
        let toDesktop = Self.expand(prk, utf8Bytes("to desktop"), 32, provider)
        let toPhone = Self.expand(prk, utf8Bytes("to phone"), 32, provider)
        sendKey = end == .phone ? toDesktop : toPhone
        receiveKey = end == .phone ? toPhone : toDesktop
    }

    private static func expand(
        _ prk: SecretBytes,
        _ info: [UInt8],
        _ byteCount: Int,
        _ provider: some CryptoProvider
    ) -> SecretBytes {
        provider.expand(.sha256, prk: prk, info: info, byteCount: byteCount)
    }

    /// Seals the next message to the other end.
    mutating func seal(_ message: LinkMessage, provider: some CryptoProvider) -> [UInt8]? {
        defer { sendCounter += 1 }
        return try? provider.seal(
            .chaCha20Poly1305,
            key: sendKey,
            nonce: Self.nonce(sendCounter),
            authenticatedData: reference.bytes,
            message.encoded
        )
    }

    /// Opens the next message from the other end; nil if it is not that.
    mutating func open(_ body: [UInt8], provider: some CryptoProvider) -> LinkMessage? {
        let plaintext = try? provider.open(
            .chaCha20Poly1305,
            key: receiveKey,
            nonce: Self.nonce(receiveCounter),
            authenticatedData: reference.bytes,
            body
        )
        guard let plaintext, let message = try? LinkMessage(exactly: plaintext) else { return nil }
        receiveCounter += 1
        return message
    }

    private static func nonce(_ counter: UInt64) -> [UInt8] {
        [0, 0, 0, 0] + bigEndianBytes(counter)
    }

    /// The six digits that the desktop shows and the person types on the phone.
    func checkCode(
        offer: LinkOffer,
        phoneNonce: Bytes32,
        provider: some CryptoProvider
    ) -> [UInt8] {
        let digest = provider.hash(.sha256, offer.encoded)
        let info = utf8Bytes("check code") + digest + phoneNonce.bytes
        let bytes = Self.expand(prk, info, 8, provider).copyBytes()
        let number = bytes.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        return decimalDigits(number % 1_000_000, count: 6)
    }

    /// What the HPKE ciphertext of the bundle is bound to.
    static func bundleInfo(
        _ code: LinkCode,
        offer: LinkOffer,
        phoneNonce: Bytes32,
        provider: some CryptoProvider
    ) -> [UInt8] {
        utf8Bytes("Tandem link") + code.reference.bytes
            + provider.hash(.sha256, offer.encoded) + phoneNonce.bytes + code.secret.encoded
    }
}

/// The last `count` decimal digits of a number, in ASCII.
func decimalDigits(_ number: UInt64, count: Int) -> [UInt8] {
    var digits = [UInt8](repeating: UInt8(ascii: "0"), count: count)
    var rest = number
    for index in digits.indices.reversed() {
        digits[index] += UInt8(rest % 10)
        rest /= 10
    }
    return digits
}
