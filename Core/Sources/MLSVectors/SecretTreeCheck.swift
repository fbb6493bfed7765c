import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import TandemJSON

extension VectorEntry {
    /// The keys of sender data, and of every leaf's two ratchets, as sender and as receiver.
    ///
    /// Source: test-vectors.md, "Secret Tree"; RFC 9420 §6.3.2, §9.
    func checkSecretTree(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        try object("sender_data").checkSenderData(suite, crypto)
        let leaves = try list("leaves")
        guard (1...1 << 10).contains(leaves.count) else { throw .malformed(field: "leaves") }
        var receiver = SecretTree(
            suite: suite,
            size: TreeSize(leafCount: leaves.count),
            encryptionSecret: try secret("encryption_secret")
        )
        var sender = receiver
        for (index, generations) in leaves.enumerated() {
            guard let entries = generations.array else { throw .malformed(field: "leaves") }
            for entry in entries {
                try VectorEntry(entry).checkGeneration(
                    LeafIndex(rawValue: UInt32(index)),
                    &receiver,
                    &sender,
                    crypto
                )
            }
        }
    }

    private func checkSenderData(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let found = SenderDataKey(
            suite: suite,
            senderDataSecret: try secret("sender_data_secret"),
            ciphertext: try bytes("ciphertext"),
            provider: crypto
        )
        try requireEqual(found.key, try secret("key"), "sender_data key")
        try requireEqual(found.nonce, try bytes("nonce"), "sender_data nonce")
    }

    private func checkGeneration(
        _ leaf: LeafIndex,
        _ receiver: inout SecretTree,
        _ sender: inout SecretTree,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let generation = try integer("generation", UInt32.self)
        guard generation < 1 << 12 else { throw .malformed(field: "generation") }
        for kind in [RatchetKind.handshake, .application] {
            let expected = try messageKey(kind)
            let step = try accept("generation") { () throws(RatchetError) in
                try receiver.step(leaf, kind, to: generation, provider: crypto)
            }
            receiver.apply(step)
            try requireEqual(step.key.key, expected.key, "key of a received message")
            try requireEqual(step.key.nonce, expected.nonce, "nonce of a received message")
            let sent = try sender.key(of: leaf, kind, generation, crypto)
            try requireEqual(sent.key, expected.key, "key of a sent message")
            try requireEqual(sent.nonce, expected.nonce, "nonce of a sent message")
        }
    }

    private func messageKey(
        _ kind: RatchetKind
    ) throws(CheckFailure) -> (key: SecretBytes, nonce: [UInt8]) {
        switch kind {
        case .handshake: (try secret("handshake_key"), try bytes("handshake_nonce"))
        case .application: (try secret("application_key"), try bytes("application_nonce"))
        }
    }
}

extension SecretTree {
    /// The sender's key of a generation, after using up those before.
    fileprivate mutating func key(
        of leaf: LeafIndex,
        _ kind: RatchetKind,
        _ generation: UInt32,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) -> MessageKey {
        while true {
            let key = try accept("generation") { () throws(RatchetError) in
                try next(leaf, kind, provider: crypto)
            }
            if key.generation >= generation { return key }
        }
    }
}
