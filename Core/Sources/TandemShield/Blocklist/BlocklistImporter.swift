/// Reads the common feeds: hosts files, lists of domains or URLs, and CSV with a column of either.
///
/// A URL stands for its host only where that host is nobody's but the trap's: well-known names and
/// public suffixes are left out, as a page on them says nothing about all others there.
public struct BlocklistImporter {
    private let data: ShieldData

    /// An importer that knows names and suffixes by these tables.
    public init(data: ShieldData) {
        self.data = data
    }

    /// The hosts of a feed, in ASCII; what is no host is passed over.
    public func hosts(in feed: [UInt8]) -> [[UInt8]] {
        var hosts: [[UInt8]] = []
        for line in feed.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            guard let first = line.first(where: { $0 > 0x20 }), first != UInt8(ascii: "#"),
                first != UInt8(ascii: "!"), line.count <= Limits.linkByteCount
            else { continue }
            hosts += self.hosts(line: line)
        }
        return hosts
    }

    private func hosts(line: ArraySlice<UInt8>) -> [[UInt8]] {
        if line.contains(UInt8(ascii: ",")) || line.contains(UInt8(ascii: "\"")) {
            let fields = Self.fields(line)
            let urls = fields.filter(Self.isURL)
            return Array((urls.isEmpty ? fields : urls).compactMap(host).prefix(1))
        }
        let text = line.prefix {
            $0 != UInt8(ascii: "#") || line.starts(with: [0x68, 0x74, 0x74, 0x70])
        }
        let words = text.split(whereSeparator: { $0 <= 0x20 }).map { Array($0) }
        return words.compactMap(host)
    }

    /// The fields of a CSV line.
    ///
    /// Source: RFC 4180.
    private static func fields(_ line: ArraySlice<UInt8>) -> [[UInt8]] {
        var (fields, field, quoted) = ([[UInt8]](), [UInt8](), false)
        for byte in line {
            switch byte {
            case UInt8(ascii: "\""): quoted.toggle()
            case UInt8(ascii: ",") where !quoted:
                fields.append(field)
                field = []
            default: field.append(byte)
            }
        }
        return fields + [field]
    }

    private static func isURL(_ text: [UInt8]) -> Bool {
        text.starts(with: [0x68, 0x74, 0x74, 0x70, 0x3A, 0x2F, 0x2F])
            || text.starts(with: [0x68, 0x74, 0x74, 0x70, 0x73, 0x3A, 0x2F, 0x2F])
    }

    private func host(_ text: [UInt8]) -> [UInt8]? {
        let isURL = Self.isURL(text)
        let https: [UInt8] = [0x68, 0x74, 0x74, 0x70, 0x73, 0x3A, 0x2F, 0x2F]
        guard let url = try? WebURL(parsing: isURL ? text : https + text, data: data) else {
            return nil
        }
        switch url.host {
        case .ipv4, .ipv6: return isURL ? url.host?.serialized : nil
        case .domain(let name): return isTrap(name) ? name : nil
        case .opaque, .empty, nil: return nil
        }
    }

    private func isTrap(_ host: [UInt8]) -> Bool {
        let labels = PublicSuffixes.labels(host)
        guard let last = labels.last, data.suffixes.isKnown(topLevel: last),
            let domain = data.suffixes.registrableDomain(host)
        else { return false }
        return !data.names.contains(domain)
    }
}
