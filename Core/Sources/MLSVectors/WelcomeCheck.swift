import MLS
import MLSWire
import TandemBytes
import TandemCrypto

extension VectorEntry {
    /// A Welcome opens, its GroupInfo is signed, and its confirmation tag fits.
    ///
    /// Source: test-vectors.md, "Welcome"; RFC 9420 §12.4.3.1.
    func checkWelcome(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        guard case .keyPackage(let keyPackage) = try decoded("key_package", MLSMessage.self),
            case .welcome(let welcome) = try decoded("welcome", MLSMessage.self)
        else { throw .malformed(field: "welcome") }
        try requireEqual(welcome.cipherSuite.known, suite, "suite of the Welcome")
        let secrets = try groupSecrets(welcome, keyPackage, suite, crypto)
        try require(secrets.psks.isEmpty, "the Welcome names no pre-shared keys")
        let member = JoinerSecret(received: secrets.joinerSecret).memberSecret(
            pskSecret: .zeros(suite),
            suite: suite,
            provider: crypto
        )
        let info = try groupInfo(
            welcome,
            member.welcomeSecret(provider: crypto),
            crypto
        )
        try require(
            info.isSigned(
                by: SignaturePublicKey(try bytes("signer_pub")),
                suite,
                using: crypto
            ),
            "the GroupInfo is signed"
        )
        let epoch = member.epochSecret(groupContext: info.groupContext.encoded, provider: crypto)
            .derive(suite: suite, provider: crypto)
        try requireEqual(
            epoch.confirmationTag(for: info.groupContext, suite: suite, provider: crypto),
            info.confirmationTag,
            "confirmation tag"
        )
    }

    private func groupSecrets(
        _ welcome: Welcome,
        _ keyPackage: KeyPackage,
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) -> GroupSecrets {
        let reference = crypto.makeKeyPackageRef(suite, keyPackage)
        guard let entry = welcome.secrets.first(where: { $0.newMember == reference }) else {
            throw .mismatch("the Welcome is for the key package")
        }
        let key = try secret("init_priv")
        let plaintext = try accept("group secrets") { () throws(CryptoError) in
            try crypto.decryptWithLabel(
                suite,
                privateKey: key,
                label: Labels.welcome,
                context: welcome.encryptedGroupInfo,
                entry.encryptedGroupSecrets
            )
        }
        return try accept("group secrets") { () throws(DecodeError) in
            try GroupSecrets(exactly: plaintext)
        }
    }

    private func groupInfo(
        _ welcome: Welcome,
        _ welcomeSecret: consuming WelcomeSecret,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) -> GroupInfo {
        let plaintext: [UInt8]
        do throws(CryptoError) {
            plaintext = try welcomeSecret.open(
                encryptedGroupInfo: welcome.encryptedGroupInfo,
                provider: crypto
            )
        } catch {
            throw .refused("the GroupInfo decrypts")
        }
        return try accept("GroupInfo") { () throws(DecodeError) in
            try GroupInfo(exactly: plaintext)
        }
    }
}
