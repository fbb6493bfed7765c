import TandemBytes

/// The proposals of one epoch that no commit has named yet, in the order they came; bounded.
struct PendingProposals: Sendable {
    private var references: [ProposalRef] = []
    private var proposals: [ProposalRef: SentProposal] = [:]

    /// How many bytes the proposals have when they are encoded.
    private(set) var byteCount = 0

    var count: Int { references.count }

    /// Whether one more can be kept.
    func hasRoom(for proposal: SentProposal) -> Bool {
        count < Limits.pendingProposalCount
            && byteCount + proposal.proposal.encoded.count <= Limits.pendingProposalByteCount
    }

    /// The proposals, in the order they came.
    var all: [(reference: ProposalRef, proposal: SentProposal)] {
        references.compactMap { reference in
            proposals[reference].map { (reference, $0) }
        }
    }

    func contains(_ reference: ProposalRef) -> Bool { proposals[reference] != nil }

    subscript(reference: ProposalRef) -> SentProposal? { proposals[reference] }

    /// Keeps a proposal; one that is kept already changes nothing.
    mutating func insert(_ proposal: SentProposal, as reference: ProposalRef) {
        guard proposals.updateValue(proposal, forKey: reference) == nil else { return }
        references.append(reference)
        byteCount += proposal.proposal.encoded.count
    }

    mutating func removeAll() {
        references = []
        proposals = [:]
        byteCount = 0
    }
}

extension PendingProposals: WireCodable {
    init(from reader: inout ByteReader) throws(DecodeError) {
        let items = try reader.vector(limit: Limits.pendingProposalCount) {
            reader throws(DecodeError) in
            (
                reference: try reader.value(ProposalRef.self),
                proposal: SentProposal(
                    proposal: try reader.value(),
                    sender: try reader.value(),
                    isReferenced: true
                )
            )
        }
        for item in items {
            insert(item.proposal, as: item.reference)
        }
    }

    func encode(into writer: inout ByteWriter) {
        writer.vector(all) { writer, item in
            writer.value(item.reference)
            writer.value(item.proposal.proposal)
            writer.value(item.proposal.sender)
        }
    }
}
