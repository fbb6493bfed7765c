/// Which credential types the members of a tree use, and how many members support each type.
///
/// Source: RFC 9420 §7.3.
struct CredentialTypeIndex: Sendable {
    private var users: [CredentialType: Int] = [:]
    private var supporters: [CredentialType: Int] = [:]

    mutating func insert(_ leaf: LeafNode) { count(leaf, +1) }

    mutating func remove(_ leaf: LeafNode) { count(leaf, -1) }

    /// Whether each type in use is supported by all members.
    func isConsistent(memberCount: Int) -> Bool {
        users.keys.allSatisfy { supporters[$0] == memberCount }
    }

    private mutating func count(_ leaf: LeafNode, _ change: Int) {
        Self.add(change, to: &users[leaf.credential.type])
        let types = leaf.capabilities.credentials
        if types.count == 1 {
            Self.add(change, to: &supporters[types[0]])
        } else {
            for type in Set(types.map { $0.rawValue }) {
                Self.add(change, to: &supporters[CredentialType(rawValue: type)])
            }
        }
    }

    private static func add(_ change: Int, to count: inout Int?) {
        let new = (count ?? 0) + change
        count = new == 0 ? nil : new
    }
}
