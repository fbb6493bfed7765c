import Foundation
import TandemShield
import TandemToyCrypto
import Testing

@Suite("The labelled set (docs/shield.md)", .serialized)
struct LabelledSetTests {
    @Test(
        "at least 95 of 100 traps are flagged, and at most 1 of 100 honest links",
        arguments: ["development", "held-out"]
    )
    func measured(_ name: String) throws {
        let links = try LabelledLink.all(in: name)
        let shield = LinkShield(data: try shieldData(), provider: ToyCrypto())
        var (traps, honest) = (Tally(), Tally())
        for link in links {
            let flagged = link.verdict(of: shield).isFlagged
            if link.isTrap {
                traps.count(flagged, link.family)
            } else {
                honest.count(flagged, link.family)
            }
        }
        print("\(name), traps flagged:\n\(traps)\n\(name), honest links flagged:\n\(honest)")
        #expect(traps.total + honest.total >= 2_000)
        #expect(traps.flagged * 100 >= traps.total * 95)
        #expect(honest.flagged * 100 <= honest.total)
    }

    @Test("no link is in both sets")
    func apart() throws {
        let development = Set(try LabelledLink.all(in: "development").map(\.target))
        let heldOut = Set(try LabelledLink.all(in: "held-out").map(\.target))
        #expect(development.isDisjoint(with: heldOut))
    }
}

/// One line of the set.
struct LabelledLink: Decodable {
    let label: String
    let family: String
    let target: String
    let shown: String?
    let chat: [String]?

    var isTrap: Bool { label == "trap" }

    func verdict(of shield: LinkShield<ToyCrypto>) -> LinkVerdict {
        shield.check(
            shownText: shown.map { Array($0.utf8) },
            target: Array(target.utf8),
            context: LinkContext(chatDomains: (chat ?? []).map { Array($0.utf8) })
        )
    }

    static func all(in name: String) throws -> [LabelledLink] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Labelled/\(name).jsonl")
        return try Data(contentsOf: file).split(separator: 0x0A).map {
            try JSONDecoder().decode(LabelledLink.self, from: $0)
        }
    }
}

/// How many of each family were flagged.
private struct Tally: CustomStringConvertible {
    private var families: [String: (flagged: Int, total: Int)] = [:]

    var flagged: Int { families.values.reduce(0) { $0 + $1.flagged } }
    var total: Int { families.values.reduce(0) { $0 + $1.total } }

    mutating func count(_ flagged: Bool, _ family: String) {
        families[family, default: (0, 0)].total += 1
        if flagged { families[family, default: (0, 0)].flagged += 1 }
    }

    var description: String {
        let lines = families.sorted { $0.key < $1.key }.map { family, count in
            "  \(family): \(count.flagged) of \(count.total)"
        }
        return (lines + ["  all: \(flagged) of \(total)"]).joined(separator: "\n")
    }
}
