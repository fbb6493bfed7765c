/// A URL as browsers read it.
///
/// Text parts are ASCII, percent-encoded as browsers write them.
///
/// Source: URL Standard §4.1.
public struct WebURL: Equatable, Sendable {
    /// The scheme in lower case, without the colon.
    public internal(set) var scheme: [UInt8] = []
    /// The user name before the host; empty if there is none.
    public internal(set) var username: [UInt8] = []
    /// The password before the host; empty if there is none.
    public internal(set) var password: [UInt8] = []
    /// The host; nil for schemes that have none, such as `mailto:`.
    public internal(set) var host: Host?
    /// The port, if it is another than the scheme's.
    public internal(set) var port: UInt16?
    /// The path.
    public internal(set) var path = Path.segments([])
    /// What follows "?".
    public internal(set) var query: [UInt8]?
    /// What follows "#".
    public internal(set) var fragment: [UInt8]?

    /// What stood in the text and is not to be seen in the URL any more.
    var oddities = URLOddities()

    /// A path: segments, or text that only the scheme understands.
    public enum Path: Equatable, Sendable {
        /// Segments, each after a slash.
        case segments([[UInt8]])
        /// As in `mailto:` and `javascript:`.
        case opaque([UInt8])
    }

    /// Whether the scheme is one of those that browsers fetch: http, https, ws, wss, ftp, file.
    public var isSpecial: Bool { SpecialScheme(scheme) != nil }

    /// The path as it is written.
    public var serializedPath: [UInt8] {
        switch path {
        case .opaque(let text): text
        case .segments(let segments): segments.reduce(into: []) { $0 += [UInt8(ascii: "/")] + $1 }
        }
    }

    /// The URL as browsers write it.
    ///
    /// Source: URL Standard §4.5.
    public var serialized: [UInt8] {
        var output = scheme + [UInt8(ascii: ":")]
        if let host {
            output += [UInt8(ascii: "/"), UInt8(ascii: "/")] + serializedCredentials
            output += host.serialized
            if let port { output += [UInt8(ascii: ":")] + decimal(UInt32(port)) }
        } else if case .segments(let segments) = path, segments.count > 1, segments[0].isEmpty {
            output += [UInt8(ascii: "/"), UInt8(ascii: ".")]
        }
        output += serializedPath
        if let query { output += [UInt8(ascii: "?")] + query }
        if let fragment { output += [UInt8(ascii: "#")] + fragment }
        return output
    }

    private var serializedCredentials: [UInt8] {
        if username.isEmpty, password.isEmpty { return [] }
        let secret = password.isEmpty ? [] : [UInt8(ascii: ":")] + password
        return username + secret + [UInt8(ascii: "@")]
    }
}

/// What a URL's text held that its parts do not show.
struct URLOddities: Equatable, Sendable {
    /// Tabs or line breaks, which browsers drop.
    var controlsDropped = false
    /// Backslashes that count as slashes.
    var backslashes = false
    /// The host as it stood in the text.
    var writtenHost: [UInt8] = []
    /// A user part, even an empty one.
    var userinfo = false
}

/// The schemes that browsers fetch.
///
/// Source: URL Standard §4.2.
enum SpecialScheme {
    case http, https, ws, wss, ftp, file

    init?(_ scheme: [UInt8]) {
        switch scheme.count {
        case 2 where scheme == [0x77, 0x73]: self = .ws
        case 3 where scheme == [0x77, 0x73, 0x73]: self = .wss
        case 3 where scheme == [0x66, 0x74, 0x70]: self = .ftp
        case 4 where scheme == [0x68, 0x74, 0x74, 0x70]: self = .http
        case 4 where scheme == [0x66, 0x69, 0x6C, 0x65]: self = .file
        case 5 where scheme == [0x68, 0x74, 0x74, 0x70, 0x73]: self = .https
        default: return nil
        }
    }

    var defaultPort: UInt16? {
        switch self {
        case .http, .ws: 80
        case .https, .wss: 443
        case .ftp: 21
        case .file: nil
        }
    }
}
