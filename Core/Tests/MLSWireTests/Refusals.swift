import MLSWire

extension Proposal {
    var inFull: ProposalOrRef { .proposal(self) }

    /// The addition of the client with a number.
    static func adding(_ number: UInt8) -> Proposal {
        .add(Client(number).keyPackage(key: 100 + Int(number)))
    }
}

/// Why a group refuses a message; nil if it does not.
func refusal(
    of message: PublicMessage,
    by test: TestGroup,
    policy: TestPolicy = TestPolicy()
) -> PublicGroupError? {
    do throws(PublicGroupError) {
        _ = try test.stage(message, policy: policy)
        return nil
    } catch {
        return error
    }
}

/// Why a group refuses the proposals of a commit; nil if it does not.
func listRefusal(
    _ proposals: [Proposal],
    in test: TestGroup,
    from number: UInt8 = 0
) -> ProposalListError? {
    let commit = test.commit(proposals.map(\.inFull), from: number)
    guard case .invalidCommit(.invalidProposals(let error)) = refusal(of: commit, by: test)
    else { return nil }
    return error
}
