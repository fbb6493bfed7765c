@testable import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import Testing

/// A group of two, of whom one is sent what the other forged.
protocol TwoMembers {
    var alice: Device { get set }
    var bob: Device { get set }
}

extension TwoMembers {
    /// Has bob take a message that breaks a rule; the state must stay as it was.
    mutating func expect(
        _ error: ProcessError,
        for message: [UInt8],
        policy: some GroupPolicy = OpenPolicy(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let before = bob.state.encoded
        #expect(throws: error, sourceLocation: sourceLocation) {
            try bob.state.process(message, policy: policy, provider: provider)
        }
        #expect(bob.state.encoded == before, sourceLocation: sourceLocation)
    }

    /// A message of alice's, changed before it is signed and tagged.
    func forged(
        _ content: FramedContent.Content,
        tag: MAC? = nil,
        _ edit: (inout FramedContent) -> Void = { _ in }
    ) throws -> [UInt8] {
        var framed = FramedContent(
            groupID: alice.state.groupID,
            epoch: alice.state.epoch,
            sender: .member(alice.index),
            authenticatedData: [],
            content: content
        )
        edit(&framed)
        var message = try framed.signed(
            wireFormat: .publicMessage,
            context: alice.state.context,
            identity: alice.identity,
            suite: suite,
            provider: provider
        )
        message.auth.confirmationTag = tag
        let framedMessage = alice.state.current.cipher.publicMessage(message, provider: provider)
        return MLSMessage.publicMessage(try #require(framedMessage)).encoded
    }

    /// A commit of alice's, changed and then signed and tagged anew.
    func forged(
        _ pending: PendingCommit,
        _ edit: (inout Commit) -> Void
    ) throws -> [UInt8] {
        guard case .publicMessage(let message) = try MLSMessage(exactly: pending.message),
            case .commit(var commit) = message.content.content
        else { throw ScriptError.unexpectedOutcome }
        edit(&commit)
        return try forged(.commit(commit), tag: message.auth.confirmationTag)
    }
}
