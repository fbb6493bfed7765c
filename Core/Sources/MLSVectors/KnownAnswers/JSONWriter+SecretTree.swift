import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import TandemJSON

extension JSONWriter {
    /// The keys of three leaves at two generations, as `checkSecretTree` reads them.
    mutating func secretTree<Crypto: CryptoProvider>(
        _ suite: CipherSuite,
        _ inputs: inout AnswerInputs<Crypto>,
        _ crypto: Crypto
    ) {
        let encryptionSecret = SecretBytes(copying: inputs.next())
        secret("encryption_secret", encryptionSecret)
        senderData(suite, SecretBytes(copying: inputs.next()), inputs.next(), crypto)
        let tree = SecretTree(
            suite: suite,
            size: TreeSize(leafCount: 3),
            encryptionSecret: encryptionSecret
        )
        member("leaves") { writer in
            writer.array { writer in
                for leaf in 0..<UInt32(3) {
                    writer.array { writer in
                        for generation in [UInt32(0), 7] {
                            writer.keys(of: LeafIndex(rawValue: leaf), generation, tree, crypto)
                        }
                    }
                }
            }
        }
    }

    private mutating func senderData(
        _ suite: CipherSuite,
        _ senderDataSecret: SecretBytes,
        _ ciphertext: [UInt8],
        _ crypto: some CryptoProvider
    ) {
        let key = SenderDataKey(
            suite: suite,
            senderDataSecret: senderDataSecret,
            ciphertext: ciphertext,
            provider: crypto
        )
        member("sender_data") { writer in
            writer.object { writer in
                writer.secret("sender_data_secret", senderDataSecret)
                writer.member("ciphertext", hex: ciphertext)
                writer.secret("key", key.key)
                writer.member("nonce", hex: key.nonce)
            }
        }
    }

    private mutating func keys(
        of leaf: LeafIndex,
        _ generation: UInt32,
        _ tree: SecretTree,
        _ crypto: some CryptoProvider
    ) {
        object { writer in
            writer.member("generation", integer: generation)
            writer.key(
                "handshake_key",
                "handshake_nonce",
                try? tree.step(leaf, .handshake, to: generation, provider: crypto).key
            )
            writer.key(
                "application_key",
                "application_nonce",
                try? tree.step(leaf, .application, to: generation, provider: crypto).key
            )
        }
    }

    private mutating func key(
        _ keyName: StaticString,
        _ nonceName: StaticString,
        _ key: MessageKey?
    ) {
        guard let key else { return }
        secret(keyName, key.key)
        member(nonceName, hex: key.nonce)
    }
}
