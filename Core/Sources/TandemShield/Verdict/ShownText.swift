/// What the text of a link says about where it leads.
struct ShownText {
    let data: ShieldData

    /// How many words are looked at.
    private static let wordCount = 16

    /// The first domain that the text names, if it is another than the link's.
    func otherDomain(in text: [UInt8], than url: WebURL, _ domain: [UInt8]) -> [UInt8]? {
        for word in text.split(whereSeparator: { $0 <= 0x20 }).prefix(Self.wordCount) {
            guard let named = self.domain(namedBy: word) else { continue }
            return named == domain ? nil : named
        }
        return nil
    }

    private func domain(namedBy word: ArraySlice<UInt8>) -> [UInt8]? {
        let bare = trimmed(word)
        guard !bare.isEmpty else { return nil }
        if let url = try? WebURL(parsing: bare, data: data), url.isSpecial {
            return domain(of: url)
        }
        guard bare.contains(UInt8(ascii: ".")) || !bare.allSatisfy({ $0 < 0x80 }),
            !bare.contains(UInt8(ascii: "@"))
        else { return nil }
        let https: [UInt8] = [0x68, 0x74, 0x74, 0x70, 0x73, 0x3A, 0x2F, 0x2F]
        guard let url = try? WebURL(parsing: https + bare, data: data),
            case .domain(let host) = url.host,
            isName(host, isWholeWord: host.count == bare.count)
        else { return nil }
        return domain(of: url)
    }

    private func domain(of url: WebURL) -> [UInt8]? {
        guard let host = url.host?.serialized, !host.isEmpty else { return nil }
        guard case .domain = url.host else { return host }
        return data.suffixes.registrableDomain(host) ?? host
    }

    /// Whether a dotted word is meant as a host: its ending is a known one, and not rather that of a
    /// file.
    private func isName(_ host: [UInt8], isWholeWord: Bool) -> Bool {
        let labels = PublicSuffixes.labels(host)
        guard labels.count >= 2, let last = labels.last, data.suffixes.isKnown(topLevel: last)
        else {
            return false
        }
        return labels.count > 2 || !isWholeWord || !Self.fileEndings.contains(Array(last))
    }

    /// Top-level domains that are endings of files, too.
    private static let fileEndings = words("md sh py rs pl cc zip mov ps ai so app cab pub tf")

    /// Without the brackets, quotes and stops around it.
    private func trimmed(_ word: ArraySlice<UInt8>) -> [UInt8] {
        var word = word
        while let first = word.first, Self.isAround(first) { word = word.dropFirst() }
        while let last = word.last, Self.isAround(last) || last == UInt8(ascii: ".") {
            word = word.dropLast()
        }
        return Array(word)
    }

    private static func isAround(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x22, 0x27, 0x28, 0x29, 0x2C, 0x3A, 0x3B, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D:
            true
        default: false
        }
    }
}
