import MLSWire
import TandemBytes
import TandemCrypto

extension VectorEntry {
    /// A commit leads from one interim hash to the next, and its confirmation tag fits.
    ///
    /// Source: test-vectors.md, "Transcript Hashes"; RFC 9420 §6.1, §8.2.
    func checkTranscriptHashes(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let commit = try decoded("authenticated_content", AuthenticatedContent.self)
        try requireEqual(commit.encoded, try bytes("authenticated_content"), "encoded commit")
        guard case .commit = commit.content.content, let tag = commit.auth.confirmationTag else {
            throw .mismatch("authenticated_content holds a commit")
        }
        let confirmed = TranscriptHash.confirmed(
            after: commit,
            interim: try bytes("interim_transcript_hash_before"),
            suite,
            using: crypto
        )
        try requireEqual(
            confirmed,
            try bytes("confirmed_transcript_hash_after"),
            "confirmed_transcript_hash_after"
        )
        let interim = TranscriptHash.interim(
            confirmed: confirmed,
            confirmationTag: tag,
            suite,
            using: crypto
        )
        try requireEqual(
            interim,
            try bytes("interim_transcript_hash_after"),
            "interim_transcript_hash_after"
        )
        let key = try secret("confirmation_key")
        try requireEqual(MAC(crypto.hmac(suite.hash, key: key, confirmed)), tag, "confirmation tag")
    }
}
