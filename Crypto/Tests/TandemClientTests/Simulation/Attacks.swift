import MLSWire
import TandemBytes
import TandemCrypto
import TandemCryptoNative
import TandemJSON
import TandemProtocol

@testable import TandemClient

// What attackers do in the tests: a changed client, a server that lies, or both.
extension World {
    func account(_ number: String) -> AccountID {
        server.numbers[Array(number.utf8)] ?? AccountID(Bytes16(high: 0, low: 0))
    }

    func conversation(_ chat: String) -> ConversationID {
        let bytes = JSONValue.string(utf8: Array(chat.utf8)).hexBytes ?? []
        return ConversationID(bytes: bytes) ?? ConversationID(Bytes16(high: 0, low: 0))
    }

    func standing(of chat: String, at client: Client) -> Conversation.Standing? {
        client.engine.conversations[conversation(chat)]?.standing
    }

    /// What anybody can compute who has looked both up.
    func directID(_ one: AccountID, _ other: AccountID, number: UInt8 = 0) -> ConversationID? {
        .direct(
            (one, server.accounts[one]?.key ?? []),
            (other, server.accounts[other]?.key ?? []),
            number: number,
            provider: server.provider
        )
    }

    /// A group under a chosen ID, of the founder alone and of whomever it names.
    func found(
        _ kind: ChatKind,
        _ accounts: [AccountID],
        admin: AccountID? = nil,
        id: ConversationID,
        by client: Client
    ) {
        let participants = accounts.map {
            ConversationContext.Participant(account: $0, role: $0 == admin ? .admin : .member)
        }
        _ = client.engine.makeConversation(kind, participants, id: id)
        client.goOffline()
        client.goOnline()
        pass(milliseconds: 1_000)
    }

    /// The server says that a device is in a conversation.
    func list(_ id: ConversationID, for client: Client) {
        if let device = client.engine.own?.device { server.rooms[id]?.cursors[device] = 0 }
    }

    /// A message of a member that says to be of a later epoch; the server takes it.
    @discardableResult
    func poison(_ chat: String, by client: Client) -> Bool {
        let id = conversation(chat)
        guard let room = server.rooms[id], let identity = client.engine.own?.identity,
            var body = room.log.last(where: { $0.kind == .application })?.body
        else { return false }
        // MLSMessage: version 2, wire format 2, group ID 1 + 16, epoch 8.
        body.replaceSubrange(21..<29, with: [0, 0, 0, 0, 0, 0, 0, 250])
        let message = OutgoingMessage(
            conversation: id,
            message: server.randomID(),
            kind: .application,
            epoch: room.group.epoch.rawValue,
            body: body
        )
        guard case .accepted = server.take(message, from: identity) else { return false }
        return true
    }
}
