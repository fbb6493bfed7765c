import TandemBytes
public import TandemCrypto

/// Hosts that the operator warns of, as prefixes of their hashes.
///
/// An entry stands for the host and all below it. A file of hashes does not hand out addresses of
/// traps, and is small: 8 bytes a host.
///
/// Layout: version (4 bytes, "TSB1"), serial (8), count (4), then that many prefixes of 8 bytes, in
/// ascending order; integers are big-endian.
public struct Blocklist: Equatable, Sendable {
    /// Which of two lists is the newer one; an operator only ever raises it.
    public let serial: UInt64

    private let prefixes: [UInt64]

    private static let magic: UInt32 = 0x5453_4231

    /// A list of hosts in ASCII and lower case.
    public init(hosts: [[UInt8]], serial: UInt64, provider: some CryptoProvider) {
        self.serial = serial
        let unordered = hosts.map { Self.prefix($0[...], provider) }
        var prefixes: [UInt64] = []
        for index in ascendingOrder(unordered) where prefixes.last != unordered[index] {
            prefixes.append(unordered[index])
        }
        self.prefixes = prefixes
    }

    /// How many hosts it holds.
    public var count: Int { prefixes.count }

    /// Whether the host or a domain above it is on the list; a top-level domain never is.
    public func contains(_ host: [UInt8], _ provider: some CryptoProvider) -> Bool {
        if prefixes.isEmpty || host.isEmpty { return false }
        var name = host.last == UInt8(ascii: ".") ? host.dropLast() : host[...]
        for _ in 0..<Limits.blocklistLabelCount {
            if contains(Self.prefix(name, provider)) { return true }
            guard let dot = name.firstIndex(of: UInt8(ascii: ".")) else { return false }
            name = name[(dot + 1)...]
            guard name.contains(UInt8(ascii: ".")) else { return false }
        }
        return false
    }

    private func contains(_ prefix: UInt64) -> Bool {
        var (low, high) = (0, prefixes.count)
        while low < high {
            let middle = (low + high) / 2
            if prefixes[middle] < prefix { low = middle + 1 } else { high = middle }
        }
        return low < prefixes.count && prefixes[low] == prefix
    }

    private static func prefix(_ host: ArraySlice<UInt8>, _ provider: some CryptoProvider) -> UInt64
    {
        provider.hash(.sha256, Array(host)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

// The file.
extension Blocklist {
    /// The list as a file, not signed yet.
    public var encoded: [UInt8] {
        var output = Self.bigEndian(Self.magic) + Self.bigEndian(serial)
        output += Self.bigEndian(UInt32(prefixes.count))
        for prefix in prefixes { output += Self.bigEndian(prefix) }
        return output
    }

    /// Reads a file whose signature was checked.
    ///
    /// - Throws: `malformed` for another format, a wrong count, or prefixes out of order.
    init(decoding bytes: ArraySlice<UInt8>) throws(BlocklistError) {
        var reader = ByteReader(Array(bytes))
        do throws(DecodeError) {
            let magic = try reader.integer(UInt32.self)
            serial = try reader.integer(UInt64.self)
            let count = try reader.integer(UInt32.self)
            guard magic == Self.magic, UInt64(reader.remainingCount) == 8 * UInt64(count) else {
                throw .unknownValue
            }
            var prefixes: [UInt64] = []
            prefixes.reserveCapacity(reader.remainingCount / 8)
            while !reader.isAtEnd {
                let prefix = try reader.integer(UInt64.self)
                if let last = prefixes.last, last >= prefix { throw .unknownValue }
                prefixes.append(prefix)
            }
            self.prefixes = prefixes
        } catch {
            throw .malformed
        }
    }

    private static func bigEndian<Integer: FixedWidthInteger & UnsignedInteger>(
        _ value: Integer
    ) -> [UInt8] {
        stride(from: Integer.bitWidth - 8, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: value >> Integer($0))
        }
    }
}
