/// The host of a URL.
///
/// Source: URL Standard §3.1.
public enum Host: Equatable, Sendable {
    /// A name of the domain name system, in ASCII and lower case.
    case domain([UInt8])
    /// An IPv4 address.
    case ipv4(UInt32)
    /// An IPv6 address, as eight pieces.
    case ipv6([UInt16])
    /// A host of a scheme that browsers do not resolve, percent-encoded.
    case opaque([UInt8])
    /// No name, as in `file:///`.
    case empty

    /// The host as browsers write it.
    public var serialized: [UInt8] {
        switch self {
        case .domain(let name), .opaque(let name): name
        case .ipv4(let address): IPv4.serialized(address)
        case .ipv6(let pieces):
            [UInt8(ascii: "[")] + IPv6.serialized(pieces) + [UInt8(ascii: "]")]
        case .empty: []
        }
    }
}

/// Reads hosts.
///
/// Source: URL Standard §3.5.
struct HostParser {
    let idna: IDNA

    /// - Returns: nil if a browser refuses it.
    func host(_ text: ArraySlice<UInt8>, special: Bool) -> Host? {
        if text.first == UInt8(ascii: "[") {
            guard text.last == UInt8(ascii: "]") else { return nil }
            return IPv6.parse(text.dropFirst().dropLast()).map { .ipv6($0) }
        }
        return special ? named(text) : opaque(text)
    }

    private func opaque(_ text: ArraySlice<UInt8>) -> Host? {
        guard !text.contains(where: Self.isForbidden) else { return nil }
        return .opaque(percentEncoded(text, .c0Control))
    }

    private func named(_ text: ArraySlice<UInt8>) -> Host? {
        let decoded = percentDecoded(text)
        guard let ascii = ascii(decoded), !ascii.isEmpty,
            !ascii.contains(where: Self.isForbiddenInDomain)
        else { return nil }
        guard IPv4.endsInNumber(ascii) else { return .domain(ascii) }
        return IPv4.parse(ascii).map { .ipv4($0) }
    }

    private func ascii(_ host: [UInt8]) -> [UInt8]? {
        let labels = host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        if host.allSatisfy({ $0 < 0x80 }), !labels.contains(where: IDNA.isPunycode) {
            return host.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        }
        return idna.ascii(codePoints(host))
    }

    /// Source: URL Standard §3.2, "forbidden host code point".
    private static func isForbidden(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00, 0x09, 0x0A, 0x0D, 0x20, 0x23, 0x2F, 0x3A, 0x3C, 0x3E, 0x3F, 0x40, 0x5B...0x5E,
            0x7C:
            true
        default: false
        }
    }

    private static func isForbiddenInDomain(_ byte: UInt8) -> Bool {
        isForbidden(byte) || byte < 0x20 || byte == UInt8(ascii: "%") || byte == 0x7F
    }
}
