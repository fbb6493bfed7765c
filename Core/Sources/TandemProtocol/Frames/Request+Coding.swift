internal import TandemBytes

extension Request {
    /// Reads the body of a request of a type.
    init(_ type: RequestType, from reader: inout ByteReader) throws(DecodeError) {
        switch type {
        case .requestCode: self = .requestCode(number: try reader.number())
        case .verifyCode:
            self = .verifyCode(
                number: try reader.number(),
                code: try reader.vector(limit: ProtocolLimits.codeByteCount)
            )
        case .register: self = .register(try reader.value())
        case .authenticate: self = .authenticate(try reader.value())
        case .publishKeyPackages:
            self = .publishKeyPackages(
                keyPackages: try reader.vector(limit: ProtocolLimits.keyPackageCount) {
                    reader throws(DecodeError) in
                    try reader.keyPackage()
                },
                lastResort: try reader.optional { reader throws(DecodeError) in
                    try reader.keyPackage()
                }
            )
        case .takeKeyPackages:
            self = .takeKeyPackages(
                devices: try reader.values(limit: ProtocolLimits.welcomedCount)
            )
        case .lookUpNumber: self = .lookUpNumber(try reader.number())
        case .fetchAccounts:
            self = .fetchAccounts(try reader.values(limit: ProtocolLimits.accountCount))
        case .updateDeviceList: self = .updateDeviceList(try reader.value())
        case .fetchDeviceActivity: self = .fetchDeviceActivity
        case .logOut: self = .logOut
        case .openRendezvous: self = .openRendezvous
        case .joinRendezvous: self = .joinRendezvous(try reader.value())
        case .relayRendezvous:
            self = .relayRendezvous(
                reference: try reader.value(),
                body: try reader.vector(limit: ProtocolLimits.rendezvousByteCount)
            )
        case .closeRendezvous:
            self = .closeRendezvous(
                reference: try reader.value(),
                reason: try RendezvousCloseReason(from: &reader)
            )
        case .reserveBlob: self = .reserveBlob(byteCount: try reader.integer())
        case .ping: self = .ping
        case .createConversation, .send, .sendCommit, .fetchMessages, .acknowledge,
            .acknowledgeMail, .fetchGroupInfo, .sendEphemeral:
            self = try Self.conversationRequest(type, from: &reader)
        }
    }

    private static func conversationRequest(
        _ type: RequestType,
        from reader: inout ByteReader
    ) throws(DecodeError) -> Request {
        switch type {
        case .createConversation:
            .createConversation(
                groupInfo: try reader.vector(limit: ProtocolLimits.handshakeByteCount)
            )
        case .send: .send(try reader.value())
        case .sendCommit: .sendCommit(try reader.value())
        case .fetchMessages:
            .fetchMessages(
                conversation: try reader.value(),
                after: try reader.integer(),
                limit: try reader.integer()
            )
        case .acknowledge:
            .acknowledge(conversation: try reader.value(), sequence: try reader.integer())
        case .acknowledgeMail: .acknowledgeMail(sequence: try reader.integer())
        case .fetchGroupInfo: .fetchGroupInfo(try reader.value())
        case .sendEphemeral:
            .sendEphemeral(
                conversation: try reader.value(),
                body: try reader.vector(limit: ProtocolLimits.ephemeralByteCount)
            )
        default: throw .unknownValue
        }
    }

    /// Writes the body.
    func encode(into writer: inout ByteWriter) {
        switch self {
        case .requestCode(let number), .lookUpNumber(let number): writer.vector(number)
        case .verifyCode(let number, let code):
            writer.vector(number)
            writer.vector(code)
        case .register(let body): writer.value(body)
        case .authenticate(let body): writer.value(body)
        case .publishKeyPackages(let keyPackages, let lastResort):
            writer.vector(keyPackages) { writer, keyPackage in writer.vector(keyPackage) }
            writer.optional(lastResort) { writer, keyPackage in writer.vector(keyPackage) }
        case .takeKeyPackages(let devices): writer.values(devices)
        case .fetchAccounts(let accounts): writer.values(accounts)
        case .updateDeviceList(let list): writer.value(list)
        case .createConversation(let groupInfo): writer.vector(groupInfo)
        case .send(let body): writer.value(body)
        case .sendCommit(let body): writer.value(body)
        case .fetchMessages(let conversation, let after, let limit):
            writer.value(conversation)
            writer.integer(after)
            writer.integer(limit)
        case .acknowledge(let conversation, let sequence):
            writer.value(conversation)
            writer.integer(sequence)
        case .acknowledgeMail(let number), .reserveBlob(let number): writer.integer(number)
        case .fetchGroupInfo(let conversation): writer.value(conversation)
        case .sendEphemeral(let conversation, let body):
            writer.value(conversation)
            writer.vector(body)
        case .joinRendezvous(let reference): writer.value(reference)
        case .relayRendezvous(let reference, let body):
            writer.value(reference)
            writer.vector(body)
        case .closeRendezvous(let reference, let reason):
            writer.value(reference)
            writer.uint8(reason.rawValue)
        case .fetchDeviceActivity, .logOut, .openRendezvous, .ping: break
        }
    }
}

extension ByteReader {
    fileprivate mutating func number() throws(DecodeError) -> [UInt8] {
        try vector(limit: ProtocolLimits.numberByteCount)
    }

    fileprivate mutating func keyPackage() throws(DecodeError) -> [UInt8] {
        try vector(limit: ProtocolLimits.keyPackageByteCount)
    }
}
