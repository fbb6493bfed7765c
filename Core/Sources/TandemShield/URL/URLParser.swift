/// Why a text is no URL.
public enum URLError: Error, Equatable, Sendable {
    /// Longer than what the shield looks at.
    case tooLong
    /// It does not start with a scheme; what it stands beside would have to complete it.
    case noScheme
    /// The host is missing or none that browsers accept.
    case invalidHost
    /// The port is no number, or too large.
    case invalidPort
}

extension WebURL {
    /// Reads an absolute URL as browsers do, from UTF-8.
    ///
    /// - Throws: As `URLError` says.
    ///
    /// Source: URL Standard §4.4, without a base URL.
    public init(parsing text: [UInt8], data: ShieldData) throws(URLError) {
        guard text.count <= Limits.linkByteCount else { throw .tooLong }
        var parser = URLParser(text, HostParser(idna: IDNA(unicode: data.unicode)))
        try parser.parse()
        self = parser.url
    }
}

/// The state of reading one URL. The states of the standard are its functions.
private struct URLParser {
    private let text: [UInt8]
    private let hosts: HostParser
    private var position = 0
    private var special: SpecialScheme?
    private var segments: [[UInt8]] = []
    var url = WebURL()

    init(_ text: [UInt8], _ hosts: HostParser) {
        self.hosts = hosts
        let trimmed = text.drop { $0 <= 0x20 }
        let end = trimmed.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? trimmed.startIndex
        let kept = trimmed[..<end].filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        url.oddities.controlsDropped = kept.count < end - trimmed.startIndex
        self.text = Array(kept)
    }

    private var current: UInt8? { position < text.count ? text[position] : nil }

    private func at(_ offset: Int) -> UInt8? {
        position + offset < text.count ? text[position + offset] : nil
    }

    /// Whether a byte parts segments here.
    private func isSlash(_ byte: UInt8?) -> Bool {
        byte == UInt8(ascii: "/") || special != nil && byte == UInt8(ascii: "\\")
    }

    mutating func parse() throws(URLError) {
        try scheme()
        switch special {
        case .file: try file()
        case .some:
            while isSlash(current) {
                noteBackslash(current)
                position += 1
            }
            try authority()
            pathStart()
        case nil where current == UInt8(ascii: "/") && at(1) == UInt8(ascii: "/"):
            position += 2
            try authority()
            pathStart()
        case nil where current == UInt8(ascii: "/"): path()
        case nil: opaquePath()
        }
        queryAndFragment()
    }

    private mutating func scheme() throws(URLError) {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            isLetter(text[0]), text[..<colon].allSatisfy(isSchemeByte)
        else { throw .noScheme }
        url.scheme = text[..<colon].map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        special = SpecialScheme(url.scheme)
        position = colon + 1
    }

    private mutating func noteBackslash(_ byte: UInt8?) {
        if byte == UInt8(ascii: "\\") { url.oddities.backslashes = true }
    }
}

// Credentials, host, port.
extension URLParser {
    private mutating func authority() throws(URLError) {
        let end = text[position...].firstIndex { byte in
            isSlash(byte) || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
        }
        var part = text[position..<(end ?? text.count)]
        noteBackslash(end.map { text[$0] })
        position = part.endIndex
        if let at = part.lastIndex(of: UInt8(ascii: "@")) {
            credentials(part[..<at])
            part = part[(at + 1)...]
            guard !part.isEmpty else { throw .invalidHost }
        }
        try hostAndPort(part)
    }

    private mutating func credentials(_ part: ArraySlice<UInt8>) {
        url.oddities.userinfo = true
        guard let colon = part.firstIndex(of: UInt8(ascii: ":")) else {
            url.username = percentEncoded(part, .userinfo)
            return
        }
        url.username = percentEncoded(part[..<colon], .userinfo)
        url.password = percentEncoded(part[(colon + 1)...], .userinfo)
    }

    private mutating func hostAndPort(_ part: ArraySlice<UInt8>) throws(URLError) {
        var (insideBrackets, colon) = (false, part.endIndex)
        for index in part.indices {
            switch part[index] {
            case UInt8(ascii: "["): insideBrackets = true
            case UInt8(ascii: "]"): insideBrackets = false
            case UInt8(ascii: ":") where !insideBrackets:
                colon = index
            default: continue
            }
            if colon != part.endIndex { break }
        }
        let name = part[..<colon]
        if name.isEmpty {
            guard special == nil, colon == part.endIndex, !url.oddities.userinfo else {
                throw .invalidHost
            }
            url.host = .empty
            return
        }
        guard let host = hosts.host(name, special: special != nil) else { throw .invalidHost }
        url.host = host
        url.oddities.writtenHost = Array(name)
        if colon < part.endIndex { try port(part[(colon + 1)...]) }
    }

