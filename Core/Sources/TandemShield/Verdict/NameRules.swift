/// What stands out about the name of a host.
struct NameRules {
    let data: ShieldData
    let context: LinkContext

    func reasons(_ host: [UInt8], _ domain: [UInt8]) -> [LinkReason] {
        scripts(host) + imitations(host, domain)
    }

    /// Source: UTS #39 §5.
    private func scripts(_ host: [UInt8]) -> [LinkReason] {
        let labels = PublicSuffixes.labels(host)
        guard labels.contains(where: IDNA.isPunycode) else { return [] }
        // Below a top-level domain in letters of its own, nobody expects Latin ones.
        let isLatinExpected = !(labels.last.map(IDNA.isPunycode) ?? false)
        let scripts = Scripts(unicode: data.unicode)
        var reasons: [LinkReason] = [.internationalName]
        for label in IDNA.unicodeLabels(host) where !label.allSatisfy({ $0 < 0x80 }) {
            if scripts.areMixed(in: label) { reasons.append(.mixedScripts) }
            if isLatinExpected, imitatesLatin(label) { reasons.append(.imitatesLatin) }
        }
        return reasons
    }

    private func imitatesLatin(_ label: [UInt32]) -> Bool {
        Skeletons(unicode: data.unicode).skeleton(label).allSatisfy { $0 < 0x80 }
    }

    private func imitations(_ host: [UInt8], _ domain: [UInt8]) -> [LinkReason] {
        let name = ComparedName(host: host, domain: domain, data: data)
        var reasons: [LinkReason] = []
        if !data.names.contains(domain) {
            for known in data.names.names {
                if let reason = name.imitation(of: known) { reasons.append(reason) }
            }
        }
        if !context.chatDomains.contains(domain) {
            let skeletons = Skeletons(unicode: data.unicode)
            for used in context.chatDomains.prefix(Limits.chatDomainCount) {
                let known = KnownName(used, isDistinctive: true, data.suffixes, skeletons)
                if let reason = name.imitation(ofUsed: known) { reasons.append(reason) }
            }
        }
        return Self.gravest(reasons)
    }

    /// One imitated name is enough to say.
    private static func gravest(_ reasons: [LinkReason]) -> [LinkReason] {
        let found = reasons.first { $0.level == .danger } ?? reasons.first
        return found.map { [$0] } ?? []
    }
}
