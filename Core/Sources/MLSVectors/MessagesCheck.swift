import MLSWire
import TandemBytes

extension VectorEntry {
    /// Every structure decodes, is what its field says, and encodes to the same bytes.
    ///
    /// Source: test-vectors.md, "Messages".
    func checkMessages() throws(CheckFailure) {
        try checkMLSMessages()
        try checkStructure("ratchet_tree", RatchetTreeNodes.self)
        try checkStructure("group_secrets", GroupSecrets.self)
        try checkStructure("commit", Commit.self)
        try checkProposals()
    }

    private func checkMLSMessages() throws(CheckFailure) {
        try checkMessage("mls_welcome", .welcome)
        try checkMessage("mls_group_info", .groupInfo)
        try checkMessage("mls_key_package", .keyPackage)
        try checkMessage("private_message", .privateMessage)
        try checkPublicMessage("public_message_application", .application)
        try checkPublicMessage("public_message_proposal", .proposal)
        try checkPublicMessage("public_message_commit", .commit)
    }

    /// The fields hold a proposal's body; its type is put before it.
    private func checkProposals() throws(CheckFailure) {
        try checkProposal("add_proposal", .add)
        try checkProposal("update_proposal", .update)
        try checkProposal("remove_proposal", .remove)
        try checkProposal("pre_shared_key_proposal", .psk)
        try checkProposal("re_init_proposal", .reInit)
        try checkProposal("external_init_proposal", .externalInit)
        try checkProposal("group_context_extensions_proposal", .groupContextExtensions)
    }

    private func checkMessage(_ key: StaticString, _ format: WireFormat) throws(CheckFailure) {
        let message = try checkStructure(key, MLSMessage.self)
        try requireEqual(message.wireFormat, format, key)
    }

    private func checkPublicMessage(
        _ key: StaticString,
        _ type: ContentType
    ) throws(CheckFailure) {
        guard case .publicMessage(let message) = try checkStructure(key, MLSMessage.self) else {
            throw .mismatch(key)
        }
        try requireEqual(message.content.content.type, type, key)
    }

    private func checkProposal(
        _ key: StaticString,
        _ type: ProposalType
    ) throws(CheckFailure) {
        var writer = ByteWriter()
        writer.value(type)
        writer.fixed(try bytes(key))
        let encoded = writer.bytes
        let proposal = try accept(key) { () throws(DecodeError) in
            try Proposal(exactly: encoded)
        }
        try requireEqual(proposal.type, type, key)
        try requireEqual(proposal.encoded, encoded, key)
    }

    @discardableResult
    private func checkStructure<Value: WireCodable>(
        _ key: StaticString,
        _: Value.Type
    ) throws(CheckFailure) -> Value {
        let value = try decoded(key, Value.self)
        try requireEqual(value.encoded, try bytes(key), key)
        return value
    }
}
