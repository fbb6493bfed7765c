import TandemShield
import TandemShieldTables
import TandemToyCrypto

/// The tables, read once for all tests.
let tables = try? ShieldData(ShieldTables.bytes)

/// Why a test cannot run at all.
struct NoTables: Error {}

/// The tables; a test that needs them fails without.
func shieldData() throws -> ShieldData {
    guard let tables else { throw NoTables() }
    return tables
}

/// The URL as a browser writes it; nil if it would not open it.
func read(_ text: String) throws -> String? {
    let url = try? WebURL(parsing: Array(text.utf8), data: shieldData())
    return url.map { String(decoding: $0.serialized, as: UTF8.self) }
}

/// The verdict on a link.
func verdict(
    _ target: String,
    shown: String? = nil,
    chat: [String] = [],
    blocklist: Blocklist? = nil
) throws -> LinkVerdict {
    let shield = LinkShield(data: try shieldData(), blocklist: blocklist, provider: ToyCrypto())
    return shield.check(
        shownText: shown.map { Array($0.utf8) },
        target: Array(target.utf8),
        context: LinkContext(chatDomains: chat.map { Array($0.utf8) })
    )
}
