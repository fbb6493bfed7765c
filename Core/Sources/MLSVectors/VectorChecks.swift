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
    case .cryptoBasics: try entry.checkCryptoBasics(suite, crypto)
    case .secretTree: try entry.checkSecretTree(suite, crypto)
    case .messageProtection: try entry.checkMessageProtection(suite, crypto)
    case .keySchedule: try entry.checkKeySchedule(suite, crypto)
    case .pskSecret: try entry.checkPSKSecret(suite, crypto)
    case .transcriptHashes: try entry.checkTranscriptHashes(suite, crypto)
    case .welcome: try entry.checkWelcome(suite, crypto)
    case .treeOperations: try entry.checkTreeOperations(suite, crypto)
    case .treeValidation: try entry.checkTreeValidation(suite, crypto)
    case .treeKEM: try entry.checkTreeKEM(suite, crypto)
    case .passiveClient: try entry.checkPassiveClient(suite, crypto)
    case .treeMath, .messages, .deserialization: throw .malformed(field: "cipher_suite")
    }
}
