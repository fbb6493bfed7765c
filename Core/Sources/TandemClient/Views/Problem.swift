import TandemJSON
import TandemProtocol

/// What went wrong, as the views have a sentence for it.
enum ProblemCode {
    case invalidNumber, unknownNumber, ownNumber, wrongCode, codeExpired, tooManyTries
    case rateLimited, offline, storageFull, serverUnavailable, badLinkText, linkUsed, linkExpired
    case linkWrongCode, linkRefused, notAllowed, nameMissing, tooLong, notFound
    case registeredElsewhere, tokenExpired, clockWrong, tooManyDevices

    var name: StaticString {
        switch self {
        case .invalidNumber: "invalidNumber"
        case .unknownNumber: "unknownNumber"
        case .ownNumber: "ownNumber"
        case .wrongCode: "wrongCode"
        case .codeExpired: "codeExpired"
        case .tooManyTries: "tooManyTries"
        case .rateLimited: "rateLimited"
        case .offline: "offline"
        case .storageFull: "storageFull"
        case .serverUnavailable: "serverUnavailable"
        case .badLinkText: "badLinkText"
        case .linkUsed: "linkUsed"
        case .linkExpired: "linkExpired"
        case .linkWrongCode: "linkWrongCode"
        case .linkRefused: "linkRefused"
        case .notAllowed: "notAllowed"
        case .nameMissing: "nameMissing"
        case .tooLong: "tooLong"
        case .notFound: "notFound"
        case .registeredElsewhere: "registeredElsewhere"
        case .tokenExpired: "tokenExpired"
        case .clockWrong: "clockWrong"
        case .tooManyDevices: "tooManyDevices"
        }
    }

    /// What the server's refusal is to a person.
    init(_ code: ErrorCode) {
        switch code {
        case .rateLimited: self = .rateLimited
        case .invalidNumber: self = .invalidNumber
        case .wrongCode: self = .wrongCode
        case .codeExpired: self = .codeExpired
        case .tooManyTries: self = .tooManyTries
        case .notFound: self = .notFound
        case .tooLarge: self = .tooLong
        case .storageFull: self = .storageFull
        case .loggedOut: self = .registeredElsewhere
        case .referenceUsed: self = .linkUsed
        case .referenceExpired: self = .linkExpired
        case .notAllowed, .invalidCommit: self = .notAllowed
        case .malformed, .unknownFrame, .notAuthenticated, .staleEpoch, .outdated, .unavailable,
            .alreadyExists:
            self = .serverUnavailable
        }
    }
}

extension Engine {
    /// Tells the views what went wrong with the intent at hand.
    func problem(
        _ code: ProblemCode,
        chat: ConversationID? = nil,
        retryAfterSeconds: UInt32 = 0,
        triesLeft: Int? = nil
    ) {
        notify("problem") { writer in
            writer.member("code") { $0.string(code.name) }
            if let intent = intentName { writer.member("intent", utf8: intent) }
            if let chat { writer.member("chat", hex: chat.bytes) }
            if retryAfterSeconds > 0 {
                writer.member("retryAfterSeconds", integer: retryAfterSeconds)
            }
            if let triesLeft { writer.member("triesLeft", integer: triesLeft) }
        }
    }

    /// Tells the views that the server refused.
    func problem(_ error: ErrorAnswer, chat: ConversationID? = nil) {
        problem(
            ProblemCode(error.code),
            chat: chat,
            retryAfterSeconds: error.retryAfterSeconds,
            triesLeft: error.code == .wrongCode ? Int(clamping: error.value) : nil
        )
    }
}
