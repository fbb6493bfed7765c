package import MLSWire
package import TandemBytes

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
