import TandemBytes
import TandemProtocol

/// One value of every frame, with every field set to something that shows if it is lost.
enum Samples {
    static let account = AccountID(Bytes16(high: 1, low: 2))
    static let device = DeviceID(Bytes16(high: 3, low: 4))
    static let identity = MemberIdentity(account: account, device: device)
    static let conversation = ConversationID(Bytes16(high: 5, low: 6))
    static let message = MessageID(Bytes16(high: 7, low: 8))
    static let reference = RendezvousReference(Bytes16(high: 9, low: 10))
    static let at = Timestamp(milliseconds: 1_790_000_000_000)

    static func bytes32(_ value: UInt8) throws -> Bytes32 {
        try Bytes32(exactly: [UInt8](repeating: value, count: 32))
    }

    /// A list as it is on the wire; nobody checks the signatures here.
    static func list() throws -> DeviceList {
        var certificate = ByteWriter()
        certificate.integer(UInt16(1))
        certificate.value(account)
        certificate.value(device)
        certificate.vector([UInt8](repeating: 11, count: 32))
        certificate.uint8(1)
        certificate.uint8(1)
        certificate.value(at)
        certificate.value(Timestamp.zero)
        certificate.vector([UInt8](repeating: 12, count: 64))
        var list = ByteWriter()
        list.integer(UInt16(1))
        list.value(account)
        list.integer(UInt64(13))
        list.value(at)
        list.vector(certificate.bytes)
        list.vector([UInt8](repeating: 14, count: 64))
        return try DeviceList(exactly: list.bytes)
    }

    static func requests() throws -> [Request] {
        [
            .requestCode(number: Array("+4915112345678".utf8)),
            .verifyCode(number: Array("+4915112345678".utf8), code: Array("123456".utf8)),
            .register(
                Registration(token: try bytes32(1), accountKey: [1, 2, 3], list: try list())
            ),
            .authenticate(
                Authentication(
                    account: account,
                    device: device,
                    audience: Array("localhost:8480".utf8),
                    signature: [1, 2]
                )
            ),
            .publishKeyPackages(keyPackages: [[1], [2, 3]], lastResort: [4]),
            .takeKeyPackages(devices: [device]),
            .lookUpNumber(Array("+4915112345678".utf8)),
            .fetchAccounts([account]),
            .updateDeviceList(try list()),
            .fetchDeviceActivity,
            .logOut,
            .createConversation(groupInfo: [1, 2, 3]),
            .send(
                OutgoingMessage(
                    conversation: conversation,
                    message: message,
                    kind: .application,
                    epoch: 9,
                    body: [1, 2]
                )
            ),
            .sendCommit(
                OutgoingCommit(
                    conversation: conversation,
                    message: message,
                    epoch: 9,
                    commit: [1],
                    groupInfo: [2],
                    welcome: [3],
                    welcomed: [device]
                )
            ),
            .fetchMessages(conversation: conversation, after: 7, limit: 100),
            .acknowledge(conversation: conversation, sequence: 8),
            .acknowledgeMail(sequence: 9),
            .fetchGroupInfo(conversation),
            .sendEphemeral(conversation: conversation, body: [5]),
            .openRendezvous,
            .joinRendezvous(reference),
            .relayRendezvous(reference: reference, body: [6]),
            .closeRendezvous(reference: reference, reason: .wrongCode),
            .reserveBlob(byteCount: 1 << 20),
            .ping,
        ]
    }

    static func serverMessages() throws -> [ServerMessage] {
        let delivery = Delivery(
            conversation: conversation,
            sequence: 4,
            epoch: 2,
            sender: identity,
            message: message,
            at: at,
            kind: .commit,
            body: [1, 2, 3]
        )
        return [
            .done,
            .codeSent(validForSeconds: 600, retryAfterSeconds: 30),
            .codeVerified(
                CodeVerified(
                    token: try bytes32(2),
                    account: account,
                    nextListVersion: 3,
                    existed: true
                )
            ),
            .authenticated(listVersion: 4, keyPackages: 5),
            .keyPackageCount(6),
            .keyPackages([
                TakenKeyPackage(device: device, keyPackage: [7]),
                TakenKeyPackage(device: device, keyPackage: nil),
            ]),
            .accounts([
                AccountRecord(account: account, accountKey: [8], list: try list())
            ]),
            .deviceActivity([
                DeviceActivity(
                    device: device,
                    lastActive: at,
                    connected: true,
                    network: Array("192.0.2.0/24".utf8)
                )
            ]),
            .accepted(sequence: 9, at: at),
            .messages([delivery, delivery], more: true),
            .groupInfoFound(groupInfo: [1], ratchetTree: [2], head: 3),
            .rendezvousOpened(reference, validForSeconds: 60),
            .rendezvousJoined(sameNetwork: true, network: [9]),
            .blobReserved(try bytes32(3), token: try bytes32(4)),
            .error(ErrorAnswer(.wrongCode, retryAfterSeconds: 5, value: 3)),
            .challenge(nonce: try bytes32(5), incarnation: 1, now: at),
            .message(delivery),
            .mail(Mail(sequence: 1, kind: .deviceLeft, conversation: conversation, body: [2])),
            .ephemeral(conversation: conversation, sender: device, body: [3]),
            .accountChanged(account, version: 2),
            .keyPackagesLow(available: 3),
            .keyPackagesPublished(identity),
            .heads([
                ConversationHead(conversation: conversation, epoch: 1, head: 2, acknowledged: 1)
            ]),
            .rendezvousScanned(reference),
            .rendezvousMessage(reference, body: [1]),
            .rendezvousClosed(reference, reason: .refused),
            .loggedOut(.registeredElsewhere),
        ]
    }
}
