import Foundation
import MLSVectors
import TandemCryptoNative
import Testing

@Suite("The repository's own known answers")
struct KnownAnswerTests {
    @Test("all hold", arguments: VectorFiles.own)
    func all(file: URL) throws {
        let report = try runVectors(
            try VectorFiles.contents(of: file),
            crypto: NativeCryptoProvider()
        )
        #expect(report.failures.map(\.reason.text) == [])
        #expect(report.passedCount == 2)
        #expect(report.skippedCount == 0)
    }

    @Test("there is one for the primitives and one for each part of the key schedule")
    func complete() {
        #expect(
            VectorFiles.own.map(\.lastPathComponent) == [
                "crypto-basics.json", "key-schedule.json", "psk_secret.json", "secret-tree.json",
            ]
        )
    }

    @Test("making them again gives the same bytes, where nothing is random")
    func remade() throws {
        for answers in try makeKnownAnswers(crypto: NativeCryptoProvider())
        where answers.kind != .cryptoBasics {
            let file = VectorFiles.own.first {
                $0.lastPathComponent == "\(answers.kind.name).json"
            }
            #expect(try VectorFiles.contents(of: #require(file)) == answers.file)
        }
    }
}
