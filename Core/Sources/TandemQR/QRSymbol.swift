/// A symbol being drawn: its modules, and which of them are function patterns.
///
/// Source: ISO/IEC 18004:2015 §6.3, §7.7 to §7.10.
struct QRSymbol {
    private let version: QRVersion
    /// The modules drawn so far.
    private(set) var matrix: QRMatrix
    /// Dark where a module belongs to a function pattern, so that no data or mask touches it.
    private var reserved: QRMatrix

    /// Draws the function patterns of `version`; format information is reserved but light.
    init(version: QRVersion) {
        self.version = version
        matrix = QRMatrix(size: version.size)
        reserved = matrix
        drawTiming()
        drawFinders()
        drawAlignment()
        drawFormat(bits: 0)
        drawVersion()
    }

    /// Places `codewords` in two-module columns, from the right, upwards and downwards in turn.
    mutating func place(_ codewords: [UInt8]) {
        var bit = 0
        forEachDataModule { symbol, column, row in
            guard bit < codewords.count * 8 else { return }
            symbol.matrix[column, row] = codewords[bit / 8] >> UInt8(7 - bit % 8) & 1 == 1
            bit += 1
        }
    }

    /// The symbol with `mask` over its data, and the format information that says so.
    func masked(by mask: QRMask, level: QRErrorCorrection) -> QRMatrix {
        var symbol = self
        symbol.forEachDataModule { symbol, column, row in
            if mask.inverts(column: column, row: row) { symbol.matrix[column, row].toggle() }
        }
        symbol.drawFormat(bits: Self.formatInformation(level: level, mask: mask))
        return symbol.matrix
    }

    /// Visits every module that is free for data, in the order of placement.
    private mutating func forEachDataModule(_ body: (inout QRSymbol, Int, Int) -> Void) {
        let size = matrix.size
        var isUpward = true
        for pair in stride(from: size - 1, to: 0, by: -2) {
            // The vertical timing pattern takes a whole column, which shifts the pairs left of it.
            let right = pair > 6 ? pair : pair - 1
            for step in 0..<size {
                let row = isUpward ? size - 1 - step : step
                for column in [right, right - 1] where !reserved[column, row] {
                    body(&self, column, row)
                }
            }
            isUpward.toggle()
        }
    }
}

extension QRSymbol {
    private mutating func set(column: Int, row: Int, _ isDark: Bool) {
        matrix[column, row] = isDark
        reserved[column, row] = true
    }

    private mutating func drawTiming() {
        for position in 0..<matrix.size {
            set(column: position, row: 6, position % 2 == 0)
            set(column: 6, row: position, position % 2 == 0)
        }
    }

    private mutating func drawFinders() {
        let far = matrix.size - 4
        for (column, row) in [(3, 3), (far, 3), (3, far)] {
            drawSquares(column: column, row: row, radius: 4) { $0 != 2 && $0 != 4 }
        }
    }

    private mutating func drawAlignment() {
        let centres = version.alignmentCentres
        for row in centres {
            for column in centres where !isFinderCorner(column: column, row: row) {
                drawSquares(column: column, row: row, radius: 2) { $0 != 1 }
            }
        }
    }

    private func isFinderCorner(column: Int, row: Int) -> Bool {
        let far = matrix.size - 7
        return (column, row) == (6, 6) || (column, row) == (far, 6) || (column, row) == (6, far)
    }

    /// Draws concentric squares whose rings are dark where `isDark` says so of their radius.
    private mutating func drawSquares(
        column: Int,
        row: Int,
        radius: Int,
        isDark: (Int) -> Bool
    ) {
        for down in -radius...radius {
            for right in -radius...radius
            where matrix.contains(column: column + right, row: row + down) {
                let ring = max(abs(down), abs(right))
                set(column: column + right, row: row + down, isDark(ring))
            }
        }
    }

    /// Draws the 15 bits of format information twice, and the module that is always dark.
    private mutating func drawFormat(bits: UInt32) {
        let size = matrix.size
        for index in 0..<15 {
            let isDark = bits >> UInt32(index) & 1 == 1
            let besideTopLeft = [0, 1, 2, 3, 4, 5, 7, 8]
            if index < 8 {
                set(column: 8, row: besideTopLeft[index], isDark)
                set(column: size - 1 - index, row: 8, isDark)
            } else {
                set(column: besideTopLeft[14 - index], row: 8, isDark)
                set(column: 8, row: size - 15 + index, isDark)
            }
        }
        set(column: 8, row: size - 8, true)
    }

    /// Draws the 18 bits of version information twice, in versions that have it.
    private mutating func drawVersion() {
        guard version.hasVersionInformation else { return }
        let bits = Self.versionInformation(version)
        for index in 0..<18 {
            let isDark = bits >> UInt32(index) & 1 == 1
            let (near, far) = (index / 3, matrix.size - 11 + index % 3)
            set(column: far, row: near, isDark)
            set(column: near, row: far, isDark)
        }
    }
}

extension QRSymbol {
    /// Level and mask under a (15, 5) BCH code, masked so that it is never all light (§7.9.1).
    static func formatInformation(level: QRErrorCorrection, mask: QRMask) -> UInt32 {
        let data = level.formatBits << 3 | UInt32(mask.rawValue)
        return withRemainder(data, generator: 0x537, degree: 10) ^ 0x5412
    }

    /// The version under an (18, 6) Golay code (§7.10).
    static func versionInformation(_ version: QRVersion) -> UInt32 {
        withRemainder(UInt32(version.number), generator: 0x1F25, degree: 12)
    }

    /// `data`, followed by the remainder of data · x^degree by `generator`, over GF(2).
    private static func withRemainder(_ data: UInt32, generator: UInt32, degree: Int) -> UInt32 {
        var remainder = data << UInt32(degree)
        for bit in (degree..<degree + 6).reversed() where remainder >> UInt32(bit) & 1 == 1 {
            remainder ^= generator << UInt32(bit - degree)
        }
        return data << UInt32(degree) | remainder
    }
}
