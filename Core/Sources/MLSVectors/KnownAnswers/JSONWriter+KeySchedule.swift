import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import TandemJSON

extension JSONWriter {
    /// The secrets of three epochs, as `checkKeySchedule` reads them.
    mutating func keySchedule<Crypto: CryptoProvider>(
        _ suite: CipherSuite,
        _ inputs: inout AnswerInputs<Crypto>,
        _ crypto: Crypto
    ) throws(CryptoError) {
        let groupID = GroupID(inputs.next())
        var initSecret = SecretBytes(copying: inputs.next())
        member("group_id", hex: groupID.bytes)
        secret("initial_init_secret", initSecret)
        try member("epochs") { writer throws(CryptoError) in
            try writer.array { writer throws(CryptoError) in
                for number in 0..<UInt64(3) {
                    let context = GroupContext(
                        cipherSuite: CipherSuiteNumber(suite),
                        groupID: groupID,
                        epoch: Epoch(rawValue: number),
                        treeHash: inputs.next(),
                        confirmedTranscriptHash: inputs.next(),
                        extensions: []
                    )
                    try writer.object { writer throws(CryptoError) in
                        try writer.epoch(context, &initSecret, suite, &inputs, crypto)
                    }
                }
            }
        }
    }

    private mutating func epoch<Crypto: CryptoProvider>(
        _ context: GroupContext,
        _ initSecret: inout SecretBytes,
        _ suite: CipherSuite,
        _ inputs: inout AnswerInputs<Crypto>,
        _ crypto: Crypto
    ) throws(CryptoError) {
        let commitSecret = SecretBytes(copying: inputs.next())
        let pskSecret = SecretBytes(copying: inputs.next())
        let encoded = context.encoded
        member("tree_hash", hex: context.treeHash)
        member("confirmed_transcript_hash", hex: context.confirmedTranscriptHash)
        secret("commit_secret", commitSecret)
        secret("psk_secret", pskSecret)
        member("group_context", hex: encoded)
        let joiner = JoinerSecret(
            initSecret: initSecret,
            commitSecret: commitSecret,
            groupContext: encoded,
            suite: suite,
            provider: crypto
        )
        secret("joiner_secret", joiner.bytes)
        let memberSecret = joiner.memberSecret(
            pskSecret: pskSecret,
            suite: suite,
            provider: crypto
        )
        let welcome = memberSecret.welcomeSecret(provider: crypto)
        secret("welcome_secret", welcome.bytes)
        let secrets = memberSecret.epochSecret(groupContext: encoded, provider: crypto)
            .derive(suite: suite, provider: crypto)
        epochSecrets(secrets)
        let pair = try crypto.externalKeyPair(suite, externalSecret: secrets.external)
        member("external_pub", hex: pair.publicKey)
        exporter(secrets, context: inputs.next(), suite, crypto)
        initSecret = secrets.initial
    }

    private mutating func epochSecrets(_ secrets: EpochSecrets) {
        secret("init_secret", secrets.initial)
        secret("sender_data_secret", secrets.senderData)
        secret("encryption_secret", secrets.encryption)
        secret("exporter_secret", secrets.exporter)
        secret("epoch_authenticator", secrets.authenticator)
        secret("external_secret", secrets.external)
        secret("confirmation_key", secrets.confirmation)
        secret("membership_key", secrets.membership)
        secret("resumption_psk", secrets.resumption)
    }

    private mutating func exporter(
        _ secrets: EpochSecrets,
        context: [UInt8],
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) {
        let exported = crypto.export(
            suite,
            exporterSecret: secrets.exporter,
            label: "Tandem",
            context: context,
            byteCount: 40
        )
        member("exporter") { writer in
            writer.object { writer in
                writer.member("label", string: "Tandem")
                writer.member("context", hex: context)
                writer.member("length", integer: 40)
                writer.secret("secret", exported)
            }
        }
    }

    /// Three external keys, as `checkPSKSecret` reads them.
    mutating func pskSecret<Crypto: CryptoProvider>(
        _ suite: CipherSuite,
        _ inputs: inout AnswerInputs<Crypto>,
        _ crypto: Crypto
    ) {
        var psks: [(id: [UInt8], nonce: [UInt8], psk: IdentifiedPSK)] = []
        for _ in 0..<3 {
            let id = inputs.next()
            let nonce = inputs.next()
            let name = PreSharedKeyID(key: .external(id: id), nonce: nonce)
            psks.append(
                (id, nonce, IdentifiedPSK(id: name, secret: SecretBytes(copying: inputs.next())))
            )
        }
        member("psks") { writer in
            writer.array { writer in
                for entry in psks {
                    writer.object { writer in
                        writer.member("psk_id", hex: entry.id)
                        writer.secret("psk", entry.psk.secret)
                        writer.member("psk_nonce", hex: entry.nonce)
                    }
                }
            }
        }
        secret("psk_secret", crypto.pskSecret(suite, psks.map { $0.psk }))
    }
}
