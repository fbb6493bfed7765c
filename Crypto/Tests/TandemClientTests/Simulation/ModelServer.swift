import MLSWire
import TandemBytes
import TandemCrypto
import TandemCryptoNative
import TandemProtocol

/// A small, faithful model of the delivery service: the rules of `docs/protocol.md`, in memory.
final class ModelServer {
    typealias ConnectionID = Int

    struct Connection {
        var nonce: Bytes32
        var identity: MemberIdentity?
        var address = "10.0.0.1"
    }

    struct Account {
        var id: AccountID
        var key: [UInt8] = []
        var list: DeviceList?
    }

    struct Stock {
        var packages: [[UInt8]] = []
        var lastResort: [UInt8]?
        var hasAnnounced = false
    }

    final class Room {
        var group: PublicGroup
        var groupInfo: [UInt8]
        var log: [Delivery] = []
        var cursors: [DeviceID: UInt64] = [:]

        init(group: PublicGroup, groupInfo: [UInt8]) {
            self.group = group
            self.groupInfo = groupInfo
        }
    }

    struct Rendezvous {
        var desktop: ConnectionID
        var phone: ConnectionID?
    }

    let provider = NativeCryptoProvider()
    var now = Timestamp(milliseconds: 1_800_000_000_000)
    var connections: [ConnectionID: Connection] = [:]
    var accounts: [AccountID: Account] = [:]
    var numbers: [[UInt8]: AccountID] = [:]
    var codes: [[UInt8]: [UInt8]] = [:]
    var tokens: [[UInt8]: AccountID] = [:]
    var stocks: [DeviceID: Stock] = [:]
    var rooms: [ConversationID: Room] = [:]
    var mail: [DeviceID: [Mail]] = [:]
    var mailSequence: UInt64 = 0
    var rendezvous: [RendezvousReference: Rendezvous] = [:]
    var blobs: [[UInt8]: [UInt8]] = [:]
    var isFull = false
    /// Whether a direct conversation must have the name of its two accounts.
    var checksNames = true
    /// Frames to clients, in order.
    var sent: [(connection: ConnectionID, frame: ServerFrame)] = []
    /// Connections that are to be closed, behind what was sent.
    var closed: [ConnectionID] = []
    /// What is to be pushed behind the answer at hand.
    var late: [(ModelServer) -> Void] = []
    /// Why commits were refused.
    var refusals: [String] = []
    /// What the server does not do for now.
    var refuses: ((Request) -> ErrorAnswer?)?
    /// What a malicious server does to the records that it gives.
    var forgesRecord: ((AccountRecord) -> AccountRecord)?

    func random32() -> Bytes32 {
        guard let bytes = Bytes32(provider.randomBytes(count: 32)) else {
            preconditionFailure("the provider gives as many bytes as it is asked for")
        }
        return bytes
    }

    func randomID<Name: Identifier>(_: Name.Type = Name.self) -> Name {
        guard let name = Name(bytes: provider.randomBytes(count: 16)) else {
            preconditionFailure("the provider gives as many bytes as it is asked for")
        }
        return name
    }

    func open(_ id: ConnectionID) {
        let nonce = random32()
        connections[id] = Connection(nonce: nonce)
        push(.challenge(nonce: nonce, incarnation: 1, now: now), to: id)
    }

    func close(_ id: ConnectionID) {
        connections[id] = nil
        sent.removeAll { $0.connection == id }
        for (reference, meeting) in rendezvous where meeting.desktop == id || meeting.phone == id {
            rendezvous[reference] = nil
            let other = meeting.desktop == id ? meeting.phone : meeting.desktop
            if let other {
                push(.rendezvousClosed(reference, reason: .cancelled), to: other)
            }
        }
    }

    func push(_ message: ServerMessage, to id: ConnectionID) {
        guard connections[id] != nil else { return }
        sent.append((id, ServerFrame(message)))
    }

    func connection(of device: DeviceID) -> ConnectionID? {
        connections.first { $0.value.identity?.device == device }?.key
    }

    func push(_ message: ServerMessage, to device: DeviceID) {
        if let id = connection(of: device) { push(message, to: id) }
    }

    // MARK: Requests

    func receive(_ bytes: [UInt8], on id: ConnectionID) {
        guard connections[id] != nil else { return }
        let frame: ClientFrame
        do throws(FrameError) {
            frame = try ClientFrame(decoding: bytes)
        } catch {
            push(.error(ErrorAnswer(.malformed)), to: id)
            return
        }
        if let answer = answer(frame.body, on: id) {
            sent.append((id, ServerFrame(request: frame.request, answer)))
        }
        let actions = late
        late = []
        for action in actions { action(self) }
    }

