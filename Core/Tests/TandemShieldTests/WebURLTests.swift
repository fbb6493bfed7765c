import TandemShield
import Testing

@Suite("URLs as browsers read them (URL Standard §4)")
struct WebURLTests {
    @Test(
        "parts are found and written back as browsers do",
        arguments: [
            ("https://example.com", "https://example.com/"),
            ("HTTPS://EXAMPLE.com:443/a?b#c", "https://example.com/a?b#c"),
            ("http://user:pass@host:8080/p", "http://user:pass@host:8080/p"),
            ("http://a@b@c/", "http://a%40b@c/"),
            ("http://@c/", "http://c/"),
            ("http:example.com", "http://example.com/"),
            ("http:////example.com//x", "http://example.com//x"),
            ("http:\\\\example.com\\a\\b", "http://example.com/a/b"),
            ("https://evil.example\\@good.example/", "https://evil.example/@good.example/"),
            ("  https://exa\tmple.com/\n ", "https://example.com/"),
            ("https://h/a/./b/../c", "https://h/a/c"),
            ("https://h/%2e%2E/x/%2e", "https://h/x/"),
            ("https://h/?q='<>\"", "https://h/?q=%27%3C%3E%22"),
            ("https://h/ü#ö", "https://h/%C3%BC#%C3%B6"),
            ("https://h:/", "https://h/"),
            ("https://h:0080/", "https://h:80/"),
            ("javascript:alert(1)", "javascript:alert(1)"),
            ("mailto:a@b.example?subject=x", "mailto:a@b.example?subject=x"),
            ("foo://Host/%41", "foo://Host/%41"),
            ("foo:/a/../..//b", "foo:/.//b"),
            ("file:///C|/x/../..", "file:///C:/"),
            ("file://localhost/etc", "file:///etc"),
            ("ws://h:80/", "ws://h/"),
        ]
    )
    func written(_ text: String, _ expected: String) throws {
        #expect(try read(text) == expected)
    }

    @Test(
        "what browsers refuse is refused",
        arguments: [
            "", "example.com", "//example.com", ":", "1http://x", "http://", "http://@/",
            "http://a@/",
            "http://h:65536/", "http://h:8a/", "http://:80/", "http://a b/", "http://a<b/",
            "http://a%00b/",
            "http://[::1", "http://[::1]x/", "http://[:::]/", "http://%zz/", "foo://a b/",
            "https://xn--/",
        ]
    )
    func refused(_ text: String) throws {
        #expect(try read(text) == nil)
    }

    @Test("a link beyond the bound is refused without a look at it")
    func tooLong() throws {
        let text = Array("https://example.com/".utf8) + [UInt8](repeating: 0x61, count: 20_000)
        let data = try shieldData()
        #expect(throws: URLError.tooLong) { try WebURL(parsing: text, data: data) }
    }

    @Test("writing is stable: what was written is read as itself")
    func stable() throws {
        for text in [
            "http://ex%41mple.com/a b", "foo://h/|", "https://日本。jp/?\u{202E}", "http://0x7f.1/",
        ] {
            let once = try read(text)
            #expect(once != nil)
            #expect(try once.flatMap { try read($0) } == once)
        }
    }
}

@Suite("Hosts (URL Standard §3.5)")
struct HostTests {
    @Test(
        "addresses are read in every form",
        arguments: [
            ("192.168.0.1", "192.168.0.1"), ("0xC0.0250.01", "192.168.0.1"),
            ("3232235521", "192.168.0.1"),
            ("0300.0250.0.1", "192.168.0.1"), ("127.1", "127.0.0.1"), ("0x7f000001", "127.0.0.1"),
            ("1.2.3.4.", "1.2.3.4"), ("0x", "0.0.0.0"), ("%31%32%37.1", "127.0.0.1"),
            ("１２７．０．０．１", "127.0.0.1"), ("[::1]", "[::1]"), ("[1:0:0:2:0:0:0:3]", "[1:0:0:2::3]"),
            ("[::ffff:1.2.3.4]", "[::ffff:102:304]"), ("[FE80::]", "[fe80::]"),
            ("[0:1:0:1:0:1:0:1]", "[0:1:0:1:0:1:0:1]"), ("[1:2:3:4:5:6:7::]", "[1:2:3:4:5:6:7:0]"),
        ]
    )
    func addresses(_ host: String, _ expected: String) throws {
        #expect(try read("http://\(host)/") == "http://\(expected)/")
    }

    @Test(
        "what ends in a number and is no address is refused",
        arguments: [
            "256.1.1.1", "1.2.3.4.5", "4294967296", "foo.1", "foo.0x4", "1.2.3.08", "0x1.2.3.0x100",
            "09",
            "[1::2::3]", "[1:2:3]", "[::1.2.3]", "[::01.2.3.4]", "[::1.2.3.256]",
            "[1:2:3:4:5:6:7:1.2.3.4]",
            "[g::]", "[12345::]", "[::1%25eth0]",
        ]
    )
    func noAddress(_ host: String) throws {
        #expect(try read("http://\(host)/") == nil)
    }

    @Test(
        "names in any script become ASCII as in UTS #46",
        arguments: [
            ("Bücher.example", "xn--bcher-kva.example"),
            ("BU\u{308}CHER.example", "xn--bcher-kva.example"),
            ("faß.de", "xn--fa-hia.de"), ("日本語。jp", "xn--wgv71a119e.jp"), ("ｅｘ．ｃｏｍ", "ex.com"),
            ("a\u{AD}b.com", "ab.com"), ("XN--BCHER-KVA.example", "xn--bcher-kva.example"),
            ("президент.рф", "xn--d1abbgf6aiiy.xn--p1ai"), ("한국.kr", "xn--3e0b707e.kr"),
            ("ex%C3%A4mple.de", "xn--exmple-cua.de"), ("עברית.example", "xn--5dbqzzl.example"),
            ("क्‍ष.example", "xn--11b2ezcw70k.example"),
        ]
    )
    func names(_ host: String, _ expected: String) throws {
        #expect(try read("https://\(host)/") == "https://\(expected)/")
    }

    @Test(
        "names that UTS #46 refuses are refused",
        arguments: [
            "a\u{200D}b.com", "\u{301}a.com", "xn--a.com", "xn--bcher-kvä.com", "א1a.com", "a.אa",
            "\u{FFFD}.com", "a\u{2028}.com", "xn--ex-.com", "\u{E000}.de", "xn--99999999999.com",
        ]
    )
    func refusedNames(_ host: String) throws {
        #expect(try read("https://\(host)/") == nil)
    }
}
