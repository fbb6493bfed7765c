import MLS
import MLSWire
import TandemBytes
import TandemCrypto

extension VectorEntry {
    /// The labelled operations that all of MLS is made of.
    ///
    /// Source: test-vectors.md, "Crypto Basics"; RFC 9420 §5.1.2, §5.1.3, §5.2, §8, §9.
    func checkCryptoBasics(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        try object("ref_hash").checkRefHash(suite, crypto)
        try object("expand_with_label").checkExpandWithLabel(suite, crypto)
        try object("derive_secret").checkDeriveSecret(suite, crypto)
        try object("derive_tree_secret").checkDeriveTreeSecret(suite, crypto)
        try object("sign_with_label").checkSignWithLabel(suite, crypto)
        try object("encrypt_with_label").checkEncryptWithLabel(suite, crypto)
    }

    /// A label as the library takes it.
    func label(_ key: StaticString) throws(CheckFailure) -> String {
        String(decoding: try text(key), as: UTF8.self)
    }

    /// A length of derived bytes that HKDF can give.
    func derivedByteCount(_ key: StaticString) throws(CheckFailure) -> Int {
        let count = try integer(key, Int.self)
        guard (0...255 * 32).contains(count) else { throw .malformed(field: key) }
        return count
    }

    private func checkRefHash(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let found = crypto.refHash(suite, label: try label("label"), try bytes("value"))
        try requireEqual(found, try bytes("out"), "ref_hash")
    }

    private func checkExpandWithLabel(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let found = crypto.expandWithLabel(
            suite,
            try secret("secret"),
            label: try label("label"),
            context: try bytes("context"),
            byteCount: try derivedByteCount("length")
        )
        try requireEqual(found, try secret("out"), "expand_with_label")
    }

    private func checkDeriveSecret(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let found = crypto.deriveSecret(suite, try secret("secret"), label: try label("label"))
        try requireEqual(found, try secret("out"), "derive_secret")
    }

    private func checkDeriveTreeSecret(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let found = crypto.deriveTreeSecret(
            suite,
            try secret("secret"),
            label: try label("label"),
            generation: try integer("generation"),
            byteCount: try derivedByteCount("length")
        )
        try requireEqual(found, try secret("out"), "derive_tree_secret")
    }

    private func checkSignWithLabel(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let key = SignaturePublicKey(try bytes("pub"))
        let privateKey = try secret("priv")
        let label = try label("label")
        let content = try bytes("content")
        let made = try accept("sign_with_label") { () throws(CryptoError) in
            try crypto.signWithLabel(suite, privateKey: privateKey, label: label, content)
        }
        for signature in [try bytes("signature"), made] {
            try require(
                crypto.verifyWithLabel(
                    suite,
                    publicKey: key,
                    label: label,
                    content,
                    signature: signature
                ),
                "sign_with_label"
            )
        }
    }

    private func checkEncryptWithLabel(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let publicKey = HPKEPublicKey(try bytes("pub"))
        let privateKey = try secret("priv")
        let label = try label("label")
        let context = try bytes("context")
        let plaintext = try bytes("plaintext")
        let given = HPKECiphertext(
            kemOutput: try bytes("kem_output"),
            ciphertext: try bytes("ciphertext")
        )
        let made = try accept("encrypt_with_label") { () throws(CryptoError) in
            try crypto.encryptWithLabel(
                suite,
                publicKey: publicKey,
                label: label,
                context: context,
                plaintext
            )
        }
        for sealed in [given, made] {
            let opened = try accept("encrypt_with_label") { () throws(CryptoError) in
                try crypto.decryptWithLabel(
                    suite,
                    privateKey: privateKey,
                    label: label,
                    context: context,
                    sealed
                )
            }
            try requireEqual(opened, plaintext, "encrypt_with_label")
        }
    }
}
