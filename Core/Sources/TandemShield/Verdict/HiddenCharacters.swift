/// Characters that a reader does not see.
///
/// Source: UAX #9 §2 (explicit formatting characters); Unicode's `Default_Ignorable_Code_Point`.
enum HiddenCharacters {
    /// Those that turn the direction of what follows.
    static func overridesDirection(_ code: UInt32) -> Bool {
        (0x202A...0x202E).contains(code) || (0x2066...0x2069).contains(code)
    }

    /// Those, and the marks that nudge it, which ordinary text in Hebrew or Arabic may hold.
    static func turnsDirection(_ code: UInt32) -> Bool {
        overridesDirection(code) || code == 0x061C || code == 0x200E || code == 0x200F
    }

    /// Those that are drawn as nothing; joiners, which some scripts need, are left to IDNA.
    static func isInvisible(_ code: UInt32) -> Bool {
        switch code {
        case 0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B, 0x2060...0x2065,
            0x206A...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFF8,
            0x1_BCA0...0x1_BCA3, 0x1_D173...0x1_D17A, 0xE_0000...0xE_0FFF:
            true
        default: false
        }
    }
}
