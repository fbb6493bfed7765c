/// Which scripts a name is written in.
///
/// Source: UTS #39 §5.1 and §5.2, "Highly Restrictive".
struct Scripts {
    let unicode: UnicodeTables

    /// Whether no one script, nor a usual company of scripts, holds all letters of the label.
    func areMixed(in label: [UInt32]) -> Bool {
        let sets = label.compactMap(unicode.scriptSet)
        guard var common = sets.first else { return false }
        for set in sets { common = common.intersection(set) }
        if !common.isEmpty { return false }
        return ![ScriptSet.japanese, .korean, .chinese].contains { company in
            sets.allSatisfy { $0.meets(company) }
        }
    }
}
