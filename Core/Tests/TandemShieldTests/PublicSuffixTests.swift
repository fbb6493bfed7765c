import TandemShield
import Testing

@Suite("Registrable domains (publicsuffix.org/list)")
struct PublicSuffixTests {
    @Test(
        "the domain is the public suffix and one label more",
        arguments: [
            ("example.com", "example.com"), ("a.b.example.com", "example.com"),
            ("www.example.co.uk", "example.co.uk"), ("a.b.c.kobe.jp", "b.c.kobe.jp"),
            ("a.city.kobe.jp", "city.kobe.jp"), ("a.b.test.ck", "b.test.ck"),
            ("a.www.ck", "www.ck"),
            ("someone.github.io", "someone.github.io"), ("x.unlisted", "x.unlisted"),
            ("www.食狮.公司.cn", "xn--85x722f.xn--55qx5d.cn"), ("a.b.blogspot.com", "b.blogspot.com"),
        ]
    )
    func registrable(_ host: String, _ expected: String) throws {
        #expect(try verdict("https://\(host)/").domain == Array(expected.utf8))
    }

    @Test("a public suffix, an address and a bare label stand for themselves")
    func suffixes() throws {
        #expect(try verdict("https://co.uk/").domain == Array("co.uk".utf8))
        #expect(try verdict("https://127.0.0.1/").domain == Array("127.0.0.1".utf8))
        #expect(try verdict("https://intranet/").domain == Array("intranet".utf8))
    }
}
