// The canonical forms of Unicode.
//
// Source: UAX #15; the Unicode Standard §3.11 and §3.12 (Hangul).

private enum Hangul {
    static let (syllable, leading, vowel, trailing): (UInt32, UInt32, UInt32, UInt32) = (
        0xAC00, 0x1100, 0x1161, 0x11A7
    )
    static let (leadingCount, vowelCount, trailingCount): (UInt32, UInt32, UInt32) = (19, 21, 28)
    static let syllableCount = leadingCount * vowelCount * trailingCount
}

extension UnicodeTables {
    /// Normalization Form D.
    func decomposed(_ text: [UInt32]) -> [UInt32] {
        var output: [UInt32] = []
        output.reserveCapacity(text.count)
        for code in text {
            if code < 0xC0 {
                output.append(code)
            } else if code >= Hangul.syllable, code - Hangul.syllable < Hangul.syllableCount {
                appendHangul(code - Hangul.syllable, to: &output)
            } else if let parts = decomposition(code) {
                output.append(contentsOf: parts)
            } else {
                output.append(code)
            }
        }
        reorder(&output)
        return output
    }

    /// Normalization Form C.
    func composed(_ text: [UInt32]) -> [UInt32] {
        if text.allSatisfy({ $0 < 0x300 }) { return text }
        let source = decomposed(text)
        var output: [UInt32] = []
        var (starter, lastClass): (Int?, UInt32) = (nil, 0)
        for code in source {
            let ownClass = combiningClass(code)
            if let position = starter, let composite = composite(output[position], code),
                output.count == position + 1 || lastClass < ownClass
            {
                output[position] = composite
                continue
            }
            if ownClass == 0 { starter = output.count }
            lastClass = ownClass
            output.append(code)
        }
        return output
    }

    private func appendHangul(_ index: UInt32, to output: inout [UInt32]) {
        let perLeading = Hangul.vowelCount * Hangul.trailingCount
        output.append(Hangul.leading + index / perLeading)
        output.append(Hangul.vowel + index % perLeading / Hangul.trailingCount)
        let trailing = index % Hangul.trailingCount
        if trailing > 0 { output.append(Hangul.trailing + trailing) }
    }

    /// Sorts each run of combining marks by class; runs are short, so by insertion.
    private func reorder(_ text: inout [UInt32]) {
        guard !text.isEmpty else { return }
        for index in 1..<max(text.count, 1) where text[index] >= 0x300 {
            let ownClass = combiningClass(text[index])
            var position = index
            while ownClass > 0, position > 0, combiningClass(text[position - 1]) > ownClass {
                text.swapAt(position, position - 1)
                position -= 1
            }
        }
    }

    private func composite(_ first: UInt32, _ second: UInt32) -> UInt32? {
        if let leading = index(first, Hangul.leading, Hangul.leadingCount),
            let vowel = index(second, Hangul.vowel, Hangul.vowelCount)
        {
            return Hangul.syllable + (leading * Hangul.vowelCount + vowel) * Hangul.trailingCount
        }
        if let syllable = index(first, Hangul.syllable, Hangul.syllableCount),
            syllable % Hangul.trailingCount == 0,
            let trailing = index(second, Hangul.trailing, Hangul.trailingCount), trailing > 0
        {
            return first + trailing
        }
        return composition(first, second)
    }

    private func index(_ code: UInt32, _ first: UInt32, _ count: UInt32) -> UInt32? {
        code >= first && code - first < count ? code - first : nil
    }
}
