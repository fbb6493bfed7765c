import MLSWire
public import TandemBytes
import TandemCrypto

// Layout of stored state, version 1: suite, context, tree, the rest of the epoch, pending
// proposals, past epochs, resumption secrets, whether removed, successor. All of it is secret.

extension GroupState: WireCodable {
    private static let version: UInt16 = 1

    /// Reads stored state.
    ///
    /// - Throws: `unknownValue` for a version or cipher suite that is not known here; `invalid`
    ///   for a tree that is none.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == Self.version else { throw .unknownValue }
        self.init(current: try EpochState(stored: &reader))
        pendingProposals = try reader.values(limit: GroupLimits.pendingProposals)
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

    /// Writes the state and its secrets: to be encrypted before it is stored.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(Self.version)
        current.encode(into: &writer)
        writer.values(pendingProposals)
        writer.vector(pastEpochs) { writer, epoch in epoch.encode(into: &writer) }
        writer.vector(resumptionSecrets) { writer, entry in
            writer.value(entry.epoch)
            writer.secret(entry.secret)
        }
        writer.uint8(isRemoved ? 1 : 0)
        writer.optional(successor) { writer, successor in writer.value(successor) }
    }
}

extension EpochState {
    fileprivate init(stored reader: inout ByteReader) throws(DecodeError) {
        let context: GroupContext = try reader.value()
        guard let suite = context.cipherSuite.known else { throw .unknownValue }
        cipher = try MessageCipher(suite: suite, context: context, stored: &reader)
        tree = try RatchetTree(stored: &reader)
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

    fileprivate func encode(into writer: inout ByteWriter) {
        writer.value(context)
        cipher.encodeKeys(into: &writer)
        writer.value(tree.exported)
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
        writer.vector(changedLeaves.sorted { $0.key < $1.key }) { writer, entry in
            writer.value(entry.key)
            writer.optional(entry.value) { writer, leaf in writer.value(leaf) }
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

extension ByteReader {
    fileprivate mutating func flag() throws(DecodeError) -> Bool {
        switch try uint8() {
        case 0: return false
        case 1: return true
        default: throw .unknownValue
        }
    }
}
