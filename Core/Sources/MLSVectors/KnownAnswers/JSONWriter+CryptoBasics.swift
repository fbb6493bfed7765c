import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import TandemJSON

extension JSONWriter {
    /// The labelled operations, as `checkCryptoBasics` reads them.
    mutating func cryptoBasics<Crypto: CryptoProvider>(
        _ suite: CipherSuite,
        _ inputs: inout AnswerInputs<Crypto>,
        _ crypto: Crypto
    ) throws(CryptoError) {
        derivations(suite, &inputs, crypto)
        try signature(suite, &inputs, crypto)
        try encryption(suite, &inputs, crypto)
    }

    private mutating func derivations<Crypto: CryptoProvider>(
        _ suite: CipherSuite,
        _ inputs: inout AnswerInputs<Crypto>,
        _ crypto: Crypto
    ) {
        let secret = inputs.next()
        let context = inputs.next()
        let key = SecretBytes(copying: secret)
        member("ref_hash") { writer in
            writer.object { writer in
                writer.member("label", string: "RefHash")
                writer.member("value", hex: context)
                writer.member("out", hex: crypto.refHash(suite, label: "RefHash", context))
            }
        }
        member("expand_with_label") { writer in
            writer.object { writer in
                writer.derivation("ExpandWithLabel", from: secret)
                writer.member("context", hex: context)
                writer.member("length", integer: 50)
                writer.secret(
                    "out",
                    crypto.expandWithLabel(
                        suite,
                        key,
                        label: "ExpandWithLabel",
                        context: context,
                        byteCount: 50
                    )
                )
            }
        }
        member("derive_secret") { writer in
            writer.object { writer in
                writer.derivation("DeriveSecret", from: secret)
                writer.secret("out", crypto.deriveSecret(suite, key, label: "DeriveSecret"))
            }
        }
        member("derive_tree_secret") { writer in
            writer.object { writer in
                writer.derivation("DeriveTreeSecret", from: secret)
                writer.member("generation", integer: UInt32.max - 1)
                writer.member("length", integer: 12)
                writer.secret(
                    "out",
                    crypto.deriveTreeSecret(
                        suite,
                        key,
                        label: "DeriveTreeSecret",
                        generation: .max - 1,
                        byteCount: 12
                    )
                )
            }
        }
    }

    private mutating func derivation(_ label: String, from secret: [UInt8]) {
        member("secret", hex: secret)
        member("label", string: label)
    }

    private mutating func signature<Crypto: CryptoProvider>(
        _ suite: CipherSuite,
        _ inputs: inout AnswerInputs<Crypto>,
        _ crypto: Crypto
    ) throws(CryptoError) {
        let pair = crypto.generateSignatureKeyPair(suite.signature)
        let content = inputs.next()
        let signature = try crypto.signWithLabel(
            suite,
            privateKey: pair.privateKey,
            label: "SignWithLabel",
            content
        )
        member("sign_with_label") { writer in
            writer.object { writer in
                writer.secret("priv", pair.privateKey)
                writer.member("pub", hex: pair.publicKey)
                writer.member("label", string: "SignWithLabel")
                writer.member("content", hex: content)
                writer.member("signature", hex: signature)
            }
        }
    }

    private mutating func encryption<Crypto: CryptoProvider>(
        _ suite: CipherSuite,
        _ inputs: inout AnswerInputs<Crypto>,
        _ crypto: Crypto
    ) throws(CryptoError) {
        let pair = try crypto.deriveKEMKeyPair(suite.kem, ikm: SecretBytes(copying: inputs.next()))
        let context = inputs.next()
        let plaintext = inputs.next()
        let sealed = try crypto.encryptWithLabel(
            suite,
            publicKey: HPKEPublicKey(pair.publicKey),
            label: "EncryptWithLabel",
            context: context,
            plaintext
        )
        member("encrypt_with_label") { writer in
            writer.object { writer in
                writer.secret("priv", pair.privateKey)
                writer.member("pub", hex: pair.publicKey)
                writer.member("label", string: "EncryptWithLabel")
                writer.member("context", hex: context)
                writer.member("plaintext", hex: plaintext)
                writer.member("kem_output", hex: sealed.kemOutput)
                writer.member("ciphertext", hex: sealed.ciphertext)
            }
        }
    }

    /// Writes a member that is a secret, made for nothing but this file.
    mutating func secret(_ key: StaticString, _ secret: SecretBytes) {
        member(key, hex: secret.copyBytes())
    }
}
