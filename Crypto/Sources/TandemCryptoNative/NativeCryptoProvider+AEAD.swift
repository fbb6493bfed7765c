import Crypto
import FoundationEssentials
public import TandemBytes
public import TandemCrypto

extension NativeCryptoProvider {
    /// By BoringSSL's AEADs.
    public func seal(
        _ algorithm: AEADAlgorithm,
        key: SecretBytes,
        nonce: [UInt8],
        authenticatedData: [UInt8],
        _ plaintext: [UInt8]
    ) throws(TandemCrypto.CryptoError) -> [UInt8] {
        try check(algorithm, key: key, nonce: nonce)
        do {
            let box = try sealedBox(
                algorithm,
                key: key.symmetricKey,
                nonce: nonce,
                authenticatedData: authenticatedData,
                plaintext
            )
            return Array(box.dropFirst(algorithm.nonceByteCount))
        } catch {
            throw .malformedInput
        }
    }

    /// By BoringSSL's AEADs.
    public func open(
        _ algorithm: AEADAlgorithm,
        key: SecretBytes,
        nonce: [UInt8],
        authenticatedData: [UInt8],
        _ ciphertext: [UInt8]
    ) throws(TandemCrypto.CryptoError) -> [UInt8] {
        try check(algorithm, key: key, nonce: nonce)
        guard ciphertext.count >= algorithm.tagByteCount else { throw .unauthenticated }
        var box = Data(capacity: nonce.count + ciphertext.count)
        box.append(contentsOf: nonce)
        box.append(contentsOf: ciphertext)
        do {
            var plaintext = try openedBox(
                algorithm,
                key: key.symmetricKey,
                box,
                authenticatedData: authenticatedData
            )
            return plaintext.moveToArray()
        } catch {
            throw .unauthenticated
        }
    }

    private func check(
        _ algorithm: AEADAlgorithm,
        key: SecretBytes,
        nonce: [UInt8]
    ) throws(TandemCrypto.CryptoError) {
        guard key.count == algorithm.keyByteCount, nonce.count == algorithm.nonceByteCount else {
            throw .malformedInput
        }
    }

    /// The nonce, the ciphertext and the tag, in one buffer.
    private func sealedBox(
        _ algorithm: AEADAlgorithm,
        key: SymmetricKey,
        nonce: [UInt8],
        authenticatedData: [UInt8],
        _ plaintext: [UInt8]
    ) throws -> Data {
        switch algorithm {
        case .chaCha20Poly1305:
            return try ChaChaPoly.seal(
                plaintext,
                using: key,
                nonce: .init(data: nonce),
                authenticating: authenticatedData
            ).combined
        case .aes128GCM, .aes256GCM:
            let box = try AES.GCM.seal(
                plaintext,
                using: key,
                nonce: .init(data: nonce),
                authenticating: authenticatedData
            )
            // Nil only for a nonce of another length than 12 bytes, which was checked.
            guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
            return combined
        }
    }

    private func openedBox(
        _ algorithm: AEADAlgorithm,
        key: SymmetricKey,
        _ box: Data,
        authenticatedData: [UInt8]
    ) throws -> Data {
        switch algorithm {
        case .chaCha20Poly1305:
            try ChaChaPoly.open(
                .init(combined: box),
                using: key,
                authenticating: authenticatedData
            )
        case .aes128GCM, .aes256GCM:
            try AES.GCM.open(.init(combined: box), using: key, authenticating: authenticatedData)
        }
    }
}

extension Data {
    /// The bytes as an array; overwrites these with zeros.
    mutating func moveToArray() -> [UInt8] {
        let bytes = Array(self)
        wipe()
        return bytes
    }

    /// The bytes as a secret; overwrites these with zeros.
    mutating func moveToSecret() -> SecretBytes {
        let secret = SecretBytes(copying: self)
        wipe()
        return secret
    }

    /// Overwrites the bytes with zeros, unless another value shares them.
    private mutating func wipe() {
        withUnsafeMutableBytes { TandemBytes.wipe($0) }
    }
}
