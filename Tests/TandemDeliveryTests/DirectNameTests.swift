import TandemCrypto
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("The names of conversations of two, docs/protocol.md", .scratch)
struct DirectNameTests {
    private func name(
        _ one: TestDevice,
        _ other: TestDevice,
        number: UInt8 = 0
    ) throws -> ConversationID {
        let sides = [one, other].map {
            (account: $0.account.id, key: $0.account.keyPair.publicKey)
        }
        return try #require(
            ConversationID.direct(sides[0], sides[1], number: number, provider: provider)
        )
    }

    private func founding(
        by founder: TestDevice,
        with other: TestDevice,
        kind: ConversationContext.Kind = .direct,
        id: ConversationID
    ) throws -> Request {
        try TestConversation(
            by: founder,
            kind: kind,
            with: [other.account],
            founderRole: kind == .direct ? .member : .admin,
            id: id
        ).creation()
    }

    @Test("nobody founds a conversation under the name of two others, nor finds out whether it is")
    func others() async throws {
        let world = try TestWorld()
        let (_, ann) = try await world.register("+4915100000001")
        let (_, bob) = try await world.register("+4915100000002")
        let (_, eve) = try await world.register("+4915100000003")
        let socket = try await eve.signIn()
        let annsAndBobs = try name(ann, bob)
        let refused = ServerMessage.error(ErrorAnswer(.notAllowed))
        for isTaken in [false, true] {
            for kind: ConversationContext.Kind in [.direct, .group] {
                let squatting = try founding(by: eve, with: ann, kind: kind, id: annsAndBobs)
                #expect(try await socket.ask(squatting) == refused, "\(kind) \(isTaken)")
            }
            guard !isTaken else { return }
            let founding = try founding(by: ann, with: bob, id: annsAndBobs)
            #expect(try await ann.signIn().ask(founding) == .done)
        }
    }

    @Test("two have few names, by their present keys, and no other conversation has such a name")
    func own() async throws {
        let world = try TestWorld()
        let (_, ann) = try await world.register("+4915100000001")
        let (_, bob) = try await world.register("+4915100000002")
        let socket = try await ann.signIn()
        let refused = ServerMessage.error(ErrorAnswer(.notAllowed))
        let last = ConversationID.directNumbers.upperBound
        for number in [0, last] {
            let founding = try founding(by: ann, with: bob, id: name(ann, bob, number: number))
            #expect(try await socket.ask(founding) == .done)
        }
        let beyond = try founding(by: ann, with: bob, id: name(ann, bob, number: last + 1))
        #expect(try await socket.ask(beyond) == refused)
        let random = ConversationID.other(MessageID.random().value)
        #expect(try await socket.ask(founding(by: ann, with: bob, id: random)) == refused)
        let formed = try name(ann, bob, number: 1)
        let group = try founding(by: ann, with: bob, kind: .group, id: formed)
        #expect(try await socket.ask(group) == refused)
    }
}
