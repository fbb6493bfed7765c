import Foundation
import MLSVectors
import TandemCrypto
import TandemCryptoNative
import Testing

@Suite(
    "The working group's vectors, natively",
    .enabled(if: !VectorFiles.all.isEmpty, Comment(rawValue: VectorFiles.advice))
)
struct OfficialVectorTests {
    @Test("every entry of the implemented suites passes", arguments: VectorFiles.all)
    func everyEntry(of file: URL) throws {
        let report = try runVectors(
            try VectorFiles.contents(of: file),
            crypto: NativeCryptoProvider()
        )
        for failure in report.failures {
            Issue.record("entry \(failure.index): \(failure.reason.text)")
        }
        #expect(report.passedCount > 0)
        for skipped in report.skipped {
            let number = UInt16(exactly: skipped.suite)
            #expect(number.flatMap(CipherSuite.init(rawValue:)) == nil)
        }
    }

    @Test("no file is missing", arguments: VectorFiles.required)
    func complete(name: String) {
        #expect(VectorFiles.all.contains { $0.lastPathComponent == name + ".json" })
    }
}
