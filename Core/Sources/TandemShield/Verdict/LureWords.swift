/// Words that traps put beside a name so that it sounds official.
///
/// Source: our own list, from what sign-in, payment and parcel pages are commonly called.
enum LureWords {
    /// As skeletons are compared: "m" is "rn" there, and "i" is "l".
    private static let all = words(
        """
        access account accounts activate alert app auth authenticate bank banking billing bonus cancel card \
        cards care check claim client clients cloud com confirm connect contact credit customer customers \
        delivery desk email free gift help helpdesk http https id identity info invoice kyc limited log login logon \
        mail manage member members mobile my net notice official online open order orders org office page parcel \
        password pay payment payments pin portal prize profile protect recover recovery refund register \
        renew reset restore resolve reward rewards safe safety secure secured security service services \
        session settings shop sign signin signon signup sso store support team track tracking transfer \
        unlock unusual update updates upgrade user users validate validation verification verified verify \
        wallet web webmail www
        """
    ).map { $0.flatMap(looks) }

    private static func looks(_ letter: UInt8) -> [UInt8] {
        switch letter {
        case UInt8(ascii: "m"): [UInt8(ascii: "r"), UInt8(ascii: "n")]
        case UInt8(ascii: "i"): [UInt8(ascii: "l")]
        default: [letter]
        }
    }

    static func contains(_ word: ArraySlice<UInt8>) -> Bool { all.contains { $0[...] == word } }
}
