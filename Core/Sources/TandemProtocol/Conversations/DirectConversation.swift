import TandemBytes
public import TandemCrypto

// The names of conversations of two. The server can check them, so nobody can take the one of two
// others, nor learn by trying whether it is taken.
extension ConversationID {
    /// Two accounts have so many names: the second is for when they ended the first one.
    public static var directNumbers: ClosedRange<UInt8> { 0...15 }

    /// Whether it has the form of a direct conversation's name: its first bit is set.
    public var isDirect: Bool { value.high >> 63 == 1 }

    /// The name under which every device of two accounts founds their conversation, so that the
    /// server takes one of two that are founded at the same time.
    ///
    /// It depends on the account keys: a phone that registered anew founds a new one, for nobody
    /// let it into the old one yet.
    ///
    /// Layout: the first 16 bytes of SHA-256 of `opaque label<V>`, then, ascending by account,
    /// `AccountID account; opaque accountKey<V>` twice, then `uint8 number`; the first bit is set.
    ///
    /// - Returns: `nil` if both are the same account.
    public static func direct(
        _ one: (account: AccountID, key: [UInt8]),
        _ other: (account: AccountID, key: [UInt8]),
        number: UInt8,
        provider: some CryptoProvider
    ) -> ConversationID? {
        guard one.account != other.account else { return nil }
        var writer = ByteWriter()
        writer.vector(utf8Bytes("Tandem direct conversation"))
        for side in one.account < other.account ? [one, other] : [other, one] {
            writer.value(side.account)
            writer.vector(side.key)
        }
        writer.uint8(number)
        let hash = Bytes16(provider.hash(.sha256, writer.bytes).prefix(16))
        return hash.map { ConversationID(Bytes16(high: $0.high | 1 << 63, low: $0.low)) }
    }

    /// A name for a conversation of another kind, from sixteen random bytes.
    public static func other(_ random: Bytes16) -> ConversationID {
        ConversationID(Bytes16(high: random.high & ~(1 << 63), low: random.low))
    }

    /// Whether it may name a new conversation: a direct one has one of the names of its two
    /// accounts, by their present keys, and no other has a name of that form.
    public func isName(
        of context: ConversationContext,
        by directory: some DeviceDirectory,
        provider: some CryptoProvider
    ) -> Bool {
        guard context.kind == .direct else { return !isDirect }
        let sides = context.participants.compactMap { participant in
            directory.accountKey(of: participant.account).map { (participant.account, $0) }
        }
        guard sides.count == 2, context.participants.count == 2 else { return false }
        return Self.directNumbers.contains { number in
            self == Self.direct(sides[0], sides[1], number: number, provider: provider)
        }
    }
}
