public import TandemCrypto

/// Checks a provider against published known answers and against the rules of the seam.
///
/// The same checks run natively and in the browser build.
///
///     let report = checkConformance(of: NativeCryptoProvider())
///     assert(report.failures.isEmpty)
public func checkConformance(of crypto: some CryptoProvider) -> ConformanceReport {
    var report = ConformanceReport()
    checkHashes(crypto, &report)
    checkHMAC(crypto, &report)
    checkHKDF(crypto, &report)
    checkAEADAnswers(crypto, &report)
    checkAEADRules(crypto, &report)
    checkEd25519(crypto, &report)
    checkHPKEAnswers(crypto, &report)
    checkHPKERules(crypto, &report)
    checkRandomness(crypto, &report)
    return report
}

/// Which checks of a provider held.
public struct ConformanceReport: Sendable {
    /// How many held.
    public private(set) var passedCount = 0
    /// The names of those that did not.
    public private(set) var failures: [StaticString] = []

    mutating func check(_ name: StaticString, _ holds: Bool) {
        if holds {
            passedCount += 1
        } else {
            failures.append(name)
        }
    }

    /// Notes whether `operation` throws `expected`, and nothing else.
    mutating func check<Result>(
        _ name: StaticString,
        throws expected: CryptoError,
        _ operation: () throws(CryptoError) -> Result
    ) {
        do {
            _ = try operation()
            check(name, false)
        } catch {
            check(name, error == expected)
        }
    }
}
