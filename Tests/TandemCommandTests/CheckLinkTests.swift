import Foundation
import TandemTestSupport
import Testing

@Suite("tandem check-link, docs/cli.md", .scratch)
struct CheckLinkTests {
    private struct Line: Decodable {
        struct Reason: Decodable {
            let code: String
            let text: String
        }

        let link: String
        let verdict: String
        let domain: String
        let url: String?
        let reasons: [Reason]
    }

    private func lines(_ arguments: [String]) async throws -> [Line] {
        let outcome = try await Program.run("tandem", ["check-link"] + arguments) {
            try await $0.outcome()
        }
        #expect(outcome.status == 0)
        return try outcome.output.split(separator: "\n").map {
            try JSONDecoder().decode(Line.self, from: Data($0.utf8))
        }
    }

    @Test("each link has a line with its verdict, its domain and its reasons in words")
    func links() async throws {
        let found = try await lines([
            "https://www.example.com/a", "http://0x7f.1:4444/", "https://",
        ])
        #expect(found.map(\.verdict) == ["clear", "danger", "caution"])
        #expect(found.map(\.domain) == ["example.com", "127.0.0.1", ""])
        #expect(found.map(\.url) == ["https://www.example.com/a", "http://127.0.0.1:4444/", nil])
        let codes = ["disguisedAddress", "unusualPort", "notEncrypted"]
        #expect(found[1].reasons.map(\.code) == codes)
        #expect(found[1].reasons.map(\.text).contains { $0.contains("4444") })
    }

    @Test("the shown text and the chat's domains count")
    func context() async throws {
        let shown = try await lines(["--shown-text", "example.com", "https://example.net/"])
        #expect(shown.first?.reasons.first?.code == "shownTextDiffers")
        let chat = try await lines(["--chat-domain", "kleingarten.de", "https://k1eingarten.de/"])
        #expect(chat.first?.reasons.first?.code == "looksLike")
    }

    @Test("a blocklist without its key, with a wrong one, or no link at all, exits with 64")
    func wrongArguments() async throws {
        let key = String(repeating: "00", count: 32)
        for arguments in [
            [], ["--blocklist", "/dev/null", "https://a.example/"],
            ["--blocklist", "/dev/null", "--blocklist-key", key, "https://a.example/"],
            ["--blocklist", "/dev/null", "--blocklist-key", "zz", "https://a.example/"],
        ] {
            let outcome = try await Program.run("tandem", ["check-link"] + arguments) {
                try await $0.outcome()
            }
            #expect(outcome.status == 64)
            #expect(outcome.output.isEmpty && outcome.errors.hasPrefix("Error: "))
        }
    }
}
