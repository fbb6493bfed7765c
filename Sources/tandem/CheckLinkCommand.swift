import ArgumentParser
import Foundation
import TandemCryptoNative
import TandemShield
import TandemShieldTables

/// Judges links, without a network.
struct CheckLinkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-link",
        abstract: "Say what is suspicious about links.",
        discussion: "Prints one JSON line for each; opens and fetches nothing."
    )

    @Option(help: "The text that is shown for the link.") var shownText: String?
    @Option(help: "A domain that the chat has used before; can be repeated.") var chatDomain:
        [String] = []
    @Option(help: "The operator's signed blocklist.") var blocklist: String?
    @Option(help: "The operator's public key for it, in hexadecimal.") var blocklistKey: String?
    @Argument(help: "The links; “-” reads them from standard input, one a line.") var links:
        [String]

    func validate() throws {
        guard (blocklist == nil) == (blocklistKey == nil) else {
            throw ValidationError("A blocklist and its key go together.")
        }
        guard !links.isEmpty else { throw ValidationError("There is no link to check.") }
    }

    func run() throws {
        let shield = LinkShield(
            data: try ShieldData(ShieldTables.bytes),
            blocklist: try openBlocklist(),
            provider: NativeCryptoProvider()
        )
        let context = LinkContext(chatDomains: chatDomain.map { Array($0.utf8) })
        let output = Output(json: true)
        if links == ["-"] {
            while let line = readLine() { output.object(check(line, shield, context)) }
        } else {
            for link in links { output.object(check(link, shield, context)) }
        }
    }

    private func check(
        _ link: String,
        _ shield: LinkShield<NativeCryptoProvider>,
        _ context: LinkContext
    ) -> [String: Any] {
        let verdict = shield.check(
            shownText: shownText.map { Array($0.utf8) },
            target: Array(link.utf8),
            context: context
        )
        var fields: [String: Any] = [
            "link": link,
            "verdict": verdict.level.word,
            "domain": String(decoding: verdict.domain, as: UTF8.self),
            "reasons": verdict.reasons.map { ["code": $0.code, "text": $0.sentence] },
        ]
        if let url = verdict.url { fields["url"] = String(decoding: url.serialized, as: UTF8.self) }
        return fields
    }

    private func openBlocklist() throws -> Blocklist? {
        guard let blocklist, let blocklistKey else { return nil }
        guard let key = Self.bytes(hexadecimal: blocklistKey), key.count == 32 else {
            throw ValidationError("The key is 64 hexadecimal digits.")
        }
        guard let file = FileManager.default.contents(atPath: blocklist) else {
            throw ValidationError("The blocklist cannot be read.")
        }
        do {
            return try SignedBlocklist.open(
                Array(file),
                publicKey: key,
                newerThan: nil,
                provider: NativeCryptoProvider()
            )
        } catch {
            throw ValidationError("The blocklist is damaged or not signed with this key.")
        }
    }

    private static func bytes(hexadecimal text: String) -> [UInt8]? {
        let digits = text.compactMap { $0.isASCII ? $0.hexDigitValue : nil }
        guard digits.count == text.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }
}

extension LinkVerdict.Level {
    /// The word in the command's output.
    fileprivate var word: String {
        switch self {
        case .clear: "clear"
        case .notice: "notice"
        case .caution: "caution"
        case .danger: "danger"
        }
    }
}

extension LinkReason {
    /// The reason in words.
    fileprivate var sentence: String {
        switch self {
        case .script: "It runs a script, or carries a page of its own."
        case .blocked: "Its host is on the blocklist."
        case .shownTextDiffers(let shown):
            "Its text names \(Self.text(shown)), but it opens another domain."
        case .hiddenCharacters:
            "It holds characters that are not to be seen or that turn the direction of writing."
        case .credentials: "What stands before the @ is not where it leads."
        case .looksLike(let name): "It looks like \(Self.text(name)), and is not."
        case .mixedScripts: "Its name mixes letters of several scripts."
        case .disguisedAddress: "It hides a numeric address."
        case .similarTo(let name): "It is one letter away from \(Self.text(name))."
        case .nameInside(let name):
            "It carries the name of \(Self.text(name)), and does not belong to it."
        case .otherEnding(let name): "It has the name of \(Self.text(name)) under another ending."
        case .imitatesLatin: "Its name is in another script whose letters look Latin."
        case .address: "It leads to a numeric address instead of a name."
        case .unusualPort(let port): "It uses port \(port), which web servers seldom use."
        case .shortener: "It hides where it leads behind a short link."
        case .program: "It downloads a program."
        case .oddSpelling: "It is spelled so that it reads differently from where it leads."
        case .otherProgram: "It opens another program than the browser."
        case .unreadable: "No browser opens it."
        case .internationalName: "Its name has letters beyond ASCII."
        case .notEncrypted: "The connection is not encrypted."
        }
    }

    private static func text(_ name: [UInt8]) -> String { String(decoding: name, as: UTF8.self) }
}
