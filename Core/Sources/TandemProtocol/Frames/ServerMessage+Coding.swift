internal import TandemBytes

extension ServerMessage {
    /// Reads the body of a message of a type.
    init(_ type: ServerMessageType, from reader: inout ByteReader) throws(DecodeError) {
        if let answer = try Self.answer(type, from: &reader) {
            self = answer
        } else if let push = try Self.push(type, from: &reader) {
            self = push
        } else {
            throw .unknownValue
        }
    }

    private static func answer(
        _ type: ServerMessageType,
        from reader: inout ByteReader
    ) throws(DecodeError) -> ServerMessage? {
        switch type {
        case .done: .done
        case .codeSent:
            .codeSent(
                validForSeconds: try reader.integer(),
                retryAfterSeconds: try reader.integer()
            )
        case .codeVerified: .codeVerified(try reader.value())
        case .authenticated:
            .authenticated(listVersion: try reader.integer(), keyPackages: try reader.integer())
        case .keyPackageCount: .keyPackageCount(try reader.integer())
        case .keyPackages:
            .keyPackages(try reader.values(limit: ProtocolLimits.welcomedCount))
        case .accounts: .accounts(try reader.values(limit: ProtocolLimits.accountCount))
        case .deviceActivity:
            .deviceActivity(try reader.values(limit: ProtocolLimits.deviceCount))
        case .accepted: .accepted(sequence: try reader.integer(), at: try reader.value())
        case .messages:
            .messages(
                try reader.values(limit: ProtocolLimits.deliveryCount),
                more: try reader.flag()
            )
        case .groupInfoFound:
            .groupInfoFound(
                groupInfo: try reader.vector(limit: ProtocolLimits.handshakeByteCount),
                ratchetTree: try reader.vector(limit: ProtocolLimits.handshakeByteCount),
                head: try reader.integer()
            )
        case .rendezvousOpened:
            .rendezvousOpened(try reader.value(), validForSeconds: try reader.integer())
        case .rendezvousJoined:
            .rendezvousJoined(
                sameNetwork: try reader.flag(),
                network: try reader.vector(limit: ProtocolLimits.networkByteCount)
            )
        case .blobReserved: .blobReserved(try reader.value(), token: try reader.value())
        case .error: .error(try reader.value())
        default: nil
        }
    }

    private static func push(
        _ type: ServerMessageType,
        from reader: inout ByteReader
    ) throws(DecodeError) -> ServerMessage? {
        switch type {
        case .challenge:
            .challenge(
                nonce: try reader.value(),
                incarnation: try reader.integer(),
                now: try reader.value()
            )
        case .message: .message(try reader.value())
        case .mail: .mail(try reader.value())
        case .ephemeral:
            .ephemeral(
                conversation: try reader.value(),
                sender: try reader.value(),
                body: try reader.vector(limit: ProtocolLimits.ephemeralByteCount)
            )
        case .accountChanged:
            .accountChanged(try reader.value(), version: try reader.integer())
        case .keyPackagesLow: .keyPackagesLow(available: try reader.integer())
        case .keyPackagesPublished: .keyPackagesPublished(try reader.value())
        case .heads: .heads(try reader.values(limit: ProtocolLimits.headCount))
        case .rendezvousScanned: .rendezvousScanned(try reader.value())
        case .rendezvousMessage:
            .rendezvousMessage(
                try reader.value(),
                body: try reader.vector(limit: ProtocolLimits.rendezvousByteCount)
            )
        case .rendezvousClosed:
            .rendezvousClosed(
                try reader.value(),
                reason: try RendezvousCloseReason(from: &reader)
            )
        case .loggedOut: .loggedOut(try LogOutReason(from: &reader))
        default: nil
        }
    }

    /// Writes the body.
    func encode(into writer: inout ByteWriter) {
        switch self {
        case .done: break
        case .codeSent(let validForSeconds, let retryAfterSeconds):
            writer.integer(validForSeconds)
            writer.integer(retryAfterSeconds)
        case .codeVerified(let body): writer.value(body)
        case .authenticated(let listVersion, let keyPackages):
            writer.integer(listVersion)
            writer.integer(keyPackages)
        case .keyPackageCount(let count), .keyPackagesLow(let count): writer.integer(count)
        case .keyPackages(let items): writer.values(items)
        case .accounts(let records): writer.values(records)
        case .deviceActivity(let items): writer.values(items)
        case .accepted(let sequence, let at):
            writer.integer(sequence)
            writer.value(at)
        case .messages(let items, let more):
            writer.values(items)
            writer.flag(more)
        case .groupInfoFound(let groupInfo, let ratchetTree, let head):
            writer.vector(groupInfo)
            writer.vector(ratchetTree)
            writer.integer(head)
        case .rendezvousOpened(let reference, let validForSeconds):
            writer.value(reference)
            writer.integer(validForSeconds)
        case .rendezvousJoined(let sameNetwork, let network):
            writer.flag(sameNetwork)
            writer.vector(network)
        case .blobReserved(let blob, let token):
            writer.value(blob)
            writer.value(token)
        case .error(let error): writer.value(error)
        case .challenge(let nonce, let incarnation, let now):
            writer.value(nonce)
            writer.integer(incarnation)
            writer.value(now)
        case .message(let delivery): writer.value(delivery)
        case .mail(let mail): writer.value(mail)
        case .ephemeral(let conversation, let sender, let body):
            writer.value(conversation)
            writer.value(sender)
            writer.vector(body)
        case .accountChanged(let account, let version):
            writer.value(account)
            writer.integer(version)
        case .keyPackagesPublished(let identity): writer.value(identity)
        case .heads(let items): writer.values(items)
        case .rendezvousScanned(let reference): writer.value(reference)
        case .rendezvousMessage(let reference, let body):
            writer.value(reference)
            writer.vector(body)
        case .rendezvousClosed(let reference, let reason):
            writer.value(reference)
            writer.uint8(reason.rawValue)
        case .loggedOut(let reason): writer.uint8(reason.rawValue)
        }
    }
}
