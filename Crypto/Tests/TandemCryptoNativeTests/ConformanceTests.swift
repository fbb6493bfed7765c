import TandemCryptoConformance
import TandemCryptoNative
import Testing

@Suite("The native provider")
struct NativeProviderTests {
    @Test("gives the published answers and keeps the rules of the seam")
    func conformance() {
        let report = checkConformance(of: NativeCryptoProvider())
        #expect(report.failures.map(\.description) == [])
        #expect(report.passedCount > 300)
    }
}
