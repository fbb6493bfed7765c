/// The size class of a QR symbol: version 1 has 21 modules a side, each further one 4 more.
///
/// Source: ISO/IEC 18004:2015 §6.1.2, Tables 1 and 9, Annex E.
public struct QRVersion: Comparable, Hashable, Sendable {
    /// The smallest version.
    public static let smallest = QRVersion(unchecked: 1)
    /// The largest version.
    public static let largest = QRVersion(unchecked: 40)

    /// The number of the version, `1...40`.
    public let number: Int

    /// Makes version `number`, or nothing if it is not in `1...40`.
    public init?(_ number: Int) {
        guard 1...40 ~= number else { return nil }
        self.init(unchecked: number)
    }

    private init(unchecked number: Int) {
        self.number = number
    }

    /// The number of modules on a side.
    public var size: Int { 17 + 4 * number }

    /// The next larger version, if there is one.
    var next: QRVersion? { QRVersion(number + 1) }

    /// Orders versions by size.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.number < rhs.number
    }
}

extension QRVersion {
    /// Where the centres of alignment patterns lie, along both axes.
    ///
    /// The last is 6 modules from the far edge, the first in line with the timing pattern, the
    /// others evenly between, an even number of modules apart; only version 32 is irregular.
    var alignmentCentres: [Int] {
        guard number > 1 else { return [] }
        let gaps = number / 7 + 1
        let span = size - 13
        let step = number == 32 ? 26 : (span + 2 * gaps - 1) / (2 * gaps) * 2
        var centres = [6]
        for gap in (0..<gaps).reversed() {
            centres.append(size - 7 - gap * step)
        }
        return centres
    }

    /// Whether the symbol carries version information (§7.10).
    var hasVersionInformation: Bool { number >= 7 }

    /// How many whole codewords the symbol holds, data and error correction together.
    var codewordCount: Int {
        let finders = 3 * 8 * 8
        let timing = 2 * (size - 16)
        let formatAndDarkModule = 31
        let version = hasVersionInformation ? 2 * 18 : 0
        let functionModules = finders + timing + formatAndDarkModule + version + alignmentModules
        return (size * size - functionModules) / 8
    }

    /// The modules that alignment patterns take beyond those of the timing patterns they cross.
    private var alignmentModules: Int {
        let perSide = alignmentCentres.count
        guard perSide > 0 else { return 0 }
        return (perSide * perSide - 3) * 25 - 2 * (perSide - 2) * 5
    }
}

/// How the codewords of a symbol are shared out into blocks, each with its own error correction.
///
/// Source: ISO/IEC 18004:2015 Table 9.
struct QRBlockLayout {
    /// The number of data codewords of each block; the shorter blocks come first.
    let dataCounts: [Int]
    /// The number of error correction codewords that every block has.
    let correctionCount: Int

    /// The data codewords of all blocks together.
    let dataCount: Int

    /// The layout of `version` at `level`.
    init(version: QRVersion, level: QRErrorCorrection) {
        let index = version.number - 1
        let blocks = Int(Self.blockCounts(level)[index])
        correctionCount = Int(Self.correctionCounts(level)[index])
        dataCount = version.codewordCount - blocks * correctionCount
        let short = dataCount / blocks
        let longBlocks = dataCount % blocks
        dataCounts =
            [Int](repeating: short, count: blocks - longBlocks)
            + [Int](repeating: short + 1, count: longBlocks)
    }

    private static func correctionCounts(_ level: QRErrorCorrection) -> [UInt8] {
        switch level {
        case .low: correctionCountsLow
        case .medium: correctionCountsMedium
        case .quartile: correctionCountsQuartile
        case .high: correctionCountsHigh
        }
    }

    private static func blockCounts(_ level: QRErrorCorrection) -> [UInt8] {
        switch level {
        case .low: blockCountsLow
        case .medium: blockCountsMedium
        case .quartile: blockCountsQuartile
        case .high: blockCountsHigh
        }
    }

    // Error correction codewords per block, versions 1 to 40, ten a line.
    private static let correctionCountsLow: [UInt8] = [
        7, 10, 15, 20, 26, 18, 20, 24, 30, 18,
        20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
        28, 28, 30, 30, 26, 28, 30, 30, 30, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ]
    private static let correctionCountsMedium: [UInt8] = [
        10, 16, 26, 18, 24, 16, 18, 22, 22, 26,
        30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
        26, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
    ]
    private static let correctionCountsQuartile: [UInt8] = [
        13, 22, 18, 26, 18, 24, 18, 22, 20, 24,
        28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
        28, 30, 30, 30, 30, 28, 30, 30, 30, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ]
    private static let correctionCountsHigh: [UInt8] = [
        17, 28, 22, 16, 22, 28, 26, 26, 24, 28,
        24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
        30, 24, 30, 30, 30, 30, 30, 30, 30, 30,
        30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
    ]

    // Blocks, versions 1 to 40, ten a line.
    private static let blockCountsLow: [UInt8] = [
        1, 1, 1, 1, 1, 2, 2, 2, 2, 4,
        4, 4, 4, 4, 6, 6, 6, 6, 7, 8,
        8, 9, 9, 10, 12, 12, 12, 13, 14, 15,
        16, 17, 18, 19, 19, 20, 21, 22, 24, 25,
    ]
    private static let blockCountsMedium: [UInt8] = [
        1, 1, 1, 2, 2, 4, 4, 4, 5, 5,
        5, 8, 9, 9, 10, 10, 11, 13, 14, 16,
        17, 17, 18, 20, 21, 23, 25, 26, 28, 29,
        31, 33, 35, 37, 38, 40, 43, 45, 47, 49,
    ]
    private static let blockCountsQuartile: [UInt8] = [
        1, 1, 2, 2, 4, 4, 6, 6, 8, 8,
        8, 10, 12, 16, 12, 17, 16, 18, 21, 20,
        23, 23, 25, 27, 29, 34, 34, 35, 38, 40,
        43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
    ]
    private static let blockCountsHigh: [UInt8] = [
        1, 1, 2, 4, 4, 4, 5, 6, 8, 8,
        11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
        25, 34, 30, 32, 35, 37, 40, 42, 45, 48,
        51, 54, 57, 60, 63, 66, 70, 74, 77, 81,
    ]
}
