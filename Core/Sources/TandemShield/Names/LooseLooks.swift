/// Letters that pass for others at a glance, where UTS #39 asks for more likeness.
///
/// Source: our own list: Cyrillic and Greek letters of a Latin shape, small capitals, and "i" for "l".
enum LooseLooks {
    /// The letter that names are compared by.
    static func folded(_ code: UInt32) -> UInt32 {
        if code < 0x80 { return code == 0x69 ? 0x6C : code }
        return latin(code) ?? code
    }

    private static func latin(_ code: UInt32) -> UInt32? {
        switch code {
        case 0x0432, 0x044C, 0x0185, 0x0299, 0x0253: 0x62  // b
        case 0x0262: 0x67  // g
        case 0x043D, 0x029C: 0x68  // h
        case 0x0138, 0x043A, 0x03BA, 0x1D0B: 0x6B  // k
        case 0x026A, 0x0269, 0x029F: 0x6C  // l, and i with it
        case 0x043F, 0x03B7, 0x0274, 0x014B: 0x6E  // n
        case 0x0433, 0x0280: 0x72  // r
        case 0x0442, 0x03C4, 0x1D1B: 0x74  // t
        case 0x0438, 0x03BC, 0x1D1C: 0x75  // u
        case 0x03C9, 0x0448: 0x77  // w
        case 0x028F: 0x79  // y
        case 0x1D22: 0x7A  // z
        default: nil
        }
    }
}
