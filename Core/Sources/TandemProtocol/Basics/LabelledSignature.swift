public import TandemBytes
public import TandemCrypto

/// What a signature of this protocol says; no signature of one kind can pass for another.
public enum SignatureName: Sendable {
    case deviceCertificate
    case deviceList
    case authentication

    private var label: StaticString {
        switch self {
        case .deviceCertificate: "Tandem 1.0 DeviceCertificate"
        case .deviceList: "Tandem 1.0 DeviceList"
        case .authentication: "Tandem 1.0 Authentication"
        }
    }

    /// What is signed: `struct { opaque label<V>; opaque content<V>; }`.
    ///
    /// Source: RFC 9420 §5.1.2, with a label of our own.
    public func toBeSigned(_ content: [UInt8]) -> [UInt8] {
        var writer = ByteWriter(capacity: content.count + 40)
        writer.vector(label.withUTF8Buffer { Array($0) })
        writer.vector(content)
        return writer.bytes
    }

    /// Signs `content` with an Ed25519 key.
    ///
    /// - Throws: `malformedInput` if it is no Ed25519 key.
    public func sign(
        _ content: [UInt8],
        privateKey: SecretBytes,
        provider: some CryptoProvider
    ) throws(CryptoError) -> [UInt8] {
        try provider.sign(.ed25519, privateKey: privateKey, toBeSigned(content))
    }

    /// Whether `signature` is that of `content` under an Ed25519 key.
    public func verify(
        _ content: [UInt8],
        signature: [UInt8],
        publicKey: [UInt8],
        provider: some CryptoProvider
    ) -> Bool {
        provider.verify(
            .ed25519,
            publicKey: publicKey,
            signature: signature,
            toBeSigned(content)
        )
    }
}
