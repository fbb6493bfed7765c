/// Bounds of the link shield: nothing from outside makes it work for long.
enum Limits {
    /// The longest link that is looked at, in bytes; a longer one is refused.
    static let linkByteCount = 16_384

    /// The longest text shown for a link that is looked at, in bytes; more is cut off.
    static let shownTextByteCount = 4_096

    /// The longest host that is turned into ASCII, in code points; DNS ends at 253.
    static let hostCodePointCount = 1_024

    /// The longest label that Punycode is decoded from or encoded into, in code points.
    static let labelCodePointCount = 512

    /// How many domains of a chat are compared.
    static let chatDomainCount = 256

    /// How many parent domains of a host are looked up in a blocklist.
    static let blocklistLabelCount = 8
}
