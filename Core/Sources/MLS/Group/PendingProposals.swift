package import MLSWire
package import TandemBytes

/// The proposals of one epoch that no commit has carried out yet, in the order they came; bounded
/// as the delivery service bounds them, so that both keep the same.
package struct PendingProposals: Sendable {
    /// All of them, in the order they came.
    package private(set) var all: [PendingProposal] = []
    private var positions: [ProposalRef: Int] = [:]
    private var byteCount = 0

    /// Starts empty.
    package init() {}

    /// Whether there is none.
    package var isEmpty: Bool { all.isEmpty }

    /// The proposal with a hash.
    package subscript(reference: ProposalRef) -> PendingProposal? {
        positions[reference].map { all[$0] }
    }

    /// Keeps a proposal, unless there are too many.
    ///
    /// - Returns: Whether it was kept, now or before.
    package mutating func insert(_ pending: PendingProposal) -> Bool {
        guard positions[pending.reference] == nil else { return true }
        let proposalByteCount = pending.proposal.encoded.count
        guard all.count < Limits.pendingProposalCount,
            byteCount + proposalByteCount <= Limits.pendingProposalByteCount
        else { return false }
        positions[pending.reference] = all.count
        all.append(pending)
        byteCount += proposalByteCount
        return true
    }
}

extension PendingProposals: WireCodable {
    package init(from reader: inout ByteReader) throws(DecodeError) {
        self.init()
        let stored = try reader.values(
            PendingProposal.self,
            limit: Limits.pendingProposalCount
        )
        for pending in stored {
            guard insert(pending) else { throw .tooLong }
        }
    }

    package func encode(into writer: inout ByteWriter) {
        writer.values(all)
    }
}

/// A proposal of this epoch that no commit has carried out yet.
package struct PendingProposal: Sendable, WireCodable {
    /// The hash by which a commit names it.
    package let reference: ProposalRef
    /// What it proposes.
    package let proposal: Proposal
    /// Who proposed it.
    package let sender: Sender
    /// Of an own Update: the private half of the new leaf's encryption key.
    package let updatePrivateKey: SecretBytes?

    package init(
        reference: ProposalRef,
        proposal: Proposal,
        sender: Sender,
        updatePrivateKey: SecretBytes? = nil
    ) {
        self.reference = reference
        self.proposal = proposal
        self.sender = sender
        self.updatePrivateKey = updatePrivateKey
    }

    package init(from reader: inout ByteReader) throws(DecodeError) {
        reference = try reader.value()
        proposal = try reader.value()
        sender = try reader.value()
        updatePrivateKey = try reader.optional { reader throws(DecodeError) in
            try reader.secret()
        }
    }

    package func encode(into writer: inout ByteWriter) {
        writer.value(reference)
        writer.value(proposal)
        writer.value(sender)
        writer.optional(updatePrivateKey) { writer, key in writer.secret(key) }
    }
}
