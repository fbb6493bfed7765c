/// How much a parser takes.
public struct JSONLimits: Sendable {
    /// The largest input, in bytes.
    public var byteCount: Int
    /// How deep arrays and objects may be nested; each level takes a stack frame.
    public var depth: Int

    /// The default suits what a view sends to the engine.
    public init(byteCount: Int = 1 << 20, depth: Int = 32) {
        self.byteCount = byteCount
        self.depth = depth
    }
}

extension JSONValue {
    /// Parses a text that must be one value and nothing more, but white space.
    ///
    /// - Throws: `JSONError`, whose cases say what each is thrown for; never traps.
    ///
    /// Source: RFC 8259.
    public init(parsing text: [UInt8], limits: JSONLimits = JSONLimits()) throws(JSONError) {
        guard text.count <= limits.byteCount else { throw .tooLong }
        var parser = JSONParser(text)
        self = try parser.value(depthLeft: limits.depth)
        parser.skipWhiteSpace()
        guard parser.isAtEnd else { throw .trailingBytes }
    }
}

/// Reads JSON by recursive descent, front to back.
struct JSONParser {
    private let text: [UInt8]
    private var position = 0

    init(_ text: [UInt8]) {
        self.text = text
    }

    var isAtEnd: Bool { position == text.count }

