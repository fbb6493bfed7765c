import TandemCrypto

/// Checks an entry of a kind that has no suite.
func check(_ entry: VectorEntry, _ kind: VectorKind) throws(CheckFailure) {
    switch kind {
    case .messages: try entry.checkMessages()
    case .deserialization: try entry.checkDeserialization()
    default: throw .malformed(field: "cipher_suite")
    }
}

/// Checks an entry of a kind that has a suite.
func check(
    _ entry: VectorEntry,
    _ kind: VectorKind,
    _ suite: CipherSuite,
    _ crypto: some CryptoProvider
) throws(CheckFailure) {
    switch kind {
    default: throw .refused("not there yet")
    }
}
