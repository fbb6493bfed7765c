import TandemBytes
import TandemCrypto
import TandemProtocol

/// Sixty digits by which two people compare their account keys.
///
/// Each account gives thirty, from a hash iterated so often that finding another key with the same
/// digits takes an attacker as many times longer; the lesser thirty stand first, so both see the
/// same sixty.
struct SecurityCode {
    private static let iterations = 5_200
    private static let label = utf8Bytes("Tandem security code")

    /// Sixty digits, in ASCII.
    let digits: [UInt8]
    /// The text of the QR code.
    let payload: [UInt8]

    init(
        _ one: (account: AccountID, key: [UInt8]),
        _ other: (account: AccountID, key: [UInt8]),
        provider: some CryptoProvider
    ) {
        let mine = Self.fingerprint(one.account, one.key, provider)
        let theirs = Self.fingerprint(other.account, other.key, provider)
        let halves = mine.lexicographicallyPrecedes(theirs) ? [mine, theirs] : [theirs, mine]
        digits = halves.flatMap(Self.thirtyDigits)
        payload =
            utf8Bytes("TANDEMCODE1:") + Base64URL.encode(halves.flatMap { Array($0.prefix(32)) })
    }

    private static func fingerprint(
        _ account: AccountID,
        _ key: [UInt8],
        _ provider: some CryptoProvider
    ) -> [UInt8] {
        var digest = label + account.bytes + key
        for _ in 0..<iterations {
            digest = provider.hash(.sha512, digest + key)
        }
        return digest
    }

    /// Six groups of five digits, each from five bytes.
    private static func thirtyDigits(_ fingerprint: [UInt8]) -> [UInt8] {
        (0..<6).flatMap { group in
            let bytes = fingerprint[group * 5..<group * 5 + 5]
            let number = bytes.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
            return decimalDigits(number % 100_000, count: 5)
        }
    }
}
