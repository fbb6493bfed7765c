/// How much damage a QR code survives; more of it takes more modules.
///
/// Source: ISO/IEC 18004:2015 §6.5.1.
public enum QRErrorCorrection: UInt8, CaseIterable, Comparable, Sendable {
    /// Level L: about 7 % of the codewords can be restored.
    case low
    /// Level M: about 15 %.
    case medium
    /// Level Q: about 25 %.
    case quartile
    /// Level H: about 30 %.
    case high

    /// The two bits that stand for the level in the format information (Table 12).
    var formatBits: UInt32 {
        switch self {
        case .low: 0b01
        case .medium: 0b00
        case .quartile: 0b11
        case .high: 0b10
        }
    }

    /// Orders levels by the damage they survive.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        lhs.rawValue < rhs.rawValue
    }
}
