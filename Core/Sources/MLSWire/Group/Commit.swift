public import TandemBytes

/// What ends an epoch and begins the next.
///
/// Source: RFC 9420 §12.4.
public struct Commit: WireCodable, Hashable, Sendable {
    /// The changes, in the committer's order.
    public var proposals: [ProposalOrRef]
    /// Fresh keys of the committer, when there must be some or it wants some.
    public var path: UpdatePath?

    /// Holds the two.
    public init(proposals: [ProposalOrRef], path: UpdatePath?) {
        self.proposals = proposals
        self.path = path
    }

    /// Reads the two.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        proposals = try reader.values(limit: Limits.proposalCount)
        path = try reader.optional { reader throws(DecodeError) in try UpdatePath(from: &reader) }
    }

    /// Writes the two.
    public func encode(into writer: inout ByteWriter) {
        writer.values(proposals)
        writer.optional(path) { writer, path in writer.value(path) }
    }
}

/// A proposal in a commit: in full, or by the hash of one that was sent before.
///
/// Source: RFC 9420 §12.4.
public enum ProposalOrRef: WireCodable, Hashable, Sendable {
    /// The committer's own, in full.
    case proposal(Proposal)
    /// One that was sent in this epoch.
    case reference(ProposalRef)

    /// Reads one of the two.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        switch try reader.uint8() {
        case 1: self = .proposal(try reader.value())
        case 2: self = .reference(try reader.value())
        default: throw .unknownValue
        }
    }

    /// Writes one of the two.
    public func encode(into writer: inout ByteWriter) {
        switch self {
        case .proposal(let proposal):
            writer.uint8(1)
            writer.value(proposal)
        case .reference(let reference):
            writer.uint8(2)
            writer.value(reference)
        }
    }
}
