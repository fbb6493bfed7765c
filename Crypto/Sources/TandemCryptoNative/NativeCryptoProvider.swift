import Crypto
public import TandemBytes
public import TandemCrypto

/// The primitives as swift-crypto offers them: BoringSSL's, on every native platform.
///
/// It holds nothing; make one wherever it is needed.
public struct NativeCryptoProvider: CryptoProvider {
    /// Makes the provider.
    public init() {}

    /// From the system: `getrandom` on Linux.
    public func randomBytes(count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            fill(UnsafeMutableRawBufferPointer(buffer), from: &generator)
            initializedCount = count
        }
    }

    /// Fills `buffer` by words; the last one may be cut.
    private func fill(
        _ buffer: UnsafeMutableRawBufferPointer,
        from generator: inout SystemRandomNumberGenerator
    ) {
        var offset = 0
        while offset < buffer.count {
            let word = generator.next()
            withUnsafeBytes(of: word) { word in
                let count = min(word.count, buffer.count - offset)
                for index in 0..<count {
                    buffer[offset + index] = word[index]
                }
                offset += count
            }
        }
    }

    /// By BoringSSL's SHA-2.
    public func hash(_ algorithm: HashAlgorithm, _ data: [UInt8]) -> [UInt8] {
        switch algorithm {
        case .sha256: Array(SHA256.hash(data: data))
        case .sha384: Array(SHA384.hash(data: data))
        case .sha512: Array(SHA512.hash(data: data))
        }
    }

    /// By BoringSSL's SHA-2.
    public func hmac(
        _ algorithm: HashAlgorithm,
        key: SecretBytes,
        _ data: [UInt8]
    ) -> [UInt8] {
        let key = key.symmetricKey
        return switch algorithm {
        case .sha256: Array(HMAC<SHA256>.authenticationCode(for: data, using: key))
        case .sha384: Array(HMAC<SHA384>.authenticationCode(for: data, using: key))
        case .sha512: Array(HMAC<SHA512>.authenticationCode(for: data, using: key))
        }
    }
}
