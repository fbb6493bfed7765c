import TandemCrypto

/// Checks an entry of a kind that has no suite.
func check(_ entry: VectorEntry, _ kind: VectorKind) throws(CheckFailure) {
    switch kind {
    case .treeMath: try entry.checkTreeMath()
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
    case .transcriptHashes: try entry.checkTranscriptHashes(suite, crypto)
    case .treeOperations: try entry.checkTreeOperations(suite, crypto)
    case .treeValidation: try entry.checkTreeValidation(suite, crypto)
    default: throw .refused("not there yet")
    }
}
