/// Host names of any script in ASCII and back, as browsers do it: UTS #46, non-transitional,
/// with `CheckBidi` and `CheckJoiners`, without `CheckHyphens`, `UseSTD3ASCIIRules` and
/// `VerifyDnsLength`.
///
/// Source: UTS #46 §4; URL Standard §3.3, "domain to ASCII".
struct IDNA {
    let unicode: UnicodeTables

    /// The host in ASCII.
    ///
    /// - Returns: nil if the name is refused.
    func ascii(_ host: [UInt32]) -> [UInt8]? {
        guard host.count <= Limits.hostCodePointCount, let labels = labels(host) else { return nil }
        var output: [UInt8] = []
        for (index, label) in labels.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ".")) }
            if label.allSatisfy({ $0 < 0x80 }) {
                for code in label { output.append(UInt8(truncatingIfNeeded: code)) }
            } else {
                guard let encoded = Punycode.encode(label) else { return nil }
                output += [0x78, 0x6E, 0x2D, 0x2D] + encoded
            }
        }
        return output
    }

    /// The labels of an ASCII host in letters; one that is no Punycode stays as it is.
    static func unicodeLabels(_ host: [UInt8]) -> [[UInt32]] {
        host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { label in
            guard isPunycode(label), let decoded = Punycode.decode(label.dropFirst(4)) else {
                return label.map { UInt32($0) }
            }
            return decoded
        }
    }

    /// Whether a label starts with "xn--", in either case.
    static func isPunycode(_ label: ArraySlice<UInt8>) -> Bool {
        guard label.count >= 4 else { return false }
        let start = label.startIndex
        return label[start] | 0x20 == 0x78 && label[start + 1] | 0x20 == 0x6E
            && label[start + 2] == 0x2D && label[start + 3] == 0x2D
    }

    private func labels(_ host: [UInt32]) -> [[UInt32]]? {
        guard let mapped = mapped(host) else { return nil }
        var labels: [[UInt32]] = []
        for part in mapped.split(separator: 0x2E, omittingEmptySubsequences: false) {
            guard let label = label(Array(part)) else { return nil }
            labels.append(label)
        }
        if labels.contains(where: isRightToLeft), !labels.allSatisfy(hasDirectionOfBidiRule) {
            return nil
        }
        return labels
    }

    private func mapped(_ host: [UInt32]) -> [UInt32]? {
        var output: [UInt32] = []
        for code in host {
            switch unicode.mapping(code) {
            case .valid: output.append(code)
            case .ignored: break
            case .mapped(let text): output.append(contentsOf: text)
            case .disallowed: return nil
            }
        }
        return unicode.composed(output)
    }

    /// The label in letters, if it is valid.
    private func label(_ label: [UInt32]) -> [UInt32]? {
        let ascii = label.allSatisfy { $0 < 0x80 }
        let bytes = ascii ? label.map { UInt8(truncatingIfNeeded: $0) } : []
        if ascii, Self.isPunycode(bytes[...]) {
            guard let decoded = Punycode.decode(bytes.dropFirst(4)),
                decoded.contains(where: { $0 >= 0x80 }), isValid(decoded),
                unicode.composed(decoded) == decoded
            else { return nil }
            return decoded
        }
        return ascii || isValid(label) ? label : nil
    }

    /// Source: UTS #46 §4.1.
    private func isValid(_ label: [UInt32]) -> Bool {
        guard let first = label.first, !unicode.isMark(first),
            !label.starts(with: [0x78, 0x6E, 0x2D, 0x2D])
        else { return false }
        for (index, code) in label.enumerated() {
            guard code != 0x2E, unicode.mapping(code) == .valid else { return false }
            if code == 0x200C || code == 0x200D, !isJoinerAllowed(label, at: index) { return false }
        }
        return true
    }
}

// Joiners.
extension IDNA {
    /// Source: RFC 5892, Appendix A.1 and A.2.
    private func isJoinerAllowed(_ label: [UInt32], at index: Int) -> Bool {
        if index > 0, unicode.combiningClass(label[index - 1]) == 9 { return true }
        guard label[index] == 0x200C else { return false }
        let before = label[..<index].reversed().map(unicode.joiningType)
        let after = label[(index + 1)...].map(unicode.joiningType)
        guard let left = before.first(where: { $0 != .transparent }),
            let right = after.first(where: { $0 != .transparent })
        else { return false }
        return (left == .left || left == .dual) && (right == .right || right == .dual)
    }
}

// Right-to-left names.
extension IDNA {
    private func isRightToLeft(_ label: [UInt32]) -> Bool {
        label.contains { code in
            guard code >= 0x80 else { return false }
            switch unicode.bidiClass(code) {
            case .right, .arabicLetter, .arabicNumber: return true
            default: return false
            }
        }
    }

    /// Source: RFC 5893 §2.
    private func hasDirectionOfBidiRule(_ label: [UInt32]) -> Bool {
        let classes = label.map(unicode.bidiClass)
        guard let first = classes.first else { return true }
        let last = classes.last { $0 != .nonspacingMark } ?? .other
        switch first {
        case .left:
            return classes.allSatisfy { isNeutral($0) || $0 == .left || $0 == .europeanNumber }
                && (last == .left || last == .europeanNumber)
        case .right, .arabicLetter:
            let ends = last == .left || isNeutral(last)
            return !ends && !classes.contains(.left) && !classes.contains(.other)
                && !(classes.contains(.europeanNumber) && classes.contains(.arabicNumber))
        default:
            return false
        }
    }

    private func isNeutral(_ value: BidiClass) -> Bool {
        switch value {
        case .europeanSeparator, .commonSeparator, .europeanTerminator, .otherNeutral,
            .boundaryNeutral, .nonspacingMark:
            true
        case .left, .right, .arabicLetter, .arabicNumber, .europeanNumber, .other: false
        }
    }
}
