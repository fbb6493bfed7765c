import ArgumentParser

/// Why a command did not do what it was asked; its raw value is the exit code.
///
/// Wrong arguments exit with 64, as the argument parser does.
enum Failure: Int32, Error {
    /// Nothing else fits.
    case unexpected = 1
    /// There is no account here yet: `tandem register` or `tandem link`.
    case notSignedIn = 2
    /// The server did not answer in time.
    case unreachable = 3
    /// The server, or the other side, said no.
    case refused = 4
    /// The data directory is in use, damaged or not writable.
    case storage = 5
    /// This device was logged out.
    case loggedOut = 6

    /// What a person reads on standard error.
    var sentence: String {
        switch self {
        case .unexpected: "Something went wrong that should not have."
        case .notSignedIn: "No account here yet. Run “tandem register” or “tandem link” first."
        case .unreachable: "The server did not answer in time. Is the address right?"
        case .refused: "It was refused."
        case .storage: "The data directory is in use by another process, damaged or not writable."
        case .loggedOut: "This device was logged out. Run “tandem link” to link it again."
        }
    }

    /// The exit code, for the argument parser.
    var exitCode: ExitCode { ExitCode(rawValue) }
}

/// A refusal, with the engine's word for it.
struct Refusal: Error {
    let code: String

    /// What a person reads on standard error.
    var sentence: String {
        Self.sentences[code] ?? "It was refused (\(code))."
    }

    private static let sentences = [
        "invalidNumber": "That is not a phone number. Write it like +491701234567.",
        "unknownNumber": "Nobody with that number uses this server.",
        "wrongCode": "That code is wrong.",
        "codeExpired": "That code has expired. Ask for a new one.",
        "tooManyTries": "Too many wrong tries. Ask for a new code.",
        "rateLimited": "Too many requests. Wait a while and try again.",
        "badLinkText": "That is not the text of a link code.",
        "linkUsed": "That link code was used before. Show a new one.",
        "linkExpired": "That link code has expired. Show a new one.",
        "linkWrongCode": "The check code was wrong three times. Start again.",
        "linkRefused": "The other side refused.",
        "storageFull": "The disk is full. Nothing was lost; make room and try again.",
        "serverUnavailable": "The server cannot do that at the moment. Try again later.",
        "notAllowed": "This device may not do that.",
        "nameMissing": "A name is needed.",
        "tooLong": "That is too long.",
        "registeredElsewhere": "This number was registered on another phone.",
    ]
}
