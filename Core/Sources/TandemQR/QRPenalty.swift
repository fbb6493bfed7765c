/// How hard a symbol is to read; the mask with the least penalty is used.
///
/// Source: ISO/IEC 18004:2015 §7.8.3, Table 11.
enum QRPenalty {
    /// The penalty of `matrix`.
    static func points(_ matrix: QRMatrix) -> Int {
        var points = blocks(matrix) + imbalance(matrix)
        for line in 0..<matrix.size {
            points += linePoints(matrix.size) { matrix[$0, line] }
            points += linePoints(matrix.size) { matrix[line, $0] }
        }
        return points
    }

    /// Runs of five or more of one colour, and patterns that look like a finder.
    static func linePoints(_ count: Int, isDark: (Int) -> Bool) -> Int {
        var points = 0
        var run = 0
        var window = 0
        for position in 0..<count {
            let dark = isDark(position)
            run = position > 0 && dark == (window & 1 == 1) ? run + 1 : 1
            points += run == 5 ? 3 : run > 5 ? 1 : 0
            window = (window << 1 | (dark ? 1 : 0)) & 0x7FF
            let looksLikeFinder = window == 0b101_1101_0000 || window == 0b000_0101_1101
            points += position >= 10 && looksLikeFinder ? 40 : 0
        }
        return points
    }

    /// Squares of two by two modules of one colour, overlapping ones each.
    private static func blocks(_ matrix: QRMatrix) -> Int {
        var points = 0
        for row in 1..<matrix.size {
            for column in 1..<matrix.size {
                let colour = matrix[column, row]
                let isBlock =
                    colour == matrix[column - 1, row] && colour == matrix[column, row - 1]
                    && colour == matrix[column - 1, row - 1]
                points += isBlock ? 3 : 0
            }
        }
        return points
    }

    /// Ten points for each whole 5 % by which the share of dark modules differs from a half.
    private static func imbalance(_ matrix: QRMatrix) -> Int {
        let dark = matrix.modules.reduce(0) { $0 + ($1 ? 1 : 0) }
        let total = matrix.modules.count
        return abs(dark * 20 - total * 10) / total * 10
    }
}
