public import TandemCrypto

/// Where a link was found.
public struct LinkContext: Sendable {
    /// Domains that this chat has used before, in ASCII: a new one that looks like one of them
    /// stands out.
    public var chatDomains: [[UInt8]]

    /// Nothing is known of the chat unless given.
    public init(chatDomains: [[UInt8]] = []) {
        self.chatDomains = chatDomains
    }
}

/// Judges links by what they are made of; nothing is fetched and nothing leaves the device.
public struct LinkShield<Provider: CryptoProvider>: Sendable {
    private let data: ShieldData
    private let blocklist: Blocklist?
    private let provider: Provider

    /// A shield with these tables and, if the operator has one, this blocklist.
    public init(data: ShieldData, blocklist: Blocklist? = nil, provider: Provider) {
        self.data = data
        self.blocklist = blocklist
        self.provider = provider
    }

    /// Judges one link.
    ///
    /// - Parameters:
    ///   - shownText: What a person sees, if it is another text than the target; UTF-8.
    ///   - target: What would be opened, UTF-8; without a scheme, https is assumed.
    public func check(
        shownText: [UInt8]? = nil,
        target: [UInt8],
        context: LinkContext = LinkContext()
    ) -> LinkVerdict {
        let shown = shownText.map { Array($0.prefix(Limits.shownTextByteCount)) }
        var reasons = hiddenCharacters(target.prefix(Limits.linkByteCount), shown)
        guard let url = Self.url(target, data) else {
            return LinkVerdict(reasons + [.unreadable], url: nil, domain: [])
        }
        reasons += SpellingRules.reasons(url)
        let host = url.host?.serialized ?? []
        var domain = host
        if case .domain = url.host {
            domain = data.suffixes.registrableDomain(host) ?? host
            reasons += NameRules(data: data, context: context).reasons(host, domain)
            if data.shorteners.contains(domain) { reasons.append(.shortener) }
        }
        if let blocklist, blocklist.contains(host, provider) { reasons.append(.blocked) }
        if let shown, let other = ShownText(data: data).otherDomain(in: shown, than: url, domain) {
            reasons.append(.shownTextDiffers(shown: other))
        }
        return LinkVerdict(reasons, url: url, domain: domain)
    }

    private static func url(_ target: [UInt8], _ data: ShieldData) -> WebURL? {
        do throws(URLError) {
            return try WebURL(parsing: target, data: data)
        } catch {
            guard error == .noScheme else { return nil }
            let https: [UInt8] = [0x68, 0x74, 0x74, 0x70, 0x73, 0x3A, 0x2F, 0x2F]
            return try? WebURL(parsing: https + target, data: data)
        }
    }

    private func hiddenCharacters(_ target: ArraySlice<UInt8>, _ shown: [UInt8]?) -> [LinkReason] {
        let inTarget =
            !target.allSatisfy { $0 < 0x80 }
            && codePoints(target).contains(where: HiddenCharacters.turnsDirection)
        let inShown = shown.map { text in
            codePoints(text).contains(where: HiddenCharacters.overridesDirection)
        }
        return inTarget || inShown ?? false ? [.hiddenCharacters] : []
    }
}
