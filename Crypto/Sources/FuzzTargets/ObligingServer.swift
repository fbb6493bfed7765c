import TandemBytes
import TandemProtocol

/// A server that says yes to everything, so that an engine gets far.
final class ObligingServer {
    private var accounts: [AccountID: AccountRecord] = [:]
    private var keyPackages: [DeviceID: [UInt8]] = [:]
    private var numbers: [(number: [UInt8], account: AccountID)] = []
    private var sequence: UInt64 = 0

    /// What it would push to the others in a conversation.
    private(set) var pushes: [ServerMessage] = []

    /// Connects a device and answers until it asks no more.
    func serve(_ device: FuzzDevice) {
        device.handle(.connected)
        device.handle(.frame(ServerFrame(challenge(device.now)).encoded))
        answer(device)
    }

    /// Answers what a device has asked, until it asks no more.
    func answer(_ device: FuzzDevice) {
        var steps = 0
        while !device.outbox.isEmpty, steps < 100 {
            steps += 1
            let frame = device.outbox.removeFirst()
            guard let answer = answer(frame.body, device.now) else { continue }
            device.handle(.frame(ServerFrame(request: frame.request, answer).encoded))
        }
    }

    func challenge(_ now: Timestamp) -> ServerMessage {
        .challenge(nonce: someBytes32, incarnation: 1, now: now)
    }

    private func answer(_ request: Request, _ now: Timestamp) -> ServerMessage? {
        switch request {
        case .requestCode: .codeSent(validForSeconds: 600, retryAfterSeconds: 60)
        case .verifyCode(let number, _): verified(number)
        case .register(let body): register(body)
        case .authenticate(let body): authenticated(body)
        case .publishKeyPackages(let packages, let lastResort):
            published(packages.first ?? lastResort)
        case .takeKeyPackages(let devices):
            .keyPackages(
                devices.map { TakenKeyPackage(device: $0, keyPackage: keyPackages[$0]) }
            )
        case .lookUpNumber(let number): .accounts(record(of: number))
        case .fetchAccounts(let wanted): .accounts(wanted.compactMap { accounts[$0] })
        case .updateDeviceList, .logOut, .createConversation, .ping: .done
        case .fetchDeviceActivity: .deviceActivity([])
        case .send(let message): accepted(message, now)
        case .sendCommit(let commit): accepted(commit, now)
        case .fetchMessages: .messages([], more: false)
        case .fetchGroupInfo: .error(ErrorAnswer(.notFound))
        case .openRendezvous: .rendezvousOpened(someReference, validForSeconds: 60)
        case .joinRendezvous: .rendezvousJoined(sameNetwork: true, network: [])
        case .reserveBlob: .blobReserved(someBytes32, token: someBytes32)
        case .acknowledge, .acknowledgeMail, .sendEphemeral, .relayRendezvous, .closeRendezvous: nil
        }
    }

    private func verified(_ number: [UInt8]) -> ServerMessage {
        let account = AccountID(Bytes16(high: 1, low: UInt64(numbers.count)))
        numbers.append((number, account))
        return .codeVerified(
            CodeVerified(token: someBytes32, account: account, nextListVersion: 1, existed: false)
        )
    }

    private func record(of number: [UInt8]) -> [AccountRecord] {
        let account = numbers.first { $0.number == number }?.account
        return account.flatMap { accounts[$0] }.map { [$0] } ?? []
    }

    private func register(_ body: Registration) -> ServerMessage {
        guard let account = numbers.last?.account else { return .error(ErrorAnswer(.notFound)) }
        accounts[account] = AccountRecord(
            account: account,
            accountKey: body.accountKey,
            list: body.list
        )
        return .done
    }

    private var sender = MemberIdentity(
        account: AccountID(Bytes16(high: 1, low: 0)),
        device: DeviceID(Bytes16(high: 0, low: 0))
    )

    private func authenticated(_ body: Authentication) -> ServerMessage {
        sender = MemberIdentity(account: body.account, device: body.device)
        return .authenticated(listVersion: 1, keyPackages: 100)
    }

    private func published(_ keyPackage: [UInt8]?) -> ServerMessage {
        keyPackages[sender.device] = keyPackage
        return .keyPackageCount(100)
    }

    private func accepted(_ message: OutgoingMessage, _ now: Timestamp) -> ServerMessage {
        push(
            message.conversation,
            message.epoch,
            message.message,
            message.kind,
            message.body,
            now
        )
    }

    private func accepted(_ commit: OutgoingCommit, _ now: Timestamp) -> ServerMessage {
        if let welcome = commit.welcome {
            pushes.append(
                .mail(
                    Mail(
                        sequence: sequence + 1,
                        kind: .welcome,
                        conversation: commit.conversation,
                        body: welcome
                    )
                )
            )
        }
        return push(
            commit.conversation,
            commit.epoch,
            commit.message,
            .commit,
            commit.commit,
            now
        )
    }

    private func push(
        _ conversation: ConversationID,
        _ epoch: UInt64,
        _ message: MessageID,
        _ kind: DeliveryKind,
        _ body: [UInt8],
        _ now: Timestamp
    ) -> ServerMessage {
        sequence += 1
        pushes.append(
            .message(
                Delivery(
                    conversation: conversation,
                    sequence: sequence,
                    epoch: epoch,
                    sender: sender,
                    message: message,
                    at: now,
                    kind: kind,
                    body: body
                )
            )
        )
        return .accepted(sequence: sequence, at: now)
    }
}

private let someReference = RendezvousReference(Bytes16(high: 2, low: 2))

private let someBytes32: Bytes32 = {
    guard let bytes = Bytes32([UInt8](repeating: 5, count: 32)) else {
        fatalError("32 bytes are 32 bytes")
    }
    return bytes
}()
