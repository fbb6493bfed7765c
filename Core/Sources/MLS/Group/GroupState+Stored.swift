import MLSWire
public import TandemBytes
import TandemCrypto

// Layout of stored state, version 1, in two parts:
//
//     keys: version, context, message keys, own keys and secrets, pending proposals, past
//           epochs, resumption secrets, whether removed, successor
//     tree: version, epoch, nodes
//
// The tree changes with the epoch only, and is most of what a large group stores; the keys change
// with every message. All of the keys are secret.

extension GroupState: WireCodable {
    private static let version: UInt16 = 1

    /// Reads stored state.
    ///
    /// - Throws: `unknownValue` for a version or cipher suite that is not known here; `invalid`
    ///   for parts that do not belong together.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        let tree = try Self.tree(from: &reader)
        try self.init(keys: &reader, tree: tree)
    }

    /// Writes the state and its secrets: to be encrypted before it is stored.
    public func encode(into writer: inout ByteWriter) {
        encodeTree(into: &writer)
        encodeKeys(into: &writer)
    }

    /// What must be stored after every change.
    public var storedKeys: [UInt8] {
        var writer = ByteWriter()
        encodeKeys(into: &writer)
        return writer.bytes
    }

    /// What must be stored, in the same transaction, when the epoch has changed.
    public var storedTree: [UInt8] {
        var writer = ByteWriter()
        encodeTree(into: &writer)
        return writer.bytes
    }

    /// Reads state that was stored in two parts.
    ///
    /// - Throws: As `init(from:)`; `invalid` if the parts are of different epochs.
    public init(storedKeys: [UInt8], storedTree: [UInt8]) throws(DecodeError) {
        var treeReader = ByteReader(storedTree)
        let tree = try Self.tree(from: &treeReader)
        try treeReader.finish()
        var reader = ByteReader(storedKeys)
        try self.init(keys: &reader, tree: tree)
        try reader.finish()
    }
}

extension GroupState {
    private static func tree(
        from reader: inout ByteReader
    ) throws(DecodeError) -> (epoch: Epoch, tree: RatchetTree) {
        guard try reader.integer(UInt16.self) == version else { throw .unknownValue }
        return (try reader.value(), try RatchetTree(stored: &reader))
    }

    private func encodeTree(into writer: inout ByteWriter) {
        writer.integer(Self.version)
        writer.value(epoch)
        writer.value(tree.exported)
    }

    private init(
        keys reader: inout ByteReader,
        tree: (epoch: Epoch, tree: RatchetTree)
    ) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == Self.version else { throw .unknownValue }
        self.init(current: try EpochState(stored: &reader, tree: tree.tree))
        guard epoch == tree.epoch else { throw .invalid }
        pendingProposals = try reader.value()
        let suite = suite
        pastEpochs = try reader.vector(limit: GroupLimits.pastEpochs) {
            reader throws(DecodeError) in try PastEpoch(suite: suite, stored: &reader)
        }
        resumptionSecrets = try reader.vector(limit: GroupLimits.resumptionSecrets) {
            reader throws(DecodeError) in
            ResumptionSecret(epoch: try reader.value(), secret: try reader.secret())
        }
        isRemoved = try reader.flag()
        successor = try reader.optional { reader throws(DecodeError) in try reader.value() }
    }

    private func encodeKeys(into writer: inout ByteWriter) {
        writer.integer(Self.version)
        current.encodeKeys(into: &writer)
        writer.value(pendingProposals)
        writer.vector(pastEpochs) { writer, epoch in epoch.encode(into: &writer) }
        writer.vector(resumptionSecrets) { writer, entry in
            writer.value(entry.epoch)
            writer.secret(entry.secret)
        }
        writer.flag(isRemoved)
        writer.optional(successor) { writer, successor in writer.value(successor) }
    }
}

extension EpochState {
    fileprivate init(
        stored reader: inout ByteReader,
        tree: RatchetTree
    ) throws(DecodeError) {
        let context: GroupContext = try reader.value()
        guard let suite = context.cipherSuite.known else { throw .unknownValue }
        cipher = try MessageCipher(suite: suite, context: context, stored: &reader)
        self.tree = tree
        privateTree = try reader.value()
        guard tree.isMember(privateTree.leaf) else { throw .invalid }
        interimTranscriptHash = try reader.vector(limit: Limits.hashByteCount)
        confirmationTag = try reader.value()
        secrets = KeptSecrets(
            exporter: try reader.secret(),
            external: try reader.secret(),
            confirmation: try reader.secret(),
            resumption: try reader.secret(),
            authenticator: try reader.secret(),
            initial: try reader.secret()
        )
    }

    fileprivate func encodeKeys(into writer: inout ByteWriter) {
        writer.value(context)
        cipher.encodeKeys(into: &writer)
        writer.value(privateTree)
        writer.vector(interimTranscriptHash)
        writer.value(confirmationTag)
        writer.secret(secrets.exporter)
        writer.secret(secrets.external)
        writer.secret(secrets.confirmation)
        writer.secret(secrets.resumption)
        writer.secret(secrets.authenticator)
        writer.secret(secrets.initial)
    }
}

extension MessageCipher {
    fileprivate init(
        suite: CipherSuite,
        context: GroupContext,
        stored reader: inout ByteReader
    ) throws(DecodeError) {
        self.init(
            suite: suite,
            context: context,
            senderDataSecret: try reader.secret(),
            membershipKey: try reader.secret(),
            secretTree: try SecretTree(suite: suite, from: &reader)
        )
    }

    fileprivate func encodeKeys(into writer: inout ByteWriter) {
        writer.secret(senderDataSecret)
        writer.secret(membershipKey)
        secretTree.encode(into: &writer)
    }
}

extension PastEpoch {
    fileprivate init(suite: CipherSuite, stored reader: inout ByteReader) throws(DecodeError) {
        let context: GroupContext = try reader.value()
        cipher = try MessageCipher(suite: suite, context: context, stored: &reader)
        ownLeaf = try reader.value()
        let entries = try reader.vector(limit: Limits.leafCount) { reader throws(DecodeError) in
            (
                try reader.value(LeafIndex.self),
                try reader.optional { reader throws(DecodeError) in
                    try reader.value(LeafNode.self)
                }
            )
        }
        var changed: [LeafIndex: LeafNode?] = [:]
        for (index, leaf) in entries { changed.updateValue(leaf, forKey: index) }
        changedLeaves = changed
    }

    fileprivate func encode(into writer: inout ByteWriter) {
        writer.value(cipher.context)
        cipher.encodeKeys(into: &writer)
        writer.value(ownLeaf)
        writer.vector(ascending(changedLeaves.keys.map { $0 })) { writer, index in
            guard let leaf = changedLeaves[index] else { return }
            writer.value(index)
            writer.optional(leaf) { writer, leaf in writer.value(leaf) }
        }
    }
}

extension RatchetTree {
    fileprivate init(stored reader: inout ByteReader) throws(DecodeError) {
        let nodes: RatchetTreeNodes = try reader.value()
        do throws(RatchetTreeError) {
            try self.init(nodes)
        } catch {
            throw .invalid
        }
    }
}
