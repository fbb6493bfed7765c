import MLSWire
import TandemBytes
import TandemCrypto
import TandemCryptoNative
import TandemProtocol

/// What the server knows of accounts, for the policy.
struct ModelDirectory: DeviceDirectory {
    let accounts: [AccountID: ModelServer.Account]

    func accountKey(of account: AccountID) -> [UInt8]? { accounts[account]?.key }

    func lists(_ device: DeviceID, of account: AccountID) -> Bool? {
        accounts[account]?.list?.certificate(of: device) != nil
    }
}

extension ModelServer {
    var policy: ConversationPolicy<ModelDirectory, NativeCryptoProvider> {
        ConversationPolicy(ModelDirectory(accounts: accounts), using: provider)
    }

    func create(_ bytes: [UInt8], by identity: MemberIdentity) -> ServerMessage {
        guard case .groupInfo(let info)? = try? MLSMessage(exactly: bytes),
            let id = ConversationID(bytes: info.groupContext.groupID.bytes)
        else { return .error(ErrorAnswer(.malformed)) }
        guard let context = info.groupContext.conversation,
            checksNames == false
                || id.isName(
                    of: context,
                    by: ModelDirectory(accounts: accounts),
                    provider: provider
                )
        else { return .error(ErrorAnswer(.notAllowed)) }
        guard rooms[id] == nil else { return .error(ErrorAnswer(.alreadyExists)) }
        do {
            let group = try PublicGroup(
                info,
                policy: policy,
                now: now.milliseconds / 1_000,
                using: provider
            )
            let room = Room(group: group, groupInfo: bytes)
            room.cursors[identity.device] = 0
            rooms[id] = room
            return .done
        } catch {
            return .error(ErrorAnswer(.invalidCommit))
        }
    }

    func take(_ message: OutgoingMessage, from identity: MemberIdentity) -> ServerMessage {
        guard let room = rooms[message.conversation] else { return .error(ErrorAnswer(.notFound)) }
        if let known = room.accepted(message.message, from: identity) { return known }
        guard room.cursors[identity.device] != nil else { return .error(ErrorAnswer(.notFound)) }
        if isFull { return .error(ErrorAnswer(.storageFull)) }
        guard message.epoch == room.group.epoch.rawValue else {
            return .error(ErrorAnswer(.staleEpoch, value: room.group.epoch.rawValue))
        }
        if message.kind == .proposal {
            guard let staged = try? stage(message.body, room) else {
                return .error(ErrorAnswer(.invalidCommit))
            }
            try? room.group.apply(staged)
        }
        return append(message.body, message.message, message.kind, identity, message.conversation)
    }

    private func stage(_ body: [UInt8], _ room: Room) throws -> StagedPublicMessage {
        guard case .publicMessage(let message) = try MLSMessage(exactly: body) else {
            throw DecodeError.unknownValue
        }
        return try room.group.stage(
            message,
            policy: policy,
            now: now.milliseconds / 1_000,
            using: provider
        )
    }

    func take(_ commit: OutgoingCommit, from identity: MemberIdentity) -> ServerMessage {
        guard let room = rooms[commit.conversation] else { return .error(ErrorAnswer(.notFound)) }
        if let known = room.accepted(commit.message, from: identity) { return known }
        guard commit.epoch == room.group.epoch.rawValue else {
            return .error(ErrorAnswer(.staleEpoch, value: room.group.epoch.rawValue))
        }
        do {
            let staged = try stage(commit.commit, room)
            guard case .commit(let checked) = staged else {
                return .error(ErrorAnswer(.invalidCommit))
            }
            guard case .groupInfo(let info) = try MLSMessage(exactly: commit.groupInfo) else {
                return .error(ErrorAnswer(.invalidCommit))
            }
            try checked.check(info, using: provider)
            try room.group.apply(staged)
        } catch {
            refusals.append("\(error)")
            return .error(ErrorAnswer(.invalidCommit))
        }
        room.groupInfo = commit.groupInfo
        let before = Array(room.cursors.keys)
        let answer = append(commit.commit, commit.message, .commit, identity, commit.conversation)
        follow(room, commit, before: before)
        return answer
    }

    /// Members of the new epoch get a cursor, Welcomes their letters; those who left lose theirs.
    private func follow(_ room: Room, _ commit: OutgoingCommit, before: [DeviceID]) {
        let members = room.group.members.compactMap { $0.leafNode.memberIdentity?.device }
        for device in members where room.cursors[device] == nil { room.cursors[device] = room.head }
        for device in commit.welcomed {
            if let welcome = commit.welcome {
                post(.welcome, commit.conversation, welcome, to: device)
            }
        }
        for device in before where !members.contains(device) { room.cursors[device] = nil }
    }

    private func append(
        _ body: [UInt8],
        _ message: MessageID,
        _ kind: DeliveryKind,
        _ identity: MemberIdentity,
        _ id: ConversationID
    ) -> ServerMessage {
        guard let room = rooms[id] else { return .error(ErrorAnswer(.notFound)) }
        let epoch = room.group.epoch.rawValue
        let delivery = Delivery(
            conversation: id,
            sequence: room.head + 1,
            epoch: kind == .commit ? epoch - 1 : epoch,
            sender: identity,
            message: message,
            at: now,
            kind: kind,
            body: body
        )
        room.log.append(delivery)
        for device in room.cursors.keys { push(.message(delivery), to: device) }
        return .accepted(sequence: delivery.sequence, at: delivery.at)
    }

    func post(_ kind: Mail.Kind, _ id: ConversationID, _ body: [UInt8], to device: DeviceID) {
        mailSequence += 1
        let letter = Mail(sequence: mailSequence, kind: kind, conversation: id, body: body)
        mail[device, default: []].append(letter)
        push(.mail(letter), to: device)
    }
}

extension ModelServer.Room {
    /// The answer of before, if this message was accepted before.
    func accepted(_ message: MessageID, from identity: MemberIdentity) -> ServerMessage? {
        let known = log.first { $0.message == message && $0.sender == identity }
        return known.map { .accepted(sequence: $0.sequence, at: $0.at) }
    }
}
