/// Why bytes are no tables of the link shield.
public enum ShieldDataError: Error, Equatable, Sendable {
    /// They are of another kind or version.
    case unknownFormat
    /// A table is missing, cut off or out of order.
    case malformed
}

/// The tables that the link shield works with: a file that the host gives.
///
/// Layout: "TSH1", the count of sections, then number (1 byte), offset and length (4 bytes each,
/// big-endian) of every section; `docs/shield.md` lists the sections and their sources.
public struct ShieldData: Sendable {
    let unicode: UnicodeTables
    let suffixes: PublicSuffixes
    let names: KnownNames
    let shorteners: ByteLines

    /// Reads the contents of a table file.
    ///
    /// - Throws: `unknownFormat`, `malformed`.
    public init(_ bytes: [UInt8]) throws(ShieldDataError) {
        let sections = try ShieldSections(bytes)
        unicode = try UnicodeTables(sections)
        suffixes = try PublicSuffixes(sections)
        shorteners = ByteLines(try sections[21])
        names = KnownNames(ByteLines(try sections[20]), suffixes: suffixes, unicode: unicode)
    }
}

/// The parts of a table file by their numbers.
struct ShieldSections {
    private let bytes: [UInt8]
    private var ranges: [(number: UInt8, range: Range<Int>)] = []

    init(_ bytes: [UInt8]) throws(ShieldDataError) {
        self.bytes = bytes
        let magic: [UInt8] = [0x54, 0x53, 0x48, 0x31]
        guard bytes.count >= 5, Array(bytes[..<4]) == magic else { throw .unknownFormat }
        let headerCount = 5 + 9 * Int(bytes[4])
        guard bytes.count >= headerCount else { throw .malformed }
        for position in stride(from: 5, to: headerCount, by: 9) {
            let (start, count) = (uint32(at: position + 1), uint32(at: position + 5))
            guard start <= bytes.count, count <= bytes.count - start else { throw .malformed }
            ranges.append((bytes[position], start..<start + count))
        }
    }

    /// The section of a number.
    ///
    /// - Throws: `malformed` if there is none.
    subscript(number: UInt8) -> ArraySlice<UInt8> {
        get throws(ShieldDataError) {
            for section in ranges where section.number == number { return bytes[section.range] }
            throw .malformed
        }
    }

    /// Clamped, so that 32 bits of the browser's build hold it.
    private func uint32(at position: Int) -> Int {
        let value = bytes[position..<position + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return Int(min(value, UInt32(Int32.max)))
    }
}

/// Sorted lines.
struct ByteLines: Sendable {
    let lines: [[UInt8]]

    init(_ bytes: ArraySlice<UInt8>) {
        lines = bytes.split(separator: 0x0A).map { Array($0) }
    }

    /// Whether `line` is one of them.
    func contains(_ line: [UInt8]) -> Bool {
        var (low, high) = (0, lines.count)
        while low < high {
            let middle = (low + high) / 2
            if lines[middle].lexicographicallyPrecedes(line) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low < lines.count && lines[low] == line
    }
}

extension ByteLines {
    /// Sorts lines.
    init(sorting lines: [[UInt8]]) {
        self.lines = lines.sorted { $0.lexicographicallyPrecedes($1) }
    }
}
