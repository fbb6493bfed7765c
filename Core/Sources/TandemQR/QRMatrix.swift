/// The modules of a QR symbol: a square of dark and light cells, without the quiet zone.
public struct QRMatrix: Equatable, Sendable {
    /// How many light modules readers want on every side of the symbol.
    ///
    /// Source: ISO/IEC 18004:2015 §9.1.
    public static let quietZone = 4

    /// The number of modules on a side.
    public let size: Int

    /// Whether each module is dark, row by row from the top, each row from the left.
    public private(set) var modules: [Bool]

    /// Makes an all-light square of `size` modules a side.
    init(size: Int) {
        self.size = size
        modules = [Bool](repeating: false, count: size * size)
    }

    /// Whether the module in `column` and `row` is dark; outside the symbol everything is light.
    public func isDark(column: Int, row: Int) -> Bool {
        contains(column: column, row: row) && self[column, row]
    }

    /// Whether `column` and `row` lie inside the symbol.
    func contains(column: Int, row: Int) -> Bool {
        0..<size ~= column && 0..<size ~= row
    }

    /// The module in `column` and `row`.
    ///
    /// - Precondition: Both lie inside the symbol.
    subscript(column: Int, row: Int) -> Bool {
        get { modules[row * size + column] }
        set { modules[row * size + column] = newValue }
    }
}
