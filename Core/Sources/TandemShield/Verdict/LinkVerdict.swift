/// What the shield says of a link.
public struct LinkVerdict: Equatable, Sendable {
    /// How much a person should hesitate; flagged is what is above `notice`.
    public enum Level: UInt8, Sendable {
        /// Nothing stands out.
        case clear
        /// Worth a word beside the link; it opens without a question.
        case notice
        /// Ask before opening: honest links seldom look like this.
        case caution
        /// Ask before opening: honest links do not look like this.
        case danger
    }

    /// Why, the gravest first; empty if nothing stands out.
    public let reasons: [LinkReason]

    /// The URL as a browser would open it; nil if it would not.
    public let url: WebURL?

    /// The domain that somebody registered, or the address, in ASCII: what to show first.
    public let domain: [UInt8]

    /// The level of the gravest reason.
    public var level: Level { reasons.first?.level ?? .clear }

    /// Whether to ask before opening.
    public var isFlagged: Bool { level.rawValue >= Level.caution.rawValue }

    init(_ reasons: [LinkReason], url: WebURL?, domain: [UInt8]) {
        var ordered: [LinkReason] = []
        for level in [Level.danger, .caution, .notice] {
            for reason in reasons where reason.level == level && !ordered.contains(reason) {
                ordered.append(reason)
            }
        }
        self.reasons = ordered
        self.url = url
        self.domain = domain
    }
}
