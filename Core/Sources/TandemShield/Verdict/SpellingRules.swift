/// What stands out about the way a URL is written, whatever its name.
enum SpellingRules {
    static func reasons(_ url: WebURL) -> [LinkReason] {
        var reasons = scheme(url) + host(url)
        if url.oddities.userinfo { reasons.append(.credentials) }
        if url.oddities.controlsDropped || url.oddities.backslashes { reasons.append(.oddSpelling) }
        if let port = url.port, !usualPorts.contains(port) { reasons.append(.unusualPort(port)) }
        if Programs.isProgram(url) { reasons.append(.program) }
        return reasons
    }

    /// The schemes' own ports are not kept; these are those of web servers beside another one.
    ///
    /// Source: IANA Service Name and Port Number Registry (http-alt, https-alt), and habit.
    private static let usualPorts: [UInt16] = [80, 443, 8080, 8443]

    private static func scheme(_ url: WebURL) -> [LinkReason] {
        switch SpecialScheme(url.scheme) {
        case .https, .wss: []
        case .http, .ws, .ftp: [.notEncrypted]
        case .file: [.otherProgram]
        case nil where scriptSchemes.contains(url.scheme): [.script]
        case nil where harmlessSchemes.contains(url.scheme): []
        case nil: [.otherProgram]
        }
    }

    private static let scriptSchemes = words("javascript vbscript data blob filesystem")
    private static let harmlessSchemes = words("mailto tel sms geo xmpp matrix sip sips about")

    private static func host(_ url: WebURL) -> [LinkReason] {
        let written = url.oddities.writtenHost
        var reasons: [LinkReason] = []
        switch url.host {
        case .ipv4(let address):
            reasons.append(written == IPv4.serialized(address) ? .address : .disguisedAddress)
        case .ipv6: reasons.append(.address)
        case .domain(let name):
            if written.contains(UInt8(ascii: "%")) || isFolded(written, name) {
                reasons.append(.oddSpelling)
            }
        case .opaque, .empty, nil: break
        }
        let decoded = percentDecoded(written[...])
        if !decoded.allSatisfy({ $0 < 0x80 }),
            codePoints(decoded).contains(where: HiddenCharacters.isInvisible)
        {
            reasons.append(.hiddenCharacters)
        }
        return reasons
    }

    /// Whether letters beyond ASCII stand for a name in ASCII: full-width, circled and the like.
    private static func isFolded(_ written: [UInt8], _ name: [UInt8]) -> Bool {
        guard !written.allSatisfy({ $0 < 0x80 }) else { return false }
        return !PublicSuffixes.labels(name).contains(where: IDNA.isPunycode)
    }
}

/// The words of a text.
func words(_ text: StaticString) -> [[UInt8]] {
    text.withUTF8Buffer { $0.split(separator: UInt8(ascii: " ")).map { Array($0) } }
}
