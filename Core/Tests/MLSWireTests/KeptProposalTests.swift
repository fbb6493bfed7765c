import MLSWire
import TandemBytes
import TandemCrypto
import Testing

@Suite("Proposals that wait for a commit, RFC 9420 §12.2")
struct KeptProposalTests {
    @Test("a proposal that no commit could carry out is not kept")
    func invalidProposals() throws {
        let test = try TestGroup(2)
        func expect(_ proposal: Proposal, _ error: ProposalListError) {
            #expect(
                refusal(of: test.proposal(proposal, from: 0), by: test)
                    == .invalidProposal(error)
            )
        }
        expect(.remove(leafIndex(5)), .noSuchMember(leafIndex(5)))
        expect(.externalInit(kemOutput: []), .notAllowedForSender)
        expect(.preSharedKey(PreSharedKeyID(key: .external(id: []), nonce: [])), .invalidPSK)
        expect(
            .update(Client(0).leaf(.update, key: key(0), at: 0)),
            .invalidUpdate(.unchangedEncryptionKey)
        )
    }

    @Test("proposals are kept up to a bound")
    func bound() throws {
        var test = try TestGroup(2)
        for number in 0..<Limits.pendingProposalCount {
            let nonce =
                [UInt8(number >> 8), UInt8(number & 0xff)] + [UInt8](repeating: 0, count: 30)
            let psk = PreSharedKeyID(key: .external(id: [1]), nonce: nonce)
            _ = try test.propose(test.proposal(.preSharedKey(psk), from: 0))
        }
        #expect(
            refusal(of: test.proposal(.remove(leafIndex(1)), from: 0), by: test)
                == .tooManyProposals
        )
    }
}