    private mutating func port(_ digits: ArraySlice<UInt8>) throws(URLError) {
        guard !digits.isEmpty else { return }
        var value: UInt32 = 0
        for byte in digits {
            guard (0x30...0x39).contains(byte) else { throw .invalidPort }
            value = value * 10 + UInt32(byte - 0x30)
            guard value <= UInt16.max else { throw .invalidPort }
        }
        if special?.defaultPort != UInt16(value) { url.port = UInt16(value) }
    }
}

// Files.
extension URLParser {
    private mutating func file() throws(URLError) {
        url.host = .empty
        guard isSlash(current) else { return path() }
        noteBackslash(current)
        guard isSlash(at(1)) else { return path() }
        noteBackslash(at(1))
        position += 2
        let end = text[position...].firstIndex { byte in
            isSlash(byte) || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
        }
        let name = text[position..<(end ?? text.count)]
        if isDriveLetter(name) { return path() }
        position = name.endIndex
        if !name.isEmpty {
            guard let host = hosts.host(name, special: true) else { throw .invalidHost }
            let isLocal = host.serialized == [0x6C, 0x6F, 0x63, 0x61, 0x6C, 0x68, 0x6F, 0x73, 0x74]
            url.host = isLocal ? .empty : host
        }
        pathStart()
    }

    /// A letter and ":" or "|".
    private func isDriveLetter(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count == 2, let first = text.first, let last = text.last else { return false }
        return isLetter(first) && (last == UInt8(ascii: ":") || last == UInt8(ascii: "|"))
    }
}

// Path, query, fragment.
extension URLParser {
    private mutating func pathStart() {
        if special != nil || isSlash(current) { path() }
    }

    /// Reads segments, with or without a slash before the first one.
    private mutating func path() {
        if isSlash(current) {
            noteBackslash(current)
            position += 1
        }
        while true {
            let start = position
            while let byte = current, !isSlash(byte), byte != UInt8(ascii: "?"),
                byte != UInt8(ascii: "#")
            { position += 1 }
            let more = isSlash(current)
            append(text[start..<position], isLast: !more)
            guard more else { break }
            noteBackslash(current)
            position += 1
        }
        url.path = .segments(segments)
    }

    private mutating func append(_ segment: ArraySlice<UInt8>, isLast: Bool) {
        switch dotCount(segment) {
        case 2:
            let keepsDrive =
                special == .file && segments.count == 1
                && isDriveLetter(segments[0][...]) && segments[0].last == UInt8(ascii: ":")
            if !keepsDrive, !segments.isEmpty { segments.removeLast() }
            if isLast { segments.append([]) }
        case 1:
            if isLast { segments.append([]) }
        default:
            var encoded = percentEncoded(segment, .path)
            if special == .file, segments.isEmpty, isDriveLetter(segment) {
                encoded[1] = UInt8(ascii: ":")
            }
            segments.append(encoded)
        }
    }

    /// 1 or 2 for a segment of as many dots, each perhaps as "%2e"; otherwise 0.
    private func dotCount(_ segment: ArraySlice<UInt8>) -> Int {
        guard segment.count <= 6 else { return 0 }
        var (rest, count) = (segment, 0)
        while let first = rest.first {
            if first == UInt8(ascii: ".") {
                rest = rest.dropFirst()
            } else if rest.count >= 3, Array(percentDecoded(rest.prefix(3))) == [0x2E] {
                rest = rest.dropFirst(3)
            } else {
                return 0
            }
            count += 1
        }
        return count <= 2 ? count : 0
    }

    private mutating func opaquePath() {
        let end = text[position...].firstIndex {
            $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
        }
        var path = percentEncoded(text[position..<(end ?? text.count)], .c0Control)
        if end != nil, path.last == 0x20 {
            path.replaceSubrange((path.count - 1)..., with: [0x25, 0x32, 0x30])
        }
        url.path = .opaque(path)
        position = end ?? text.count
    }

    private mutating func queryAndFragment() {
        if current == UInt8(ascii: "?") {
            let start = position + 1
            position = text[start...].firstIndex(of: UInt8(ascii: "#")) ?? text.count
            url.query = percentEncoded(
                text[start..<position],
                special == nil ? .query : .specialQuery
            )
        }
        if current == UInt8(ascii: "#") {
            url.fragment = percentEncoded(text[(position + 1)...], .fragment)
        }
    }
}

private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

private func isSchemeByte(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "+")
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
}
