import TandemProtocol

/// The first byte of a key in the table `state`: what kind of row it is.
enum StateKey: UInt8 {
    case account = 1
    case contact = 2
    case conversation = 3
    case group = 4
    case pendingCommit = 5
    case outbox = 6
    case keyPackage = 7
    case deviceInfo = 8
    case archiveExport = 9
    case archiveImport = 10
    case groupTree = 11
    case listWishes = 12
    case awaitedCode = 13

    /// The key of the only row of this kind.
    var key: [UInt8] { [rawValue] }

    /// The key of the row of this kind with a name.
    func key(_ name: [UInt8]) -> [UInt8] { [rawValue] + name }

    /// The key of the row of this kind with a name.
    func key(_ name: some Identifier) -> [UInt8] { [rawValue] + name.bytes }

    /// The key of the row of this kind with a number; keys ascend with the numbers.
    func key(_ number: UInt64) -> [UInt8] { [rawValue] + bigEndianBytes(number) }
}

/// Keys of the table `messages`: the conversation, then the place.
enum MessageKey {
    static func key(_ chat: ConversationID, _ order: UInt64) -> [UInt8] {
        chat.bytes + bigEndianBytes(order)
    }
}

/// The eight bytes of a number, the most significant first.
func bigEndianBytes(_ number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
}
