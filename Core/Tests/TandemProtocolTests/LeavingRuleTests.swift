import Testing

@testable import TandemProtocol

@Suite("Who stays when some leave")
struct LeavingRuleTests {
    private let accounts = (1...4).map { AccountID(Bytes16(high: $0, low: 0)) }

    private func context(
        _ roles: [ConversationContext.Role],
        _ kind: ConversationContext.Kind = .group
    ) -> ConversationContext {
        let participants = zip(accounts, roles).map {
            ConversationContext.Participant(account: $0, role: $1)
        }
        return ConversationContext(kind: kind, participants: participants)
    }

    @Test("while an admin stays, no role changes")
    func adminStays() {
        let context = context([.member, .admin, .admin, .member])
        let staying = context.participants(without: [accounts[1]])
        #expect(staying.map(\.role) == [.member, .admin, .member])
    }

    @Test("when the last admins leave, the first of the others becomes one, and nobody else")
    func lastAdmins() {
        let context = context([.admin, .member, .admin, .member])
        let staying = context.participants(without: [accounts[0], accounts[2]])
        #expect(staying.map(\.account) == [accounts[1], accounts[3]])
        #expect(staying.map(\.role) == [.admin, .member])
    }

    @Test("nobody is left when all leave, and only groups have admins")
    func edges() {
        #expect(context([.admin, .member]).participants(without: accounts).isEmpty)
        let direct = context([.member, .member], .direct)
        #expect(direct.participants(without: []).map(\.role) == [.member, .member])
    }
}
