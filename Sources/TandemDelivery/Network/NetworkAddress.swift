internal import Glibc

/// The address that a connection comes from.
public struct NetworkAddress: Hashable, Sendable {
    /// Four bytes of IPv4 or sixteen of IPv6; none if it is not known.
    public let bytes: [UInt8]

    /// Reads an address in text; IPv4 within IPv6 becomes IPv4.
    public init(_ text: String) {
        bytes =
            Self.parse(text, family: AF_INET, count: 4)
            ?? Self.unmapped(Self.parse(text, family: AF_INET6, count: 16) ?? [])
    }

    private static func parse(_ text: String, family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, text, &bytes) == 1 ? bytes : nil
    }

    private static func unmapped(_ bytes: [UInt8]) -> [UInt8] {
        let prefix = [UInt8](repeating: 0, count: 10) + [0xff, 0xff]
        return bytes.starts(with: prefix) ? Array(bytes.dropFirst(12)) : bytes
    }

    /// Whether it is this machine.
    public var isLoopback: Bool {
        switch bytes.count {
        case 4: bytes[0] == 127
        case 16: bytes == [UInt8](repeating: 0, count: 15) + [1]
        default: false
        }
    }

    /// What limits count by: the address, or the network of an IPv6 address, since who has one has
    /// the 2⁶⁴ beside it as well.
    public struct LimitKey: Hashable, Sendable {
        fileprivate let bytes: [UInt8]
    }

    /// What limits count by: the address, or the /64 of an IPv6 address.
    public var limitKey: LimitKey { LimitKey(bytes: Array(bytes.prefix(8))) }

    /// What limits count by that hold for all networks of one site: the address, or the /48 of an
    /// IPv6 address.
    var siteKey: LimitKey { LimitKey(bytes: Array(bytes.prefix(6))) }

    /// The address without the part that tells neighbours apart: /24, or /48 for IPv6.
    public var network: [UInt8] {
        Array(bytes.prefix(bytes.count == 4 ? 3 : 6))
    }

    /// The network in text, as `192.0.2.0/24` or `2001:db8:1::/48`; empty if it is not known.
    public var networkText: String {
        switch bytes.count {
        case 4: "\(bytes[0]).\(bytes[1]).\(bytes[2]).0/24"
        case 16: (0..<3).map { group(at: $0) }.joined(separator: ":") + "::/48"
        default: ""
        }
    }

    private func group(at index: Int) -> String {
        String(UInt16(bytes[2 * index]) << 8 | UInt16(bytes[2 * index + 1]), radix: 16)
    }
}
