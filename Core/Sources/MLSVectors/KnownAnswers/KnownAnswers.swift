public import TandemCrypto
import TandemJSON

/// A vector file that this library made, in the working group's format.
public struct KnownAnswers: Sendable {
    /// What it checks.
    public let kind: VectorKind
    /// The file's contents.
    public let file: [UInt8]
}

/// Makes vector files for all suites, from inputs that are the same every time.
///
/// They go into the repository, so that a clone without the working group's files still notices when
/// a primitive or the key schedule changes. Only what was sealed and signed differs from run to run,
/// and only as far as the primitives are randomised.
public func makeKnownAnswers(crypto: some CryptoProvider) throws(CryptoError) -> [KnownAnswers] {
    [
        KnownAnswers(
            kind: .cryptoBasics,
            file: try entries(crypto) { writer, inputs, suite throws(CryptoError) in
                try writer.cryptoBasics(suite, &inputs, crypto)
            }
        ),
        KnownAnswers(
            kind: .keySchedule,
            file: try entries(crypto) { writer, inputs, suite throws(CryptoError) in
                try writer.keySchedule(suite, &inputs, crypto)
            }
        ),
        KnownAnswers(
            kind: .pskSecret,
            file: entries(crypto) { writer, inputs, suite in
                writer.pskSecret(suite, &inputs, crypto)
            }
        ),
        KnownAnswers(
            kind: .secretTree,
            file: entries(crypto) { writer, inputs, suite in
                writer.secretTree(suite, &inputs, crypto)
            }
        ),
    ]
}

/// A file with one entry for each suite, whose further members `entry` writes.
private func entries<Crypto: CryptoProvider, Failure: Error>(
    _ crypto: Crypto,
    entry: (inout JSONWriter, inout AnswerInputs<Crypto>, CipherSuite) throws(Failure) -> Void
) throws(Failure) -> [UInt8] {
    var inputs = AnswerInputs(crypto)
    var writer = JSONWriter()
    try writer.array { writer throws(Failure) in
        for suite in CipherSuite.allCases {
            try writer.object { writer throws(Failure) in
                writer.member("cipher_suite", integer: suite.rawValue)
                try entry(&writer, &inputs, suite)
            }
        }
    }
    return writer.bytes
}

/// Inputs that look random and are the same in every run: the hashes of 0, 1, 2 …
struct AnswerInputs<Crypto: CryptoProvider> {
    private let crypto: Crypto
    private var count: UInt8 = 0

    init(_ crypto: Crypto) {
        self.crypto = crypto
    }

    /// The next 32 bytes.
    mutating func next() -> [UInt8] {
        defer { count &+= 1 }
        return crypto.hash(.sha256, Array("Tandem known answer ".utf8) + [count])
    }
}