    private func answer(_ request: Request, on id: ConnectionID) -> ServerMessage? {
        let identity = connections[id]?.identity
        if let error = refuses?(request) { return .error(error) }
        switch request {
        case .requestCode(let number):
            guard PhoneNumber(number) != nil else { return .error(ErrorAnswer(.invalidNumber)) }
            codes[number] = Array("123456".utf8)
            return .codeSent(validForSeconds: 600, retryAfterSeconds: 30)
        case .verifyCode(let number, let code):
            guard codes[number] == code else {
                return .error(ErrorAnswer(.wrongCode, value: 4))
            }
            return verified(number)
        case .register(let body): return register(body)
        case .authenticate(let body): return authenticate(body, on: id)
        case .openRendezvous:
            let reference: RendezvousReference = randomID()
            rendezvous[reference] = Rendezvous(desktop: id)
            return .rendezvousOpened(reference, validForSeconds: 60)
        case .relayRendezvous(let reference, let body):
            guard let meeting = rendezvous[reference] else { return nil }
            let other = meeting.desktop == id ? meeting.phone : meeting.desktop
            if let other { push(.rendezvousMessage(reference, body: body), to: other) }
            return nil
        case .closeRendezvous(let reference, let reason):
            guard let meeting = rendezvous.removeValue(forKey: reference) else { return nil }
            let other = meeting.desktop == id ? meeting.phone : meeting.desktop
            if let other { push(.rendezvousClosed(reference, reason: reason), to: other) }
            return nil
        case .ping: return .done
        default: break
        }
        guard let identity else { return .error(ErrorAnswer(.notAuthenticated)) }
        return answer(request, from: identity, on: id)
    }

    private func answer(
        _ request: Request,
        from identity: MemberIdentity,
        on id: ConnectionID
    ) -> ServerMessage? {
        switch request {
        case .publishKeyPackages(let packages, let lastResort):
            return publish(packages, lastResort, by: identity)
        case .takeKeyPackages(let devices): return .keyPackages(devices.map(take))
        case .lookUpNumber(let number):
            guard let account = numbers[number], let record = record(of: account) else {
                return .error(ErrorAnswer(.notFound))
            }
            return .accounts([record])
        case .fetchAccounts(let ids): return .accounts(ids.compactMap { record(of: $0) })
        case .updateDeviceList(let list): return update(list, by: identity)
        case .fetchDeviceActivity: return .deviceActivity([])
        case .logOut:
            if let phone = accounts[identity.account]?.list?.devices.first?.device {
                post(.deviceLeft, randomID(), identity.device.bytes, to: phone)
            }
            return .done
        case .createConversation(let info): return create(info, by: identity)
        case .send(let message): return take(message, from: identity)
        case .sendCommit(let commit): return take(commit, from: identity)
        case .fetchMessages(let conversation, let after, let limit):
            guard let room = rooms[conversation],
                room.cursors[identity.device] != nil
            else {
                return .error(ErrorAnswer(.notFound))
            }
            let rest = room.log.filter { $0.sequence > after }
            let page = rest.prefix(Int(limit))
            return .messages(Array(page), more: rest.count > page.count)
        case .acknowledge(let conversation, let sequence):
            guard let room = rooms[conversation], let known = room.cursors[identity.device] else {
                return nil
            }
            room.cursors[identity.device] = max(known, min(sequence, room.head))
            return nil
        case .acknowledgeMail(let sequence):
            mail[identity.device]?.removeAll { $0.sequence <= sequence }
            return nil
        case .fetchGroupInfo(let conversation):
            guard let room = rooms[conversation] else {
                return .error(ErrorAnswer(.notFound))
            }
            return .groupInfoFound(
                groupInfo: room.groupInfo,
                ratchetTree: room.group.tree.exported.encoded,
                head: room.head
            )
        case .sendEphemeral(let conversation, let body):
            for device in rooms[conversation]?.cursors.keys.map({ $0 }) ?? []
            where device != identity.device {
                push(
                    .ephemeral(conversation: conversation, sender: identity.device, body: body),
                    to: device
                )
            }
            return nil
        case .joinRendezvous(let reference):
            guard let meeting = rendezvous[reference] else {
                return .error(ErrorAnswer(.referenceExpired))
            }
            guard meeting.phone == nil else { return .error(ErrorAnswer(.referenceUsed)) }
            rendezvous[reference]?.phone = id
            push(.rendezvousScanned(reference), to: meeting.desktop)
            return .rendezvousJoined(sameNetwork: true, network: Array("10.0.0.0/24".utf8))
        case .reserveBlob(let byteCount):
            guard byteCount <= ProtocolLimits.blobByteCount else {
                return .error(ErrorAnswer(.tooLarge))
            }
            return .blobReserved(random32(), token: random32())
        case .requestCode, .verifyCode, .register, .authenticate, .openRendezvous,
            .relayRendezvous, .closeRendezvous, .ping:
            return nil
        }
    }
}

extension ModelServer.Room {
    var head: UInt64 { UInt64(log.count) }
}
