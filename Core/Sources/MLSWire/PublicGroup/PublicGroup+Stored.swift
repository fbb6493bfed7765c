public import TandemBytes
import TandemCrypto

/// Layout, version 1:
///
///     uint16 version;
///     GroupContext context;
///     optional<Node> ratchet_tree<V>;
///     MAC confirmation_tag;
///     opaque interim_transcript_hash<V>;
///     uint8 has_ended;
///     struct { ProposalRef reference; Proposal proposal; Sender sender; } pending<V>;
///
/// Whoever reads it back trusts where it was kept: of the tree, only the form is checked.
extension PublicGroup: WireCodable {
    private static var storedVersion: UInt16 { 1 }

    /// Reads a state that `encode` wrote.
    ///
    /// - Throws: `unknownValue` for another version of the layout or a cipher suite that is not
    ///   known; `invalid` for nodes that are no tree.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == Self.storedVersion else { throw .unknownValue }
        let context = try reader.value(GroupContext.self)
        guard let suite = context.cipherSuite.known else { throw .unknownValue }
        self.init(
            suite: suite,
            context: context,
            tree: try Self.tree(from: &reader),
            confirmationTag: try reader.value(),
            interimTranscriptHash: try reader.vector(limit: Limits.hashByteCount)
        )
        hasEnded = try reader.flag()
        pending = try reader.value()
    }

    private static func tree(from reader: inout ByteReader) throws(DecodeError) -> RatchetTree {
        let nodes = try reader.value(RatchetTreeNodes.self)
        do throws(RatchetTreeError) {
            return try RatchetTree(nodes)
        } catch {
            throw .invalid
        }
    }

    /// Writes the state.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(Self.storedVersion)
        writer.value(context)
        writer.value(tree.exported)
        writer.value(confirmationTag)
        writer.vector(interimTranscriptHash)
        writer.flag(hasEnded)
        writer.value(pending)
    }
}
