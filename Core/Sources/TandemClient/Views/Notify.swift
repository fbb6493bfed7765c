import TandemJSON
import TandemProtocol

extension Engine {
    /// Sends one notification; `body` writes its members after `type` and `ref`.
    func notify(_ type: StaticString, _ body: (inout JSONWriter) -> Void) {
        var writer = JSONWriter()
        writer.object { object in
            object.member("type") { $0.string(type) }
            if let reference { object.member("ref", integer: reference) }
            body(&object)
        }
        turn.act(.notify(writer.bytes))
    }
}

extension JSONWriter {
    /// Writes a string that the program text holds.
    mutating func string(_ text: StaticString) {
        string(utf8: text.withUTF8Buffer { Array($0) })
    }

    /// Writes a member that is a string of the program text.
    mutating func member(_ key: StaticString, name: StaticString) {
        member(key) { $0.string(name) }
    }

    /// Writes a member that is a moment, in milliseconds.
    mutating func member(_ key: StaticString, time: Timestamp) {
        member(key, integer: min(time.milliseconds, MessageOrder.greatest))
    }
}
