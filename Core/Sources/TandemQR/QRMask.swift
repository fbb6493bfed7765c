/// The pattern that is laid over the data so that dark and light modules mix well.
///
/// Source: ISO/IEC 18004:2015 §7.8.2, Table 10.
public enum QRMask: UInt8, CaseIterable, Sendable {
    /// Inverts where row + column is even.
    case checkerboard
    /// Inverts every second row.
    case horizontalLines
    /// Inverts every third column.
    case verticalLines
    /// Inverts every third diagonal.
    case diagonalLines
    /// Inverts fields of two rows by three columns.
    case largeCheckerboard
    /// Inverts where the product of row and column is even and a multiple of three.
    case fields
    /// Inverts diamonds.
    case diamonds
    /// Inverts where the sum, and the product by thirds, are together even.
    case meadow

    /// Whether the pattern inverts the module in `column` and `row`.
    func inverts(column: Int, row: Int) -> Bool {
        switch self {
        case .checkerboard: (row + column) % 2 == 0
        case .horizontalLines: row % 2 == 0
        case .verticalLines: column % 3 == 0
        case .diagonalLines: (row + column) % 3 == 0
        case .largeCheckerboard: (row / 2 + column / 3) % 2 == 0
        case .fields: row * column % 2 + row * column % 3 == 0
        case .diamonds: (row * column % 2 + row * column % 3) % 2 == 0
        case .meadow: ((row + column) % 2 + row * column % 3) % 2 == 0
        }
    }
}
