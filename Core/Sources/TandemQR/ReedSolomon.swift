/// The Reed–Solomon code of QR symbols, over GF(256) modulo x⁸ + x⁴ + x³ + x² + 1.
///
/// Source: ISO/IEC 18004:2015 §7.5.2 and Annex A.
struct ReedSolomon {
    /// The generator polynomial without its leading 1, highest power first.
    private let generator: [UInt8]

    /// A code with `count` error correction codewords.
    ///
    /// The generator is (x − α⁰)(x − α¹)…(x − α^(count−1)), with α = 2.
    init(correctionCount count: Int) {
        var polynomial: [UInt8] = [1]
        var root: UInt8 = 1
        for _ in 0..<count {
            var product = polynomial + [0]
            for power in polynomial.indices {
                product[power + 1] ^= Self.product(polynomial[power], root)
            }
            polynomial = product
            root = Self.product(root, 2)
        }
        generator = Array(polynomial.dropFirst())
    }

    /// The error correction codewords of `data`: the remainder of data · x^count by the generator.
    func correction(of data: ArraySlice<UInt8>) -> [UInt8] {
        var remainder = [UInt8](repeating: 0, count: generator.count)
        for byte in data {
            let factor = byte ^ remainder[0]
            for index in remainder.indices {
                let carried = index + 1 < remainder.count ? remainder[index + 1] : 0
                remainder[index] = carried ^ Self.product(generator[index], factor)
            }
        }
        return remainder
    }

    /// The product of two field elements.
    static func product(_ lhs: UInt8, _ rhs: UInt8) -> UInt8 {
        var result: UInt8 = 0
        for bit in (0..<8).reversed() {
            result = result << 1 ^ (result >> 7 == 1 ? 0x1D : 0)
            if lhs >> UInt8(bit) & 1 == 1 { result ^= rhs }
        }
        return result
    }
}
