import MLSWire
import TandemBytes
import TandemCrypto

extension CryptoProvider {
    /// Whether two keys are the halves of one KEM key pair: what is sealed to one opens by the other.
    func isPair(
        _ suite: CipherSuite,
        _ privateKey: SecretBytes,
        _ publicKey: HPKEPublicKey
    ) -> Bool {
        let label = "key pair"
        guard
            let sealed = try? encryptWithLabel(
                suite,
                publicKey: publicKey,
                label: label,
                context: [],
                [1]
            ),
            let opened = try? decryptWithLabel(
                suite,
                privateKey: privateKey,
                label: label,
                context: [],
                sealed
            )
        else { return false }
        return opened == [1]
    }

    /// Whether two keys are the halves of one signature key pair.
    func isPair(
        _ suite: CipherSuite,
        _ privateKey: SecretBytes,
        _ publicKey: SignaturePublicKey
    ) -> Bool {
        let label = "key pair"
        guard
            let signature = try? signWithLabel(
                suite,
                privateKey: privateKey,
                label: label,
                [1]
            )
        else { return false }
        return verifyWithLabel(
            suite,
            publicKey: publicKey,
            label: label,
            [1],
            signature: signature
        )
    }
}
