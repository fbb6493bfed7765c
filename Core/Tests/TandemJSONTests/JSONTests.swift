import TandemJSON
import Testing

private func parse(_ text: String, limits: JSONLimits = JSONLimits()) throws -> JSONValue {
    try JSONValue(parsing: Array(text.utf8), limits: limits)
}

@Suite("Parsing JSON, RFC 8259")
struct JSONParserTests {
    @Test("fields of an object are read by key")
    func fields() throws {
        let value = try parse(
            #" { "text" : "hi" , "n":-12, "on":true, "none":null, "list":[1,[]]} "#
        )
        #expect(value["text"]?.string == "hi")
        #expect(value["text"]?.isString("hi") == true)
        #expect(value["n"]?.int == -12)
        #expect(value["on"]?.bool == true)
        #expect(value["none"]?.isNull == true)
        #expect(value["list"]?[1] == .array([]))
        #expect(value["list"]?[2] == nil)
        #expect(value["absent"] == nil)
    }

    @Test("whole numbers are exact up to 64 bits, with and without a sign")
    func numbers() throws {
        #expect(try parse("9223372036854775807") == .integer(.max))
        #expect(try parse("-9223372036854775808") == .integer(.min))
        #expect(try parse("18446744073709551615").integer(UInt64.self) == .max)
        #expect(try parse("18446744073709551616").integer(UInt64.self) == nil)
        #expect(try parse("256").integer(UInt8.self) == nil)
        #expect(try parse("-1").integer(UInt64.self) == nil)
        #expect(try parse("-0") == .integer(0))
        #expect(try parse("1.5e-3") == .number(literal: Array("1.5e-3".utf8)))
        #expect(try parse("1e2").int == nil)
    }

    @Test(
        "a number of another form is refused",
        arguments: ["01", "-", "-x", "1.", "1.e1", "1e", "1e+", ".5", "+1", "0x1", "NaN", "-01"]
    )
    func malformedNumber(text: String) {
        #expect(throws: JSONError.self) { try parse(text) }
    }

    @Test("escapes stand for their scalars, surrogate pairs for one")
    func escapes() throws {
        #expect(try parse(#""\"\\\/\b\f\n\r\t""#).string == "\"\\/\u{8}\u{c}\n\r\t")
        #expect(try parse(#""\u0041\u00e9\u20AC\ud83d\ude00""#).string == "Aé€😀")
        #expect(try parse(#""\uD800\uDC00\uDBFF\uDFFF""#).string == "\u{10000}\u{10ffff}")
    }

    @Test(
        "a string with half a surrogate pair, a bad escape or a control character is refused",
        arguments: [
            #""\ud83d""#, #""\ude00""#, #""\ud83dx""#, #""\ud83d\u0041""#, #""\x""#, #""\u12g4""#,
            "\"\n\"", #""\ud83d\n""#,
        ]
    )
    func malformedString(text: String) {
        #expect(throws: JSONError.malformedString) { try parse(text) }
    }

    @Test(
        "bytes that are no UTF-8 are refused",
        arguments: [
            [0x80], [0xc0, 0x80], [0xc1, 0xbf], [0xe0, 0x9f, 0xbf], [0xed, 0xa0, 0x80],
            [0xf0, 0x8f, 0xbf, 0xbf], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80],
            [0xe2, 0x82],
            [0xff],
        ] as [[UInt8]]
    )
    func malformedUTF8(bytes: [UInt8]) {
        #expect(throws: JSONError.malformedString) {
            try JSONValue(parsing: [0x22] + bytes + [0x22])
        }
    }

    @Test("every prefix of a value is refused")
    func truncation() throws {
        let text = Array(#"{"a":[1.5e1,"\u00e9\ud83d\ude00",true,null,false],"b":{}}"#.utf8)
        _ = try JSONValue(parsing: text)
        for count in 0..<text.count {
            #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.prefix(count))) }
        }
    }

    @Test("a bracket, comma or colon out of place is refused")
    func misplaced() {
        for text in [
            "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "{\"a\":1,}", "]", "tru",
        ] {
            #expect(throws: JSONError.self) { try parse(text) }
        }
        #expect(throws: JSONError.trailingBytes) { try parse("1 1") }
    }

    @Test("a key that stands twice is refused")
    func duplicateKey() {
        #expect(throws: JSONError.duplicateKey) { try parse(#"{"a":1,"b":2,"\u0061":3}"#) }
    }

    @Test("nesting and size are bounded")
    func limits() throws {
        let limits = JSONLimits(byteCount: 10, depth: 3)
        #expect(try parse("[[[1]]]", limits: limits) == .array([.array([.array([.integer(1)])])]))
        #expect(throws: JSONError.tooDeep) { try parse("[[[[1]]]]", limits: limits) }
        #expect(throws: JSONError.tooLong) { try parse("          1", limits: limits) }
        let deep = String(repeating: "[", count: 100_000)
        #expect(throws: JSONError.tooDeep) { try parse(deep) }
    }

    @Test("hexadecimal digits are bytes, two to one")
    func hex() throws {
        #expect(try parse(#""00fFa5""#).hexBytes == [0x00, 0xff, 0xa5])
        #expect(try parse(#""0""#).hexBytes == nil)
        #expect(try parse(#""0g""#).hexBytes == nil)
    }
}

@Suite("Writing JSON, RFC 8259")
struct JSONWriterTests {
    @Test("commas stand between values, and only there")
    func commas() {
        var writer = JSONWriter()
        writer.object { object in
            object.member("text", string: "hi")
            object.member("list") { list in
                list.array { elements in
                    elements.integer(Int64.min)
                    elements.integer(UInt64.max)
                    elements.array { _ in }
                    elements.object { _ in }
                    elements.null()
                }
            }
            object.member("on", bool: false)
            object.member("id", hex: [0, 0xfa])
        }
        let expected =
            #"{"text":"hi","list":[-9223372036854775808,18446744073709551615,[],{},null],"#
            + #""on":false,"id":"00fa"}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
    }

    @Test("every string comes back from the parser as it went in")
    func roundTrip() throws {
        for text in ["", "\"\\/", "\u{0}\u{1f}\n\t\u{7f}", "é€😀\u{10ffff}", "\u{2028}"] {
            var writer = JSONWriter()
            writer.string(text)
            #expect(try JSONValue(parsing: writer.bytes).string == text)
        }
    }

    @Test(
        "bytes that are no UTF-8 still make a valid text, the one that String makes",
        arguments: [
            [0x61, 0xff, 0x62], [0xe2, 0x82], [0xe2, 0x82, 0x61],
            [0xf0, 0x9f, 0x98, 0x80, 0xf0, 0x9f],
            [0xed, 0xa0, 0x80], [0xc0, 0xaf], [0xf4, 0x90, 0x80, 0x80], [0x80, 0xc3, 0xa9, 0xc3],
        ]
    )
    func repair(bytes: [UInt8]) throws {
        var writer = JSONWriter()
        writer.string(utf8: bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("\u{fffd}"))
        #expect(try JSONValue(parsing: writer.bytes).string == text)
    }
}
