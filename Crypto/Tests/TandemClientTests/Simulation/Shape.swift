import TandemJSON

/// What several JSON values have in common: of which kinds they are, and which members they have.
///
/// As text, `?` behind a member's name says that it may be absent, `|null` that it may be null, a list has the shape of
/// its elements, and a value of a kind is the kind's name.
final class Shape {
    private var kinds: Set<String> = []
    private var objects = 0
    private var members: [String: (shape: Shape, count: Int)] = [:]
    private var element: Shape?

    /// An object with a member of each name, whose shape is that of the values.
    static func object(of values: [String: [JSONValue]]) -> Shape {
        let shape = Shape()
        shape.objects = 1
        for (name, values) in values {
            let member = Shape()
            for value in values { member.add(value, leavingOut: ["type", "ref"]) }
            shape.members[name] = (member, 1)
        }
        return shape
    }

    private func add(_ value: JSONValue, leavingOut ignored: Set<String> = []) {
        switch value {
        case .null: kinds.insert("null")
        case .bool: kinds.insert("boolean")
        case .integer, .number: kinds.insert("number")
        case .string: kinds.insert("string")
        case .array(let values):
            let shape = element ?? Shape()
            for value in values { shape.add(value) }
            element = shape
        case .object(let found):
            objects += 1
            for member in found {
                let name = String(decoding: member.key, as: UTF8.self)
                if ignored.contains(name) { continue }
                let known = members[name] ?? (Shape(), 0)
                known.shape.add(member.value)
                members[name] = (known.shape, known.count + 1)
            }
        }
    }

    /// JSON that people can read, the same for the same shape.
    func text(indent: String = "") -> String {
        let inner = indent + "  "
        if let element { return "[\n\(inner)\(element.text(indent: inner))\n\(indent)]" }
        if objects == 0 {
            return "\"\(kinds.subtracting(["null"]).sorted().joined(separator: "|"))\""
        }
        let lines = members.sorted { $0.key < $1.key }.map { name, member in
            let absent = member.count < objects ? "?" : ""
            let null = member.shape.kinds.contains("null") ? "|null" : ""
            return "\(inner)\"\(name)\(absent)\(null)\": \(member.shape.text(indent: inner))"
        }
        return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    }
}
