import TandemShield
import Testing

@Suite("Verdicts on links")
struct LinkShieldTests {
    private func name(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test(
        "each trap has its reason",
        arguments: [
            ("javascript:alert(1)", LinkReason.script), ("java\tscript:alert(1)", .script),
            ("data:text/html,<b>", .script),
            ("https://a.example/\u{202E}fdp.exe", .hiddenCharacters),
            ("https://pay\u{AD}pal.com/", .hiddenCharacters),
            ("https://www.example.com@evil.example/", .credentials),
            ("https://@evil.example/", .credentials),
            ("https://pаypal.com/", .mixedScripts), ("http://0x7f.1/", .disguisedAddress),
            ("http://3232235521/", .disguisedAddress), ("http://10.0.0.1/", .address),
            ("http://[::1]/", .address), ("https://example.com:4444/", .unusualPort(4444)),
            ("https://bit.ly/x", .shortener), ("https://a.example/invoice.pdf.EXE", .program),
            ("https://a.example/get?f=x.msi", .program), ("https:\\\\a.example/", .oddSpelling),
            ("https://ex%61mple.com/", .oddSpelling), ("https://ｅxample.com/", .oddSpelling),
            ("ms-msdt:/id", .otherProgram), ("file:///etc/passwd", .otherProgram),
            ("https://хасоре.com/", .imitatesLatin), ("https://", .unreadable), ("", .unreadable),
        ]
    )
    func reasons(_ target: String, _ reason: LinkReason) throws {
        let found = try verdict(target)
        #expect(found.reasons.contains(reason))
        #expect(found.isFlagged)
    }

    @Test(
        "imitations of a well-known name are called by it",
        arguments: [
            "https://paypa1.com/", "https://pаypal.com/", "https://páypal.com/",
            "https://xn--pypal-4ve.com/",
            "https://paypall.com/", "https://pyapal.com/", "https://pay-pal.com/",
            "https://pay.pal.com/",
            "https://paypal-login.example/", "https://secure.paypal.example.net/",
            "https://paypal.shop/",
            "https://paypal.com.example.net/", "https://www-paypal-com.example.net/",
            "https://mypaypal.net/",
        ]
    )
    func imitations(_ target: String) throws {
        let reasons = try verdict(target).reasons
        let named = reasons.contains { reason in
            switch reason {
            case .looksLike(let domain), .similarTo(let domain), .nameInside(let domain),
                .otherEnding(let domain):
                domain == name("paypal.com")
            default: false
            }
        }
        #expect(named)
    }

    @Test(
        "honest links are not flagged",
        arguments: [
            "https://www.paypal.com/signin?returnUri=https%3A%2F%2Fexample.com",
            "https://example.com/a.html",
            "example.com", "https://xn--bcher-kva.example/", "https://日本語.jp/",
            "https://президент.рф/",
            "mailto:ada@example.com", "tel:+4930123456", "https://example.com:8443/",
            "https://youtu.be/x",
            "https://www.amazon.de/dp/1", "https://gitlab.example.org/", "https://فارسی‌ها.example/",
            "https://example.com/👩‍👩‍👧", "https://example.com/index.js",
        ]
    )
    func honest(_ target: String) throws {
        #expect(try verdict(target).reasons.filter { $0.level != .notice }.isEmpty)
    }

    @Test("what is only worth a word is a notice")
    func notices() throws {
        #expect(try verdict("http://example.com/").reasons == [.notEncrypted])
        #expect(try verdict("https://bücher.example/").reasons == [.internationalName])
        #expect(try verdict("http://example.com/").level == .notice)
        #expect(try verdict("https://example.com/").level == .clear)
    }

    @Test("a text that names another domain than the link is told")
    func shownText() throws {
        for shown in [
            "https://example.com/x", "www.example.com", "see (example.com).", "EXAMPLE.com",
        ] {
            let found = try verdict("https://evil.test.example.net/", shown: shown)
            #expect(found.reasons.first == .shownTextDiffers(shown: name("example.com")))
        }
        for shown in [
            "our page", "README.md", "ada@example.com", "1.2", "https://www.example.net/", "",
        ] {
            #expect(try !verdict("https://sub.example.net/", shown: shown).isFlagged)
        }
    }

    @Test("a text that turns the direction of writing is told")
    func shownOverride() throws {
        let found = try verdict("https://example.com/", shown: "\u{202E}moc.elpmaxe")
        #expect(found.reasons.contains(.hiddenCharacters))
    }

    @Test("names like those that the chat has used are told, and those themselves are not")
    func chat() throws {
        let chat = ["kleingarten-nord.de"]
        let used = name("kleingarten-nord.de")
        #expect(try verdict("https://kleingarten-nord.de/", chat: chat).level == .clear)
        #expect(
            try verdict("https://k1eingarten-nord.de/", chat: chat).reasons == [.looksLike(used)]
        )
        #expect(
            try verdict("https://kleingarten-nrod.de/", chat: chat).reasons == [.similarTo(used)]
        )
        #expect(try verdict("https://kleingarten-sued.de/", chat: chat).level == .clear)
        #expect(try verdict("https://k1eingarten-nord.de/").level == .clear)
    }

    @Test("the gravest reason comes first, and each once")
    func order() throws {
        let found = try verdict("http://a@paypal.com.example.net:4444/x.exe")
        #expect(found.reasons.first == .credentials)
        #expect(found.reasons.last == .notEncrypted)
        #expect(found.level == .danger)
        #expect(found.domain == name("example.net"))
    }

    @Test("no bytes make the shield trap")
    func anyBytes() throws {
        var generator = SplitMix(seed: 7)
        let seeds = [
            "https://u:p@пример.example:81/%2e?q#f", "http://[1::2]:3/",
            "https://xn--bcher-kva.xn--/",
        ]
        for _ in 0..<300 {
            for seed in seeds {
                var bytes = Array(seed.utf8)
                for _ in 0..<3 {
                    bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(
                        generator.next() & 255
                    )
                }
                let text = String(decoding: bytes, as: UTF8.self)
                _ = try verdict(text, shown: text, chat: [text])
            }
        }
        let long = String(repeating: "xn--a-", count: 2_000)
        _ = try verdict("https://\(long)/", shown: long, chat: [long])
        _ = try verdict("https://" + String(repeating: "é", count: 1_000) + "/")
        _ = try verdict("https://" + String(repeating: "a.", count: 8_000) + "com/")
    }
}
