import TandemProtocol

/// What an answer of the server is about.
enum PendingRequest {
    case requestCode
    case verifyCode
    case register
    case authenticate
    case publishKeyPackages
    case takeKeyPackages(ConversationID)
    case lookUp(number: [UInt8], LookUpPurpose)
    case fetchAccounts([AccountID])
    case updateDeviceList(DeviceList)
    case deviceActivity
    case logOut
    case createConversation(ConversationID)
    case send(ConversationID, MessageID)
    case commit(ConversationID, MessageID)
    case fetchMessages(ConversationID)
    case fetchGroupInfo(ConversationID)
    case openRendezvous
    case joinRendezvous
    case reserveBlob
    case ping
}

/// Why a number is looked up.
enum LookUpPurpose {
    case startChat
    case findContact
    case addMember(ConversationID)
}

/// What an answer of the host is about.
enum HostRequest {
    /// The newest messages of a chat that was opened.
    case openChat(ConversationID)
    /// Older messages of an open chat.
    case older(ConversationID)
    /// Messages of an open chat whose state changed.
    case refresh(ConversationID)
    /// A pending message that is to be sent again.
    case resend(ConversationID, MessageID)
    /// The next messages for the archive.
    case archivePage
    case archiveUpload
    case archiveDownload
}

/// One thing that was asked.
struct OpenRequest<Kind> {
    var number: UInt32
    var kind: Kind
    /// The view's number for its intent.
    var reference: Int?
    var since: Timestamp
}

/// What was asked and not answered yet; few, so a list.
struct OpenRequests<Kind> {
    private(set) var entries: [OpenRequest<Kind>] = []
    private var next: UInt32 = 1

    /// Notes a question and gives it a number, which is not 0.
    mutating func open(_ kind: Kind, reference: Int?, at now: Timestamp) -> UInt32 {
        let number = next
        next = next == .max ? 1 : next + 1
        let entry = OpenRequest(number: number, kind: kind, reference: reference, since: now)
        entries.append(entry)
        return number
    }

    /// Takes out the question that an answer names.
    mutating func close(_ number: UInt32) -> OpenRequest<Kind>? {
        guard let index = entries.firstIndex(where: { $0.number == number }) else { return nil }
        return entries.remove(at: index)
    }

    /// Forgets all questions, since their connection is gone.
    mutating func forgetAll() {
        entries = []
    }
}
