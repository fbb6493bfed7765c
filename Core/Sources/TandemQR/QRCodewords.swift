/// The codewords of one symbol: data and error correction, in the order of placement.
///
/// Source: ISO/IEC 18004:2015 §7.5 and §7.6.
enum QRCodewords {
    /// The data codewords of `segment`, padded to the capacity of `layout`.
    static func data(_ segment: QRSegment, version: QRVersion, layout: QRBlockLayout) -> [UInt8] {
        var bits = QRBitWriter()
        segment.write(to: &bits, version: version)
        bits.finish(codewordCount: layout.dataCount)
        return bits.codewords
    }

    /// Splits `data` into blocks, corrects each, and interleaves them all.
    static func interleaved(_ data: [UInt8], layout: QRBlockLayout) -> [UInt8] {
        let blocks = split(data, layout: layout)
        let code = ReedSolomon(correctionCount: layout.correctionCount)
        return interleave(blocks) + interleave(blocks.map { code.correction(of: $0)[...] })
    }

    private static func split(_ data: [UInt8], layout: QRBlockLayout) -> [ArraySlice<UInt8>] {
        var rest = data[...]
        return layout.dataCounts.map { count in
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
    }

    /// Takes the first codeword of each block, then the second of each, and so on.
    private static func interleave(_ blocks: [ArraySlice<UInt8>]) -> [UInt8] {
        var result: [UInt8] = []
        let longest = blocks.reduce(0) { max($0, $1.count) }
        for offset in 0..<longest {
            for block in blocks where offset < block.count {
                result.append(block[block.startIndex + offset])
            }
        }
        return result
    }
}
