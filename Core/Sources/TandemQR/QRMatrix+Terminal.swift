extension QRMatrix {
    /// The symbol with its quiet zone as lines of text for a terminal, two rows of modules a line.
    ///
    /// - Parameter isLightOnDark: Whether the terminal writes light text on a dark ground, as most
    ///   do: then blocks are drawn where modules are *light*, since readers expect dark on light.
    /// - Returns: UTF-8 lines of spaces, `█`, `▀` and `▄`, each ended by a line feed.
    public func terminalText(isLightOnDark: Bool = true) -> [UInt8] {
        var text: [UInt8] = []
        let range = -Self.quietZone..<size + Self.quietZone
        for row in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
            for column in range {
                let isUpperDrawn = isDark(column: column, row: row) != isLightOnDark
                let isLowerInside = row + 1 < range.upperBound
                let isLowerDrawn =
                    isLowerInside && isDark(column: column, row: row + 1) != isLightOnDark
                text += Self.halfBlocks(upper: isUpperDrawn, lower: isLowerDrawn)
            }
            text.append(0x0A)
        }
        return text
    }

    /// The UTF-8 of the block character whose halves are drawn as said.
    private static func halfBlocks(upper: Bool, lower: Bool) -> [UInt8] {
        switch (upper, lower) {
        case (false, false): [0x20]
        case (true, false): [0xE2, 0x96, 0x80]  // ▀ U+2580
        case (false, true): [0xE2, 0x96, 0x84]  // ▄ U+2584
        case (true, true): [0xE2, 0x96, 0x88]  // █ U+2588
        }
    }
}
