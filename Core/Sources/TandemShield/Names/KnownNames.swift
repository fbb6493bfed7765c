/// A name that others are compared with.
struct KnownName: Sendable {
    /// The domain that somebody registered, in ASCII.
    let domain: [UInt8]
    /// Its label before the public suffix.
    let label: [UInt8]
    /// What the label looks like.
    let skeleton: [UInt8]
    /// The same without hyphens.
    let joined: [UInt8]
    /// Whether the label means nothing else: other words do not contain it by chance.
    let isDistinctive: Bool
}

/// The well-known names: who asks for passwords and money.
///
/// Layout: a line each, "domain domain … [*]": the first is the name that is compared, the others
/// belong to the same owner; "*" marks a label that is a word of a language, too.
struct KnownNames: Sendable {
    let names: [KnownName]
    /// Every domain of the owners.
    private let domains: ByteLines

    init(_ list: ByteLines, suffixes: PublicSuffixes, unicode: UnicodeTables) {
        let skeletons = Skeletons(unicode: unicode)
        var names: [KnownName] = []
        var domains: [[UInt8]] = []
        for line in list.lines {
            let words = line.split(separator: UInt8(ascii: " ")).map { Array($0) }
            let star = [UInt8(ascii: "*")]
            domains += words.filter { $0 != star }
            guard let first = words.first else { continue }
            names.append(
                KnownName(first, isDistinctive: words.last != star, suffixes, skeletons)
            )
        }
        self.names = names
        self.domains = ByteLines(sorting: domains)
    }

    /// Whether a registered domain is one of the owners' own.
    func contains(_ domain: [UInt8]) -> Bool { domains.contains(domain) }
}

extension KnownName {
    init(
        _ domain: [UInt8],
        isDistinctive: Bool,
        _ suffixes: PublicSuffixes,
        _ skeletons: Skeletons
    ) {
        let labels = PublicSuffixes.labels(domain)
        let registered = suffixes.registrableDomain(domain) ?? domain
        let count = suffixes.suffixLabelCount(labels)
        self.domain = registered
        label = labels.dropLast(count).last.map { Array($0) } ?? domain
        skeleton = skeletons.comparable(codePoints(label))
        joined = skeleton.filter { $0 != UInt8(ascii: "-") }
        self.isDistinctive = isDistinctive
    }
}
