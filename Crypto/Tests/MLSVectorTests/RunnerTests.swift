import Foundation
import MLSVectors
import TandemCryptoNative
import TandemJSON
import Testing

/// That the runner itself can fail: a runner that passes everything proves nothing.
@Suite("The vector runner")
struct RunnerTests {
    private func run(_ text: String) throws(VectorFileError) -> VectorReport {
        try runVectors(Array(text.utf8), crypto: NativeCryptoProvider())
    }

    @Test("a file that is no JSON is an error")
    func notJSON() {
        #expect(throws: VectorFileError.malformed(.unexpectedByte)) { try run("vectors") }
        #expect(throws: VectorFileError.malformed(.truncated)) { try run("[") }
    }

    @Test("a file of no known kind is an error", arguments: ["{}", "[]", "[1]", #"[{"a":1}]"#])
    func unknownKind(text: String) {
        #expect(throws: VectorFileError.unknownKind) { try run(text) }
    }

    @Test("an entry of an unknown suite is counted and named")
    func skipped() throws {
        let report = try run(#"[{"cipher_suite":7,"psks":[],"psk_secret":""}]"#)
        #expect(report.passedCount == 0)
        #expect(report.skipped.map(\.suite) == [7])
        #expect(report.skippedCount == 1)
    }

    @Test("a wrong value fails, with its place and a reason")
    func failure() throws {
        let report = try run(
            #"[{"vlbytes_header":"00","length":0},{"vlbytes_header":"01","length":0}]"#
        )
        #expect(report.kind == .deserialization)
        #expect(report.passedCount == 1)
        #expect(report.failures.map(\.index) == [1])
        #expect(report.failures.map(\.reason.text) == ["another value: length"])
    }

    @Test("a field that is missing or of another type fails")
    func malformedField() throws {
        for entry in [#""length":"0""#, #""length":null"#, #""length":-1"#] {
            let report = try run(#"[{"vlbytes_header":"00",\#(entry)}]"#)
            #expect(report.passedCount == 0)
            #expect(report.failures.count == 1)
        }
    }

    @Test(
        "changing any one expected value makes its entry fail",
        arguments: VectorFiles.own + VectorFiles.all
    )
    func everyValueCounts(file: URL) throws {
        let contents = try VectorFiles.contents(of: file)
        let value = try JSONValue(
            parsing: contents,
            limits: JSONLimits(byteCount: 1 << 28, depth: 16)
        )
        let entries = try #require(value.array)
        let entry = try #require(entries.first { isImplemented($0) })
        for place in 0..<min(leafCount(of: entry), 400) {
            var writer = JSONWriter()
            var left = place
            writer.array { write(entry, changing: &left, to: &$0) }
            let report = try? runVectors(writer.bytes, crypto: NativeCryptoProvider())
            #expect(report?.passedCount ?? 0 == 0, "value \(place) of \(file.lastPathComponent)")
        }
    }
}

private func isImplemented(_ entry: JSONValue) -> Bool {
    entry["cipher_suite"].map { $0.int == 1 || $0.int == 3 } ?? true
}

/// Fields that may have other values: the sender of an Add changes nothing; another number is
/// another member to remove, or another version of a key package, as far as the syntax goes.
private let unconstrained = ["proposal_sender", "remove_proposal", "add_proposal"].map {
    Array($0.utf8)
}

/// How many strings and numbers there are that an entry's result depends on.
private func leafCount(of value: JSONValue) -> Int {
    switch value {
    case .null, .bool: 0
    case .integer, .number, .string: 1
    case .array(let elements): elements.reduce(0) { $0 + leafCount(of: $1) }
    case .object(let members):
        members.reduce(0) { count, member in
            unconstrained.contains(member.key) ? count : count + leafCount(of: member.value)
        }
    }
}

/// Writes `value` with its string or number at place `left` changed a little.
private func write(_ value: JSONValue, changing left: inout Int, to writer: inout JSONWriter) {
    switch value {
    case .null: writer.null()
    case .bool(let value): writer.bool(value)
    case .integer(let number):
        writer.integer(left == 0 ? number ^ 1 : number)
        left -= 1
    case .number:
        let number: UInt64 = value.integer() ?? 0
        writer.integer(left == 0 ? number ^ 1 : number)
        left -= 1
    case .string(let utf8):
        writer.string(utf8: left == 0 ? changed(utf8) : utf8)
        left -= 1
    case .array(let elements):
        writer.array { writer in
            for element in elements { write(element, changing: &left, to: &writer) }
        }
    case .object(let members):
        writer.object { writer in
            for member in members {
                var none = -1
                let isFree = unconstrained.contains(member.key)
                writer.member(utf8Key: member.key) { writer in
                    if isFree {
                        write(member.value, changing: &none, to: &writer)
                    } else {
                        write(member.value, changing: &left, to: &writer)
                    }
                }
            }
        }
    }
}

/// The same text with its first character another hexadecimal digit.
private func changed(_ utf8: [UInt8]) -> [UInt8] {
    guard let first = utf8.first else { return Array("00".utf8) }
    return [first == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")] + utf8.dropFirst()
}
