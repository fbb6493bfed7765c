public import TandemBytes
public import TandemCrypto

/// Why a blocklist was not taken; the one in use stays.
public enum BlocklistError: Error, Equatable, Sendable {
    /// It is no blocklist.
    case malformed
    /// The signature is not the operator's.
    case unauthenticated
    /// It is not newer than the one in use.
    case outdated
}

/// A blocklist with the operator's signature.
///
/// Layout: Ed25519 signature (64 bytes), then the list. Signed is "Tandem blocklist 1", a zero byte,
/// and the list.
///
/// Source: RFC 8032.
public enum SignedBlocklist {
    private static let signatureByteCount = 64

    /// Signs a list for distribution.
    ///
    /// - Throws: `malformedInput` if the key is none of Ed25519.
    public static func sign(
        _ list: Blocklist,
        privateKey: SecretBytes,
        provider: some CryptoProvider
    ) throws(CryptoError) -> [UInt8] {
        let content = list.encoded
        return try provider.sign(.ed25519, privateKey: privateKey, message(content[...])) + content
    }

    /// Checks the signature, then reads the list.
    ///
    /// - Parameter serial: That of the list in use, so that nobody brings back an old one.
    /// - Throws: As `BlocklistError` says.
    public static func open(
        _ file: [UInt8],
        publicKey: [UInt8],
        newerThan serial: UInt64?,
        provider: some CryptoProvider
    ) throws(BlocklistError) -> Blocklist {
        guard file.count > signatureByteCount else { throw .malformed }
        let (signature, content) = (file[..<signatureByteCount], file[signatureByteCount...])
        guard
            provider.verify(
                .ed25519,
                publicKey: publicKey,
                signature: Array(signature),
                message(content)
            )
        else { throw .unauthenticated }
        let list = try Blocklist(decoding: content)
        if let serial, list.serial <= serial { throw .outdated }
        return list
    }

    private static func message(_ content: ArraySlice<UInt8>) -> [UInt8] {
        let label: StaticString = "Tandem blocklist 1"
        return label.withUTF8Buffer { Array($0) } + [0] + content
    }
}
