@testable import MLS
import MLSWire
import TandemBytes
import TandemCrypto
import Testing

/// One rule broken at a time; the state must stay as it was.
@Suite("Rules of incoming proposals and commits, RFC 9420 §12")
struct ProcessRuleTests: TwoMembers {
    var alice: Device
    var bob: Device

    init() throws {
        let group = try makeGroup(["alice", "bob"])
        alice = group[0]
        bob = group[1]
    }

    @Test("proposals that break a rule are not kept")
    mutating func invalidProposals() throws {
        let nobody = LeafIndex(rawValue: 5)
        expect(.invalidProposal(.noSuchMember(nobody)), for: try forged(.proposal(.remove(nobody))))
        expect(
            .invalidProposal(.notAllowedForSender),
            for: try forged(.proposal(.externalInit(kemOutput: [])))
        )
        let id = PreSharedKeyID(key: .external(id: [1]), nonce: [1])
        expect(.invalidProposal(.invalidPSK), for: try forged(.proposal(.preSharedKey(id))))
    }

    @Test("an epoch keeps so many bytes of proposals and no more")
    mutating func tooManyProposals() throws {
        let large = [UInt8](repeating: 0, count: Limits.pendingProposalByteCount / 4)
        for number in 0..<3 {
            let wide = Extension(type: .init(rawValue: 0xf000 + UInt16(number)), data: large)
            _ = try bob.receive(try forged(.proposal(.groupContextExtensions([wide]))))
        }
        let last = Extension(type: .init(rawValue: 0xf00f), data: large)
        expect(.tooManyProposals, for: try forged(.proposal(.groupContextExtensions([last]))))
        _ = try bob.receive(try forged(.proposal(.remove(alice.index))))
    }

    @Test("a commit without the path that it needs is refused")
    mutating func missingPath() throws {
        let pending = try alice.commit()
        expect(.invalidCommit(.missingPath), for: try forged(pending) { $0.path = nil })
    }

    @Test("a path whose secret for this member does not decrypt is refused")
    mutating func undecryptablePath() throws {
        let pending = try alice.commit()
        let bytes = try forged(pending) {
            $0.path?.nodes[0].encryptedPathSecret[0].ciphertext[0] ^= 1
        }
        expect(.unusablePath, for: bytes)
    }

    @Test("a path with too many ciphertexts is refused")
    mutating func tooManySecrets() throws {
        let pending = try alice.commit()
        let bytes = try forged(pending) { commit in
            guard let first = commit.path?.nodes[0].encryptedPathSecret[0] else { return }
            commit.path?.nodes[0].encryptedPathSecret.append(first)
        }
        expect(.invalidCommit(.invalidPath(.wrongSecretCount)), for: bytes)
    }

    @Test("a wrong confirmation tag is refused")
    mutating func confirmationTag() throws {
        let pending = try alice.commit()
        guard case .publicMessage(let message) = try MLSMessage(exactly: pending.message),
            case .commit(let commit) = message.content.content
        else { return }
        let bytes = try forged(
            .commit(commit),
            tag: MAC([UInt8](repeating: 1, count: 32))
        )
        expect(.unauthenticated, for: bytes)
    }

    @Test("a commit that the policy refuses is refused")
    mutating func policyRefuses() throws {
        let pending = try alice.commit()
        expect(
            .invalidCommit(.unauthorized),
            for: pending.message,
            policy: NobodyCommits()
        )
    }

    @Test("a member that was removed can read no handshake")
    mutating func removed() throws {
        let target = bob.index
        let pending = try alice.commit { $0.remove = [target] }
        try bob.follow(pending)
        expect(.removed, for: try forged(.proposal(.remove(target))))
    }
}
