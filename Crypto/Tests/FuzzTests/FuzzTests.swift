import Foundation
import FuzzTargets
import TandemJSON
import Testing

/// A short run of what script/fuzz does for hours: it traps, or it passes.
@Suite("Bytes from outside")
struct FuzzTests {
    @Test("what is genuine is accepted", arguments: FuzzTarget.allCases)
    func seeds(target: FuzzTarget) {
        #expect(target.seeds.contains { target.run($0) })
    }

    @Test("every genuine message is accepted by a member, every handshake by a server")
    func messages() {
        for target in [FuzzTarget.mlsMessage, .group, .publicGroup, .groupInfo, .welcome, .stored] {
            #expect(target.seeds.allSatisfy { target.run($0) }, "\(target)")
        }
    }

    @Test("nothing traps that was found by fuzzing before", arguments: FuzzTarget.allCases)
    func corpus(target: FuzzTarget) throws {
        for input in try corpus(of: target) {
            target.run(input)
        }
    }

    @Test("nothing traps that is cut, extended or changed a little", arguments: FuzzTarget.allCases)
    func mutations(target: FuzzTarget) throws {
        var mutator = Mutator(seed: 20_240_229, inputs: target.seeds + (try corpus(of: target)))
        for _ in 0..<2000 {
            target.run(mutator.next())
        }
    }

    /// One input a line, in hexadecimal digits; see script/fuzz.
    private func corpus(of target: FuzzTarget) throws -> [[UInt8]] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Corpus/\(target.rawValue).hex")
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try String(contentsOf: file, encoding: .utf8)
            .split(separator: "\n")
            .map { line in
                try #require(JSONValue.string(utf8: Array(line.utf8)).hexBytes)
            }
    }
}
