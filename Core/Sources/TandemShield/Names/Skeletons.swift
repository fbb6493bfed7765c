/// What names look like, whatever letters they are written in.
///
/// Source: UTS #39 §4.
struct Skeletons {
    let unicode: UnicodeTables

    /// The skeleton of a text.
    func skeleton(_ text: [UInt32]) -> [UInt32] {
        var output: [UInt32] = []
        for code in unicode.decomposed(text) {
            if let prototype = unicode.prototype(code) {
                output.append(contentsOf: prototype)
            } else {
                output.append(code)
            }
        }
        return unicode.decomposed(output)
    }

    /// The skeleton of a label for comparison with well-known names: in lower case, without marks,
    /// with loose looks folded, and with the pairs that are drawn alike made one.
    ///
    /// - Returns: UTF-8.
    func comparable(_ label: [UInt32]) -> [UInt8] {
        // UTS #39 takes the digit for the capital letter: names are in lower case, so once more.
        let lowered = skeleton(label).filter { !unicode.isMark($0) }.map(lowercase)
        return utf8(Self.paired(skeleton(lowered).map(lowercase).flatMap(Self.folded)))
    }

    /// A loose look, as its skeleton: "м" is "m", which is "rn".
    private static func folded(_ code: UInt32) -> [UInt32] {
        code == 0x043C ? [0x72, 0x6E] : [LooseLooks.folded(code)]
    }

    private func lowercase(_ code: UInt32) -> UInt32 {
        if (0x41...0x5A).contains(code) { return code | 0x20 }
        guard code >= 0x80, case .mapped(let text) = unicode.mapping(code), text.count == 1 else {
            return code
        }
        return text[0]
    }

    /// "vv" as "w". ("rn" as "m" is Unicode's own.)
    private static func paired(_ text: [UInt32]) -> [UInt32] {
        var output: [UInt32] = []
        for code in text {
            if code == 0x76, output.last == 0x76 {
                output[output.count - 1] = 0x77
            } else {
                output.append(code)
            }
        }
        return output
    }
}
