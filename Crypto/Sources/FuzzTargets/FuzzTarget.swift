import MLS
import MLSWire
import TandemBytes
import TandemClient
import TandemJSON
import TandemProtocol
import TandemToyCrypto

/// One way by which bytes from outside come in, as a fuzzer calls it.
///
/// Whatever the bytes: nothing traps, and what is accepted encodes to the same bytes again.
public enum FuzzTarget: String, CaseIterable, Sendable {
    /// An MLSMessage of any kind.
    case mlsMessage
    /// A ratchet tree: decoded, built, hashed and validated.
    case ratchetTree
    /// A GroupInfo, by which a delivery service follows a group and a client joins it.
    case groupInfo
    /// A handshake message at a delivery service that follows the group.
    case publicGroup
    /// A message at a member of the group; what it applies, it applies.
    case group
    /// A Welcome at the client that it is for.
    case welcome
    /// A member's state as it is kept, and a key package with its private halves.
    case stored
    /// A frame at the server.
    case clientFrame
    /// A frame at a client.
    case serverFrame
    /// What phone, desktop and accounts exchange: certificates, device lists, link messages.
    case protocolStructures
    /// The text of a link code.
    case linkCode
    /// What members say to each other, once decrypted.
    case content
    /// A phone's engine, between a view and a server of whatever kind.
    case engine
    /// JSON, as the engine gets it from the views.
    case json

    /// Hands the bytes to the target.
    ///
    /// - Returns: Whether they were accepted.
    /// - Precondition: What was accepted encodes as it came. A fuzzer reports it when not.
    @discardableResult
    public func run(_ input: [UInt8]) -> Bool {
        switch self {
        case .mlsMessage: roundTrips(MLSMessage.self, input)
        case .ratchetTree: runRatchetTree(input)
        case .groupInfo: FuzzGroup.shared.runGroupInfo(input)
        case .publicGroup: FuzzGroup.shared.runPublicGroup(input)
        case .group: FuzzGroup.shared.runGroup(input)
        case .welcome: FuzzGroup.shared.runWelcome(input)
        case .stored: runStored(input)
        case .clientFrame: runClientFrame(input)
        case .serverFrame: runServerFrame(input)
        case .protocolStructures: runProtocolStructures(input)
        case .linkCode: runLinkCode(input)
        case .content: runContent(input)
        case .engine: FuzzEngine.shared.run(input)
        case .json: runJSON(input)
        }
    }
}

/// Decodes and encodes.
func roundTrips<Value: WireCodable>(_: Value.Type, _ input: [UInt8]) -> Bool {
    guard let value = try? Value(exactly: input) else { return false }
    precondition(value.encoded == input, "what was accepted encodes as it came")
    return true
}

private func runRatchetTree(_ input: [UInt8]) -> Bool {
    guard roundTrips(RatchetTreeNodes.self, input),
        let nodes = try? RatchetTreeNodes(exactly: input),
        var tree = try? RatchetTree(nodes)
    else { return false }
    precondition(tree.exported == nodes, "a tree gives back its nodes")
    let crypto = ToyCrypto(.trustsAll)
    _ = tree.treeHash(.sha256, using: crypto)
    _ = tree.hasValidParentHashes(.sha256, using: crypto)
    _ = tree.hasUniqueKeys
    for leaf in tree.memberIndices.prefix(8) {
        _ = tree.filteredDirectPath(of: leaf).map { tree.resolution(of: $0.copathChild).count }
    }
    if let first = tree.memberIndices.first, let leaf = tree.leaf(at: first) {
        tree.add(leaf)
        tree.update(first, to: leaf)
        tree.remove(first)
        _ = tree.treeHash(.sha256, using: crypto)
    }
    return true
}

/// Kept state may be long, and is only ever read back by the device that wrote it: it must not
/// trap, but need not be in its only form.
private func runStored(_ input: [UInt8]) -> Bool {
    let state = try? GroupState(exactly: input)
    let commit = try? PendingCommit(exactly: input)
    let bundle = try? KeyPackageBundle(exactly: input)
    let follower = try? PublicGroup(exactly: input)
    return state != nil || commit != nil || bundle != nil || follower != nil
}

private func runClientFrame(_ input: [UInt8]) -> Bool {
    guard let frame = try? ClientFrame(decoding: input) else { return false }
    precondition(frame.encoded == input, "what was accepted encodes as it came")
    return true
}

/// An error code that is not known is read as another, so the bytes may change, but the frame not.
private func runServerFrame(_ input: [UInt8]) -> Bool {
    guard let frame = try? ServerFrame(decoding: input) else { return false }
    precondition(
        (try? ServerFrame(decoding: frame.encoded)) == frame,
        "an accepted frame stays what it is"
    )
    return true
}

private func runProtocolStructures(_ input: [UInt8]) -> Bool {
    let accepted = [
        roundTrips(DeviceCertificate.self, input),
        roundTrips(DeviceList.self, input),
        roundTrips(AccountRecord.self, input),
        roundTrips(ConversationContext.self, input),
        roundTrips(MemberIdentity.self, input),
        roundTrips(LinkMessage.self, input),
        roundTrips(AuthenticationContent.self, input),
    ]
    return accepted.contains(true)
}

private func runContent(_ input: [UInt8]) -> Bool {
    let accepted = [
        roundTrips(Content.self, input),
        roundTrips(LinkBundle.self, input),
        roundTrips(MessageRecord.self, input),
        roundTrips(ChatSummary.self, input),
        roundTrips(Event.self, input),
    ]
    return accepted.contains(true)
}

private func runLinkCode(_ input: [UInt8]) -> Bool {
    guard let code = LinkCode(text: input) else { return false }
    precondition(LinkCode(text: code.text) == code, "a code's text is that code")
    return true
}

private func runJSON(_ input: [UInt8]) -> Bool {
    guard let value = try? JSONValue(parsing: input) else { return false }
    var writer = JSONWriter()
    write(value, to: &writer)
    let again = try? JSONValue(parsing: writer.bytes)
    precondition(again == value, "what was accepted comes back from its own text")
    _ = value["text"]?.string
    _ = value.hexBytes
    return true
}

private func write(_ value: JSONValue, to writer: inout JSONWriter) {
    switch value {
    case .null: writer.null()
    case .bool(let value): writer.bool(value)
    case .integer(let value): writer.integer(value)
    case .number(let literal): writer.number(literal: literal)
    case .string(let utf8): writer.string(utf8: utf8)
    case .array(let elements):
        writer.array { writer in elements.forEach { write($0, to: &writer) } }
    case .object(let members):
        writer.object { writer in
            for member in members {
                writer.member(utf8Key: member.key) { write(member.value, to: &$0) }
            }
        }
    }
}
