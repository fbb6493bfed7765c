import TandemBytes
public import TandemCrypto

/// The running hashes over all commits of a group.
///
///     interim(n - 1) ── commit n ──▶ confirmed(n) ── its confirmation tag ──▶ interim(n)
///
/// Source: RFC 9420 §8.2.
public enum TranscriptHash {
    /// The hash that enters the group context of the epoch that a commit begins.
    ///
    /// - Parameters:
    ///   - commit: The commit, with its signature.
    ///   - interim: The interim hash of the epoch it was sent in; empty in epoch 0.
    public static func confirmed(
        after commit: AuthenticatedContent,
        interim: [UInt8],
        _ suite: CipherSuite,
        using crypto: some CryptoProvider
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.fixed(interim)
        writer.value(commit.wireFormat)
        writer.value(commit.content)
        writer.vector(commit.auth.signature)
        return crypto.hash(suite.hash, writer.bytes)
    }

    /// The hash that the next commit continues.
    ///
    /// - Parameters:
    ///   - confirmed: The confirmed hash of the epoch.
    ///   - confirmationTag: The tag of the commit that began the epoch.
    public static func interim(
        confirmed: [UInt8],
        confirmationTag: MAC,
        _ suite: CipherSuite,
        using crypto: some CryptoProvider
    ) -> [UInt8] {
        var writer = ByteWriter()
        writer.fixed(confirmed)
        writer.value(confirmationTag)
        return crypto.hash(suite.hash, writer.bytes)
    }
}
