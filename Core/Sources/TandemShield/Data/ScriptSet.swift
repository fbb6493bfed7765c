/// A set of scripts; the first bits have fixed meanings, the others only differ.
struct ScriptSet: Equatable, Sendable {
    private var words: (UInt64, UInt64, UInt64)

    private init(_ first: UInt64, _ second: UInt64 = 0, _ third: UInt64 = 0) {
        words = (first, second, third)
    }

    static let latin = ScriptSet(1)
    static let cyrillic = ScriptSet(1 << 6)

    /// Han is written together with these, and Latin with each of them.
    ///
    /// Source: UTS #39 §5.2, "Highly Restrictive".
    static let japanese = ScriptSet(0b00_1111)
    static let korean = ScriptSet(0b01_0011)
    static let chinese = ScriptSet(0b10_0011)

    var isEmpty: Bool { words == (0, 0, 0) }

    func intersection(_ other: Self) -> Self {
        Self(words.0 & other.words.0, words.1 & other.words.1, words.2 & other.words.2)
    }

    func meets(_ other: Self) -> Bool { !intersection(other).isEmpty }

    static func == (left: Self, right: Self) -> Bool { left.words == right.words }

    /// Reads sets of 24 bytes, little-endian.
    static func list(_ bytes: ArraySlice<UInt8>) throws(ShieldDataError) -> [ScriptSet] {
        guard bytes.count % 24 == 0 else { throw .malformed }
        return stride(from: bytes.startIndex, to: bytes.endIndex, by: 24).map { position in
            let words = (0..<3).map { word in
                (0..<8).reversed().reduce(UInt64(0)) {
                    $0 << 8 | UInt64(bytes[position + 8 * word + $1])
                }
            }
            return ScriptSet(words[0], words[1], words[2])
        }
    }
}
