import TandemBytes
import TandemCrypto
import TandemCryptoNative
import TandemJSON
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("A server that lies")
struct MaliciousServerTests {
    static let annasNumber = "+4915112345678"
    static let bensNumber = "+4915187654321"
    let provider = NativeCryptoProvider()

    private func pair() -> (world: World, anna: Client, ben: Client, chat: String) {
        let world = World()
        let anna = world.register("Anna", number: Self.annasNumber)
        let ben = world.register("Ben", number: Self.bensNumber)
        let chat = world.startChat(from: anna, with: Self.bensNumber)
        anna.say("hello", in: chat)
        world.pass(milliseconds: 500)
        return (world, anna, ben, chat)
    }

    /// The list with a device more that the account never signed for.
    private func withIntruder(_ record: AccountRecord) -> AccountRecord {
        let server = provider.generateSignatureKeyPair(.ed25519)
        let intruder = provider.generateSignatureKeyPair(.ed25519)
        guard
            let certificate = try? DeviceCertificate(
                account: record.account,
                signatureKey: intruder.publicKey,
                role: .linked,
                issuedAt: record.list.issuedAt,
                accountPrivateKey: server.privateKey,
                provider: provider
            ),
            let list = try? DeviceList(
                account: record.account,
                version: record.list.version + 1,
                issuedAt: record.list.issuedAt,
                devices: record.list.devices + [certificate],
                accountPrivateKey: server.privateKey,
                provider: provider
            )
        else { return record }
        return AccountRecord(
            account: record.account,
            accountKey: record.accountKey,
            list: list
        )
    }

    @Test("a device that the server adds to a list is refused, and nothing is sent to it")
    func addedDevice() {
        let (world, anna, ben, chat) = pair()
        world.server.forgesRecord = { withIntruder($0) }
        anna.restart()
        world.pass(milliseconds: 500)
        #expect(anna.engine.counters.refusedRecords > 0)
        anna.say("for Ben alone", in: chat)
        world.pass(milliseconds: 500)
        #expect(ben.texts(chat) == ["hello", "for Ben alone"])
        let room = world.server.rooms.values.first {
            $0.group.context.conversation?.kind == .direct
        }
        #expect(room?.group.members.count == 2)
    }

    @Test("an account key that the server swaps is shown in the chat")
    func swappedKey() {
        let (world, anna, ben, chat) = pair()
        let bens = world.server.numbers[Array(Self.bensNumber.utf8)]
        let key = provider.generateSignatureKeyPair(.ed25519)
        world.server.forgesRecord = { record in
            guard record.account == bens else { return record }
            let devices = record.list.devices.compactMap {
                try? DeviceCertificate(
                    account: record.account,
                    signatureKey: $0.signatureKey,
                    role: $0.role,
                    issuedAt: $0.issuedAt,
                    accountPrivateKey: key.privateKey,
                    provider: provider
                )
            }
            let list = try? DeviceList(
                account: record.account,
                version: 7,
                issuedAt: record.list.issuedAt,
                devices: devices,
                accountPrivateKey: key.privateKey,
                provider: provider
            )
            return AccountRecord(
                account: record.account,
                accountKey: key.publicKey,
                list: list ?? record.list
            )
        }
        _ = ben
        anna.restart()
        world.pass(milliseconds: 500)
        #expect(anna.notices(chat) == [.encrypted, .keyChanged])
        // The first key does not come back without another notice, and is refused outright.
        world.server.forgesRecord = nil
        anna.restart()
        world.pass(milliseconds: 500)
        #expect(anna.notices(chat) == [.encrypted, .keyChanged])
        #expect(anna.engine.counters.refusedRecords > 0)
    }

    @Test("an older list is refused: a logged-out device does not come back")
    func rollback() {
        let (world, anna, ben, chat) = pair()
        let desktop = world.link("desktop", to: ben)
        let bens = world.server.numbers[Array(Self.bensNumber.utf8)]
        let old = bens.flatMap { world.server.record(of: $0) }
        let device = desktop.last("session")?["device"]?.string ?? ""
        ben.intend("logOutDevice") { $0.member("device", string: device) }
        world.pass(milliseconds: 500)
        world.server.forgesRecord = { $0.account == bens ? old ?? $0 : $0 }
        anna.restart()
        world.pass(milliseconds: 500)
        anna.say("without the desktop", in: chat)
        world.pass(milliseconds: 500)
        #expect(anna.engine.counters.refusedRecords > 0)
        let room = world.server.rooms.values.first {
            $0.group.context.conversation?.kind == .direct
        }
        #expect(room?.group.members.count == 2)
        #expect(ben.texts(chat).last == "without the desktop")
    }

    @Test("messages that are replayed, reordered or moved to another chat are shown once, in order")
    func replays() {
        let (world, anna, ben, chat) = pair()
        for index in 0..<5 { anna.say("\(index)", in: chat) }
        world.pass(milliseconds: 500)
        let room = world.server.rooms.values.first {
            $0.group.context.conversation?.kind == .direct
        }
        let log = room?.log ?? []
        for delivery in log.reversed() {
            ben.inbox.append(.frame(ServerFrame(.message(delivery)).encoded))
        }
        for delivery in log {
            // As if it were new.
            let again = Delivery(
                conversation: delivery.conversation,
                sequence: UInt64(log.count) + delivery.sequence,
                epoch: delivery.epoch,
                sender: delivery.sender,
                message: delivery.message,
                at: delivery.at,
                kind: delivery.kind,
                body: delivery.body
            )
            ben.inbox.append(.frame(ServerFrame(.message(again)).encoded))
        }
        world.run()
        #expect(ben.texts(chat) == ["hello", "0", "1", "2", "3", "4"])
        #expect(ben.engine.counters.duplicates > 0)
    }

    @Test("a sequence number at the end of the range does not trap")
    func extremeNumbers() {
        let (world, anna, ben, chat) = pair()
        let room = world.server.rooms.values.first {
            $0.group.context.conversation?.kind == .direct
        }
        guard let delivery = room?.log.last else { return }
        for sequence: UInt64 in [.max, .max - 1, 0] {
            let odd = Delivery(
                conversation: delivery.conversation,
                sequence: sequence,
                epoch: .max,
                sender: delivery.sender,
                message: delivery.message,
                at: Timestamp(milliseconds: .max),
                kind: .commit,
                body: delivery.body
            )
            ben.inbox.append(.frame(ServerFrame(.message(odd)).encoded))
            let head = ConversationHead(
                conversation: delivery.conversation,
                epoch: sequence,
                head: sequence,
                acknowledged: sequence
            )
            ben.inbox.append(.frame(ServerFrame(.heads([head])).encoded))
        }
        world.pass(milliseconds: 30_000)
        ben.restart()
        world.pass(milliseconds: 30_000)
        _ = anna
        #expect(ben.chats[chat] != nil)
    }
}
