public import TandemCrypto

extension CipherSuiteNumber {
    /// The number of a known suite.
    public init(_ suite: CipherSuite) {
        self.init(rawValue: suite.rawValue)
    }

    /// The suite, if this implementation knows it.
    public var known: CipherSuite? { CipherSuite(rawValue: rawValue) }
}

extension CipherSuite {
    /// The suite of a number, or `nil` if it is not known here.
    public init?(_ number: CipherSuiteNumber) {
        self.init(rawValue: number.rawValue)
    }
}
