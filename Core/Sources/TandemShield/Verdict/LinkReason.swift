/// One thing that stands out about a link. Names are domains in ASCII.
///
/// `docs/shield.md` gives each rule with its source.
public enum LinkReason: Equatable, Sendable {
    /// It runs a script or carries a page of its own: `javascript:`, `vbscript:`, `data:`.
    case script
    /// Its host is on the blocklist.
    case blocked
    /// Its text names another domain than it opens.
    case shownTextDiffers(shown: [UInt8])
    /// Characters that are not to be seen, or that turn the direction of writing.
    case hiddenCharacters
    /// A name or password before the host, which looks like a host itself.
    case credentials
    /// Its domain looks like this one in other letters.
    case looksLike([UInt8])
    /// Letters of several scripts in one name.
    case mixedScripts
    /// An address in octal, hexadecimal or short form, which nobody reads as one.
    case disguisedAddress
    /// Its domain is a letter away from this one.
    case similarTo([UInt8])
    /// It carries this name without belonging to it.
    case nameInside([UInt8])
    /// It bears this name under another ending.
    case otherEnding([UInt8])
    /// A name in another script whose letters all look Latin.
    case imitatesLatin
    /// An address instead of a name.
    case address
    /// A port that web servers seldom use.
    case unusualPort(UInt16)
    /// A service that hides where the link leads.
    case shortener
    /// A program, or a disk image or package that contains one.
    case program
    /// Spelled so that people and browsers read it differently: backslashes, dropped characters, an
    /// encoded host.
    case oddSpelling
    /// It opens another program than the browser.
    case otherProgram
    /// No browser opens it.
    case unreadable
    /// A name in letters beyond ASCII, which stands in the link as Punycode.
    case internationalName
    /// Whoever is on the way can read and change it.
    case notEncrypted

    /// How grave it is.
    public var level: LinkVerdict.Level {
        switch self {
        case .script, .blocked, .shownTextDiffers, .hiddenCharacters, .credentials, .looksLike,
            .mixedScripts, .disguisedAddress:
            .danger
        case .similarTo, .nameInside, .otherEnding, .imitatesLatin, .address, .unusualPort,
            .shortener, .program, .oddSpelling, .otherProgram, .unreadable:
            .caution
        case .internationalName, .notEncrypted: .notice
        }
    }

    /// The word for programs.
    public var code: String {
        switch self {
        case .script: "script"
        case .blocked: "blocked"
        case .shownTextDiffers: "shownTextDiffers"
        case .hiddenCharacters: "hiddenCharacters"
        case .credentials: "credentials"
        case .looksLike: "looksLike"
        case .mixedScripts: "mixedScripts"
        case .disguisedAddress: "disguisedAddress"
        case .similarTo: "similarTo"
        case .nameInside: "nameInside"
        case .otherEnding: "otherEnding"
        case .imitatesLatin: "imitatesLatin"
        case .address: "address"
        case .unusualPort: "unusualPort"
        case .shortener: "shortener"
        case .program: "program"
        case .oddSpelling: "oddSpelling"
        case .otherProgram: "otherProgram"
        case .unreadable: "unreadable"
        case .internationalName: "internationalName"
        case .notEncrypted: "notEncrypted"
        }
    }
}
