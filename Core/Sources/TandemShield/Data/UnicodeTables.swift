/// What the shield knows of Unicode.
struct UnicodeTables: Sendable {
    /// What UTS #46 says of a code point.
    enum Mapping: Equatable {
        case valid
        case disallowed
        case ignored
        case mapped([UInt32])
    }

    private let mappings: RangeTable
    private let decompositions: RangeTable
    private let classes: RangeTable
    private let scripts: RangeTable
    private let scriptSets: [ScriptSet]
    private let skeletons: RangeTable
    private let pool: [UInt8]
    private var compositions: [UInt64: UInt32] = [:]

    init(_ sections: ShieldSections) throws(ShieldDataError) {
        mappings = try RangeTable(try sections[1])
        decompositions = try RangeTable(try sections[2])
        classes = try RangeTable(try sections[3])
        scripts = try RangeTable(try sections[5])
        scriptSets = try ScriptSet.list(try sections[6])
        skeletons = try RangeTable(try sections[7])
        pool = Array(try sections[8])
        let pairs = try sections[4]
        guard pairs.count % 9 == 0 else { throw .malformed }
        for position in stride(from: pairs.startIndex, to: pairs.endIndex, by: 9) {
            let key = Self.pair(uint24(pairs, at: position), uint24(pairs, at: position + 3))
            compositions[key] = uint24(pairs, at: position + 6)
        }
    }

    private static func pair(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first) << 32 | UInt64(second)
    }

    /// A counted string of the pool; empty where the tables are damaged.
    private func pooled(_ offset: UInt32) -> [UInt32] {
        let start = Int(offset)
        guard start < pool.count else { return [] }
        let count = Int(pool[start])
        guard start + 1 + 3 * count <= pool.count else { return [] }
        return (0..<count).map { uint24(pool[...], at: start + 1 + 3 * $0) }
    }

    private func pooled(_ table: RangeTable, _ code: UInt32) -> [UInt32]? {
        let value = table[code]
        return value == 0 ? nil : pooled(value - 1)
    }

    /// Source: UTS #46 §5.
    func mapping(_ code: UInt32) -> Mapping {
        switch mappings[code] {
        case 0: .valid
        case 1: .disallowed
        case 2: .ignored
        case let value: .mapped(pooled(value - 3))
        }
    }

    /// The full canonical decomposition, if it is another than the code point; without Hangul.
    func decomposition(_ code: UInt32) -> [UInt32]? { pooled(decompositions, code) }

    /// The primary composite of a pair, without Hangul.
    func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
        compositions[Self.pair(first, second)]
    }

    /// What the code point is confused with, as its prototype.
    ///
    /// Source: UTS #39 §4.
    func prototype(_ code: UInt32) -> [UInt32]? { pooled(skeletons, code) }

    /// The canonical combining class.
    func combiningClass(_ code: UInt32) -> UInt32 { classes[code] >> 8 }

    /// Whether the general category is Mark.
    func isMark(_ code: UInt32) -> Bool { classes[code] & 0x80 != 0 }

    /// Source: RFC 5892, Appendix A; Unicode's `Joining_Type`.
    func joiningType(_ code: UInt32) -> JoiningType {
        JoiningType(rawValue: UInt8(classes[code] >> 4 & 7)) ?? .none
    }

    /// Source: RFC 5893; Unicode's `Bidi_Class`.
    func bidiClass(_ code: UInt32) -> BidiClass {
        BidiClass(rawValue: UInt8(classes[code] & 15)) ?? .other
    }

    /// The scripts that the code point is used with; nil if with all.
    func scriptSet(_ code: UInt32) -> ScriptSet? {
        let number = Int(scripts[code])
        return number == 0 || number >= scriptSets.count ? nil : scriptSets[number]
    }
}

/// How a letter joins its neighbours.
enum JoiningType: UInt8 {
    case none, joinCausing, dual, left, right, transparent
}

/// The bidirectional classes that host names are checked by.
enum BidiClass: UInt8 {
    case left, right, arabicLetter, arabicNumber, europeanNumber, europeanSeparator
    case commonSeparator, europeanTerminator, otherNeutral, boundaryNeutral, nonspacingMark
    case other = 15
}
