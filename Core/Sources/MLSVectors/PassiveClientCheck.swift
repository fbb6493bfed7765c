import MLS
import MLSWire
import TandemBytes
import TandemCrypto

extension VectorEntry {
    /// A client joins by a Welcome and follows the group's commits.
    ///
    /// Source: test-vectors.md, "Passive Client Scenarios"; RFC 9420 §12.4.
    func checkPassiveClient(
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let psks = try pskStore()
        var group = try joinedGroup(psks, suite, crypto)
        try requireEqual(
            group.epochAuthenticator,
            try bytes("initial_epoch_authenticator"),
            "initial_epoch_authenticator"
        )
        for epoch in try objects("epochs") {
            try epoch.advance(&group, psks, crypto)
            try requireEqual(
                group.epochAuthenticator,
                try epoch.bytes("epoch_authenticator"),
                "epoch_authenticator"
            )
            try group.checkStorage()
        }
    }

    private func pskStore() throws(CheckFailure) -> PSKStore {
        var store = PSKStore()
        for entry in try objects("external_psks") {
            store.insert(external: try entry.bytes("psk_id"), secret: try entry.secret("psk"))
        }
        return store
    }

    private func joinedGroup(
        _ psks: PSKStore,
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) -> GroupState {
        guard case .keyPackage(let keyPackage) = try decoded("key_package", MLSMessage.self),
            case .welcome(let welcome) = try decoded("welcome", MLSMessage.self)
        else { throw .malformed(field: "welcome") }
        try requireEqual(keyPackage.cipherSuite.known, suite, "suite of the key package")
        try checkKeys(of: keyPackage, suite, crypto)
        let bundle = KeyPackageBundle(
            keyPackage: keyPackage,
            reference: crypto.makeKeyPackageRef(suite, keyPackage),
            initPrivateKey: try secret("init_priv"),
            encryptionPrivateKey: try secret("encryption_priv")
        )
        let tree = has("ratchet_tree") ? try ratchetTree("ratchet_tree") : nil
        let identity = try identity(of: keyPackage.leafNode)
        return try accept("welcome") { () throws(JoinError) in
            try GroupState.join(
                welcome: welcome,
                bundle: bundle,
                identity: identity,
                ratchetTree: tree,
                psks: psks,
                policy: OpenPolicy(),
                provider: crypto
            )
        }
    }

    private func checkKeys(
        of keyPackage: KeyPackage,
        _ suite: CipherSuite,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        let leaf = keyPackage.leafNode
        try require(
            crypto.isPair(suite, try secret("init_priv"), keyPackage.initKey),
            "init_priv"
        )
        try require(
            crypto.isPair(suite, try secret("encryption_priv"), leaf.encryptionKey),
            "encryption_priv"
        )
        try require(
            crypto.isPair(suite, try secret("signature_priv"), leaf.signatureKey),
            "signature_priv"
        )
    }

    private func identity(of leaf: LeafNode) throws(CheckFailure) -> ClientIdentity {
        ClientIdentity(
            credential: leaf.credential,
            signatureKeyPair: SignatureKeyPair(
                privateKey: try secret("signature_priv"),
                publicKey: leaf.signatureKey.bytes
            ),
            leafExtensions: leaf.extensions,
            capabilities: leaf.capabilities
        )
    }

    /// Takes in one epoch's proposals, and then its commit.
    private func advance(
        _ group: inout GroupState,
        _ psks: PSKStore,
        _ crypto: some CryptoProvider
    ) throws(CheckFailure) {
        for proposal in try byteStrings("proposals") {
            let outcome = try accept("proposals") { () throws(ProcessError) in
                try group.process(
                    proposal,
                    psks: psks,
                    policy: OpenPolicy(),
                    provider: crypto
                )
            }
            guard case .proposal = outcome else { throw .mismatch("proposals") }
        }
        let commit = try bytes("commit")
        let outcome = try accept("commit") { () throws(ProcessError) in
            try group.process(
                commit,
                psks: psks,
                policy: OpenPolicy(),
                provider: crypto
            )
        }
        guard case .commit(let staged) = outcome else { throw .mismatch("commit") }
        group.apply(staged)
    }
}

extension GroupState {
    /// That the state comes back from storage as it was.
    fileprivate func checkStorage() throws(CheckFailure) {
        let stored = encoded
        let restored = try accept("stored state") { () throws(DecodeError) in
            try GroupState(exactly: stored)
        }
        try requireEqual(restored.encoded, stored, "stored state")
    }
}
