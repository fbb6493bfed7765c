/// The Public Suffix List: below which names anyone can register a domain.
///
/// Layout: nodes of 8 bytes (offset of the label, 3; first child, 2; count of children, 2; flags, 1),
/// those of one parent together and sorted; and a pool of counted labels. Node 0 is the root.
///
/// Source: publicsuffix.org/list, "Algorithm".
struct PublicSuffixes: Sendable {
    private enum Flag {
        static let (rule, exception, wildcard): (UInt8, UInt8, UInt8) = (1, 2, 4)
    }

    private let nodes: [UInt8]
    private let pool: [UInt8]

    init(_ sections: ShieldSections) throws(ShieldDataError) {
        nodes = Array(try sections[10])
        pool = Array(try sections[11])
        guard !nodes.isEmpty, nodes.count % 8 == 0 else { throw .malformed }
    }

    /// How many labels of the host, from the right, are a public suffix; at least 1.
    func suffixLabelCount(_ labels: [ArraySlice<UInt8>]) -> Int {
        var (node, count, depth) = (0, 1, 0)
        for label in labels.reversed() {
            let above = flags(node)
            if depth > 0, above & Flag.wildcard != 0 { count = max(count, depth + 1) }
            guard let child = child(of: node, label) else { break }
            (node, depth) = (child, depth + 1)
            if flags(node) & Flag.exception != 0 { return depth - 1 }
            if flags(node) & Flag.rule != 0 { count = max(count, depth) }
        }
        return min(count, labels.count)
    }

    /// The labels of the domain that somebody registered: the suffix and one more.
    ///
    /// - Returns: nil if the host is itself a public suffix.
    func registrableDomain(_ host: [UInt8]) -> [UInt8]? {
        let labels = Self.labels(host)
        let count = suffixLabelCount(labels)
        guard labels.count > count else { return nil }
        return Array(labels.suffix(count + 1).joined(separator: [UInt8(ascii: ".")]))
    }

    /// Whether the last label is a top-level domain of the list.
    func isKnown(topLevel label: ArraySlice<UInt8>) -> Bool { child(of: 0, label) != nil }

    /// The labels of a host, without the empty one of a final dot.
    static func labels(_ host: [UInt8]) -> [ArraySlice<UInt8>] {
        let end = host.last == UInt8(ascii: ".") ? host.count - 1 : host.count
        return host[..<end].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    }

    private func flags(_ node: Int) -> UInt8 { nodes[8 * node + 7] }

    private func uint16(_ position: Int) -> Int {
        Int(nodes[position]) << 8 | Int(nodes[position + 1])
    }

    private func child(of node: Int, _ label: ArraySlice<UInt8>) -> Int? {
        let first = uint16(8 * node + 3)
        var (low, high) = (first, first + uint16(8 * node + 5))
        guard high <= nodes.count / 8 else { return nil }
        while low < high {
            let middle = (low + high) / 2
            let found = self.label(middle)
            if found == label { return middle }
            if found.lexicographicallyPrecedes(label) { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// The label of a node; empty where the tables are damaged.
    private func label(_ node: Int) -> ArraySlice<UInt8> {
        let offset = Int(uint24(nodes[...], at: 8 * node))
        guard offset < pool.count, offset + 1 + Int(pool[offset]) <= pool.count else { return [] }
        return pool[offset + 1..<offset + 1 + Int(pool[offset])]
    }
}