    mutating func value(depthLeft: Int) throws(JSONError) -> JSONValue {
        skipWhiteSpace()
        switch try peek() {
        case UInt8(ascii: "{"): return try object(depthLeft: depthLeft)
        case UInt8(ascii: "["): return try array(depthLeft: depthLeft)
        case UInt8(ascii: "\""): return .string(utf8: try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    mutating func skipWhiteSpace() {
        while position < text.count {
            switch text[position] {
            case 0x20, 0x09, 0x0a, 0x0d: position += 1
            default: return
            }
        }
    }

    private func peek() throws(JSONError) -> UInt8 {
        guard position < text.count else { throw .truncated }
        return text[position]
    }

    private mutating func next() throws(JSONError) -> UInt8 {
        let byte = try peek()
        position += 1
        return byte
    }

    /// Skips `byte` and returns true, if it comes next.
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard position < text.count, text[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func word(
        _ word: StaticString,
        _ value: JSONValue
    ) throws(JSONError) -> JSONValue {
        for byte in word.utf8 {
            guard try next() == byte else { throw .unexpectedByte }
        }
        return value
    }
}

// Arrays and objects.
extension JSONParser {
    private mutating func array(depthLeft: Int) throws(JSONError) -> JSONValue {
        var elements: [JSONValue] = []
        try list(until: UInt8(ascii: "]"), depthLeft: depthLeft) { parser throws(JSONError) in
            elements.append(try parser.value(depthLeft: depthLeft - 1))
        }
        return .array(elements)
    }

    private mutating func object(depthLeft: Int) throws(JSONError) -> JSONValue {
        var members: [JSONMember] = []
        try list(until: UInt8(ascii: "}"), depthLeft: depthLeft) { parser throws(JSONError) in
            members.append(try parser.member(depthLeft: depthLeft - 1))
        }
        guard keysAreUnique(members) else { throw .duplicateKey }
        return .object(members)
    }

    private mutating func member(depthLeft: Int) throws(JSONError) -> JSONMember {
        skipWhiteSpace()
        guard try peek() == UInt8(ascii: "\"") else { throw .unexpectedByte }
        let key = try string()
        skipWhiteSpace()
        guard try next() == UInt8(ascii: ":") else { throw .unexpectedByte }
        return JSONMember(key: key, value: try value(depthLeft: depthLeft))
    }

    /// Reads an opening bracket, items with commas between them, and the closing bracket.
    private mutating func list(
        until close: UInt8,
        depthLeft: Int,
        item: (inout JSONParser) throws(JSONError) -> Void
    ) throws(JSONError) {
        guard depthLeft > 0 else { throw .tooDeep }
        position += 1
        skipWhiteSpace()
        if skip(close) { return }
        while true {
            try item(&self)
            skipWhiteSpace()
            if skip(close) { return }
            guard try next() == UInt8(ascii: ",") else { throw .unexpectedByte }
        }
    }

    private func keysAreUnique(_ members: [JSONMember]) -> Bool {
        var seen = Set<[UInt8]>()
        return members.allSatisfy { seen.insert($0.key).inserted }
    }
}

// Numbers.
extension JSONParser {
    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        let isNegative = skip(UInt8(ascii: "-"))
        guard position < text.count else { throw .truncated }
        guard text[position].isDigit else {
            throw isNegative ? .malformedNumber : .unexpectedByte
        }
        if !skip(UInt8(ascii: "0")) { skipDigits() }
        let hasFraction = try fraction()
        let hasExponent = try exponent()
        // A digit behind a leading zero.
        guard isAtEnd || !text[position].isDigit else { throw .malformedNumber }
        let literal = text[start..<position]
        if !hasFraction, !hasExponent, let value = integer(literal) { return .integer(value) }
        return .number(literal: Array(literal))
    }

    private mutating func skipDigits() {
        while position < text.count, text[position].isDigit {
            position += 1
        }
    }

    private mutating func digits() throws(JSONError) {
        guard try peek().isDigit else { throw .malformedNumber }
        skipDigits()
    }

    /// Skips a fraction; false if there is none.
    private mutating func fraction() throws(JSONError) -> Bool {
        guard skip(UInt8(ascii: ".")) else { return false }
        try digits()
        return true
    }

    /// Skips an exponent; false if there is none.
    private mutating func exponent() throws(JSONError) -> Bool {
        guard skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) else { return false }
        if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
        try digits()
        return true
    }

    /// The value, or nil if 64 bits do not hold it.
    private func integer(_ literal: ArraySlice<UInt8>) -> Int64? {
        let isNegative = literal.first == UInt8(ascii: "-")
        var value: Int64 = 0
        for byte in literal.dropFirst(isNegative ? 1 : 0) {
            let digit = Int64(byte) - Int64(UInt8(ascii: "0"))
            let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = shifted.addingReportingOverflow(isNegative ? -digit : digit)
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }
}

// Strings.
extension JSONParser {
    private mutating func string() throws(JSONError) -> [UInt8] {
        position += 1
        var contents: [UInt8] = []
        while true {
            try appendPlainRun(to: &contents)
            if skip(UInt8(ascii: "\"")) { break }
            position += 1
            try appendEscape(to: &contents)
        }
        guard isValidUTF8(contents) else { throw .malformedString }
        return contents
    }

    /// Copies what lies before the next quotation mark or backslash, and stops there.
    private mutating func appendPlainRun(to contents: inout [UInt8]) throws(JSONError) {
        let start = position
        while true {
            let byte = try peek()
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
            guard byte >= 0x20 else { throw .malformedString }
            position += 1
        }
        contents.append(contentsOf: text[start..<position])
    }

    private mutating func appendEscape(to contents: inout [UInt8]) throws(JSONError) {
        let byte = try next()
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): contents.append(byte)
        case UInt8(ascii: "b"): contents.append(0x08)
        case UInt8(ascii: "f"): contents.append(0x0c)
        case UInt8(ascii: "n"): contents.append(0x0a)
        case UInt8(ascii: "r"): contents.append(0x0d)
        case UInt8(ascii: "t"): contents.append(0x09)
        case UInt8(ascii: "u"): appendUTF8(of: try escapedScalar(), to: &contents)
        default: throw .malformedString
        }
    }

    /// The scalar that one `\uXXXX`, or a surrogate pair of two, stands for.
    private mutating func escapedScalar() throws(JSONError) -> UInt32 {
        let first = try fourHexDigits()
        switch first {
        case 0xd800..<0xdc00:
            guard try next() == UInt8(ascii: "\\"), try next() == UInt8(ascii: "u") else {
                throw .malformedString
            }
            let second = try fourHexDigits()
            guard (0xdc00..<0xe000).contains(second) else { throw .malformedString }
            return 0x10000 + (first - 0xd800) << 10 + (second - 0xdc00)
        case 0xdc00..<0xe000: throw .malformedString
        default: return first
        }
    }

    private mutating func fourHexDigits() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = hexDigit(try next()) else { throw .malformedString }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
