import MLS
import MLSWire
import TandemBytes
import TandemCrypto

extension VectorEntry {
    /// Every secret of a few epochs, each from the one before.
    ///
    /// Source: test-vectors.md, "Key Schedule"; RFC 9420 §8.
    func checkKeySchedule(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let groupID = GroupID(try bytes("group_id"))
        var initSecret = try secret("initial_init_secret")
        for (number, epoch) in try objects("epochs").enumerated() {
            let context = try epoch.groupContext(
                suite,
                groupID,
                Epoch(rawValue: UInt64(number))
            )
            try requireEqual(context, try epoch.bytes("group_context"), "group_context")
            initSecret = try epoch.checkEpoch(initSecret, context, suite, crypto)
        }
    }

    /// The group context of an epoch of the key schedule, encoded.
    private func groupContext(
        _ suite: CipherSuite,
        _ groupID: GroupID,
        _ epoch: Epoch
    ) throws(CheckFailure) -> [UInt8] {
        GroupContext(
            cipherSuite: CipherSuiteNumber(suite),
            groupID: groupID,
            epoch: epoch,
            treeHash: try bytes("tree_hash"),
            confirmedTranscriptHash: try bytes("confirmed_transcript_hash"),
            extensions: []
        ).encoded
    }

    /// Checks one epoch's secrets.
    ///
    /// - Returns: The init secret of the next.
    private func checkEpoch(
        _ initSecret: SecretBytes,
        _ context: [UInt8],
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) -> SecretBytes {
        let joiner = JoinerSecret(
            initSecret: initSecret,
            commitSecret: try secret("commit_secret"),
            groupContext: context,
            suite: suite,
            provider: crypto
        )
        try requireEqual(joiner.bytes, try secret("joiner_secret"), "joiner_secret")
        let member = joiner.memberSecret(
            pskSecret: try secret("psk_secret"),
            suite: suite,
            provider: crypto
        )
        let welcome = member.welcomeSecret(provider: crypto)
        try requireEqual(welcome.bytes, try secret("welcome_secret"), "welcome_secret")
        let secrets = member.epochSecret(groupContext: context, provider: crypto)
            .derive(suite: suite, provider: crypto)
        try check(secrets)
        try checkExternalKey(secrets, suite, crypto)
        try object("exporter").checkExporter(secrets, suite, crypto)
        return secrets.initial
    }

    private func check(_ secrets: EpochSecrets) throws(CheckFailure) {
        try check("init_secret", secrets.initial)
        try check("sender_data_secret", secrets.senderData)
        try check("encryption_secret", secrets.encryption)
        try check("exporter_secret", secrets.exporter)
        try check("epoch_authenticator", secrets.authenticator)
        try check("external_secret", secrets.external)
        try check("confirmation_key", secrets.confirmation)
        try check("membership_key", secrets.membership)
        try check("resumption_psk", secrets.resumption)
    }

    private func check(_ key: StaticString, _ found: SecretBytes) throws(CheckFailure) {
        try requireEqual(found, try secret(key), key)
    }

    private func checkExternalKey(
        _ secrets: EpochSecrets,
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let pair = try accept("external_pub") { () throws(CryptoError) in
            try crypto.externalKeyPair(suite, externalSecret: secrets.external)
        }
        try requireEqual(pair.publicKey, try bytes("external_pub"), "external_pub")
    }

    private func checkExporter(
        _ secrets: EpochSecrets,
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let found = crypto.export(
            suite,
            exporterSecret: secrets.exporter,
            label: try label("label"),
            context: try bytes("context"),
            byteCount: try derivedByteCount("length")
        )
        try requireEqual(found, try secret("secret"), "exporter")
    }

    /// Several external pre-shared keys add up to one secret.
    ///
    /// Source: test-vectors.md, "Pre-Shared Keys"; RFC 9420 §8.4.
    func checkPSKSecret(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        var psks: [IdentifiedPSK] = []
        for entry in try objects("psks") {
            let id = PreSharedKeyID(
                key: .external(id: try entry.bytes("psk_id")),
                nonce: try entry.bytes("psk_nonce")
            )
            psks.append(IdentifiedPSK(id: id, secret: try entry.secret("psk")))
        }
        try requireEqual(crypto.pskSecret(suite, psks), try secret("psk_secret"), "psk_secret")
    }
}
