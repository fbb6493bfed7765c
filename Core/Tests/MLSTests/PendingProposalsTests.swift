import MLS
import MLSWire
import TandemBytes
import Testing

@Suite("Pending proposals")
struct PendingProposalsTests {
    private func proposal(_ number: Int) -> PendingProposal {
        PendingProposal(
            reference: ProposalRef([UInt8(number >> 8), UInt8(number & 0xff)]),
            proposal: .remove(LeafIndex(rawValue: UInt32(number))),
            sender: .member(LeafIndex(rawValue: 0))
        )
    }

    @Test("so many are kept and no more; one that is there already needs no room")
    func bounded() {
        var pending = PendingProposals()
        for number in 0..<Limits.pendingProposalCount {
            let isKept = pending.insert(proposal(number))
            #expect(isKept)
        }
        let isOneMoreKept = pending.insert(proposal(Limits.pendingProposalCount))
        #expect(!isOneMoreKept)
        let isOldOneKept = pending.insert(proposal(7))
        #expect(isOldOneKept)
        #expect(pending.all.count == Limits.pendingProposalCount)
    }

    @Test("what was stored is read back, in its order")
    func stored() throws {
        var pending = PendingProposals()
        for number in [5, 3, 9] { _ = pending.insert(proposal(number)) }
        let read = try PendingProposals(exactly: pending.encoded)
        #expect(read.all.map { $0.reference } == pending.all.map { $0.reference })
        #expect(read[ProposalRef([0, 3])]?.proposal == .remove(LeafIndex(rawValue: 3)))
    }
}
