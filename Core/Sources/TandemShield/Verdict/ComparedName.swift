/// The name of a host, made ready for comparison with many others.
struct ComparedName {
    private let host: [UInt8]
    private let domain: [UInt8]
    /// The label before the public suffix, as it stands.
    private let label: [UInt8]
    /// The label in letters, without accents; empty if it is ASCII.
    private let letters: [UInt32]
    /// What the label looks like.
    private let skeleton: [UInt8]
    /// The same without hyphens.
    private let withoutHyphens: [UInt8]
    /// What the parts of the label between hyphens look like.
    private let parts: [ArraySlice<UInt8>]
    /// What the labels before the domain look like.
    private let subdomains: [[UInt8]]
    /// The host without dots and hyphens, up to the public suffix.
    private let joined: [UInt8]
    /// Where words of the host begin.
    private let starts: [Int]

    init(host: [UInt8], domain: [UInt8], data: ShieldData) {
        let skeletons = Skeletons(unicode: data.unicode)
        let labels = IDNA.unicodeLabels(host)
        let ascii = PublicSuffixes.labels(host)
        let suffixCount = data.suffixes.suffixLabelCount(ascii)
        let own = max(0, ascii.count - suffixCount - 1)
        let hyphen = UInt8(ascii: "-")
        starts = host.indices.filter { $0 == 0 || Self.isBoundary(host[$0 - 1]) }
        self.host = host
        self.domain = domain
        label = own < ascii.count ? Array(ascii[own]) : []
        skeleton = own < labels.count ? skeletons.comparable(labels[own]) : []
        let bare = IDNA.isPunycode(label[...]) ? data.unicode.decomposed(labels[own]) : []
        letters = bare.filter { !data.unicode.isMark($0) }
        withoutHyphens = skeleton.filter { $0 != hyphen }
        parts = skeleton.split(separator: hyphen)
        subdomains = labels.prefix(own).map(skeletons.comparable)
        joined = (subdomains.joined() + skeleton).filter { $0 != hyphen }
    }

    /// How this name imitates a well-known one to which it does not belong.
    func imitation(of known: KnownName) -> LinkReason? {
        if label == known.label { return known.isDistinctive ? .otherEnding(known.domain) : nil }
        if skeleton == known.skeleton || hasStrangeLetters(in: known.label) {
            return .looksLike(known.domain)
        }
        if names(known) { return .nameInside(known.domain) }
        if isTypo(of: known) { return .similarTo(known.domain) }
        return nil
    }

    /// How this name imitates one that the chat has used: the whole label only.
    func imitation(ofUsed known: KnownName) -> LinkReason? {
        if domain == known.domain || label == known.label { return nil }
        if skeleton == known.skeleton { return .looksLike(known.domain) }
        return isTypo(of: known) ? .similarTo(known.domain) : nil
    }

    /// A slip of the keys in a name that is long enough not to be met by chance.
    private func isTypo(of known: KnownName) -> Bool {
        let count = known.skeleton.count
        guard count >= (known.isDistinctive ? 5 : 6) else { return false }
        // In letters, too: a skeleton's "rn" is one letter, "m", to who types it.
        return isOneEditAway(label, known.label) || isOneEditAway(skeleton, known.skeleton)
            || withoutHyphens == known.joined || joined == known.joined
    }

    /// Whether letters beyond ASCII stand where the name has others, and at least half is as it is.
    private func hasStrangeLetters(in name: [UInt8]) -> Bool {
        guard name.count >= 4, letters.count == name.count else { return false }
        var equalCount = 0
        for (letter, own) in zip(letters, name) {
            if letter == UInt32(own) {
                equalCount += 1
            } else if letter < 0x80 {
                return false
            }
        }
        return 2 * equalCount >= name.count
    }

    /// Whether the name stands inside, where people look for whom a page belongs to.
    private func names(_ known: KnownName) -> Bool {
        if carriesDomain(known.domain) { return true }
        if isLured(by: known.skeleton) { return true }
        guard known.isDistinctive, known.skeleton.count >= 4 else { return false }
        if parts.contains(known.skeleton[...]) { return true }
        if subdomains.contains(known.skeleton) { return true }
        guard known.skeleton.count >= 6 else { return false }
        return skeleton.begins(with: known.skeleton) || skeleton.ends(with: known.skeleton)
    }

    /// Whether the name stands together with a word that asks for trust, and nothing else.
    private func isLured(by name: [UInt8]) -> Bool {
        if parts.contains(name[...]) {
            return parts.contains { LureWords.contains($0) }
        }
        guard name.count >= 3, parts.count == 1 else { return false }
        return skeleton.begins(with: name) && LureWords.contains(skeleton.dropFirst(name.count))
            || skeleton.ends(with: name) && LureWords.contains(skeleton.dropLast(name.count))
    }

    /// Whether the whole domain stands before another one: "paypal.com.example.net", with dots or
    /// hyphens.
    private func carriesDomain(_ other: [UInt8]) -> Bool {
        let room = host.count - other.count
        guard room > 1 else { return false }
        for start in starts where start < room && Self.isBoundary(host[start + other.count]) {
            var index = 0
            while index < other.count, Self.isAlike(host[start + index], other[index]) {
                index += 1
            }
            if index == other.count { return true }
        }
        return false
    }

    private static func isAlike(_ first: UInt8, _ second: UInt8) -> Bool {
        first == second || isBoundary(first) && isBoundary(second)
    }

    private static func isBoundary(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
    }
}

/// Whether one insertion, deletion, replacement or swap of neighbours makes one text of the other.
func isOneEditAway(_ first: [UInt8], _ second: [UInt8]) -> Bool {
    let difference = first.count - second.count
    guard abs(difference) <= 1 else { return false }
    var start = 0
    while start < min(first.count, second.count), first[start] == second[start] { start += 1 }
    var (firstEnd, secondEnd) = (first.count, second.count)
    while firstEnd > start, secondEnd > start, first[firstEnd - 1] == second[secondEnd - 1] {
        firstEnd -= 1
        secondEnd -= 1
    }
    switch (firstEnd - start, secondEnd - start) {
    case (0, 0): return false
    case (0, 1), (1, 0), (1, 1): return true
    case (2, 2): return first[start] == second[start + 1] && first[start + 1] == second[start]
    default: return false
    }
}

extension [UInt8] {
    /// As `starts(with:)`, for arrays only, which is much quicker: each link asks hundreds of times.
    fileprivate func begins(with other: [UInt8]) -> Bool {
        guard count >= other.count else { return false }
        var index = 0
        while index < other.count, self[index] == other[index] { index += 1 }
        return index == other.count
    }

    /// Whether the last bytes are `other`.
    fileprivate func ends(with other: [UInt8]) -> Bool {
        guard count >= other.count else { return false }
        var index = 1
        while index <= other.count, self[count - index] == other[other.count - index] { index += 1 }
        return index > other.count
    }
}
