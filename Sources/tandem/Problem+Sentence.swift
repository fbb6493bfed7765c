extension Notification.Problem {
    /// What a person reads on standard error: what was refused, and what to do.
    var sentence: String {
        if code == "rateLimited", let retryAfterSeconds {
            return "Too many requests: try again in \(retryAfterSeconds) seconds."
        }
        return Self.sentences[code] ?? "It was refused (\(code)): try again later."
    }

    /// One for each code of docs/engine.md.
    private static let sentences = [
        "invalidNumber": "That is not a phone number: write it like +491701234567.",
        "unknownNumber": "Nobody with that number uses this server: check the number.",
        "ownNumber": "That is the own number: name another one.",
        "wrongCode": "That code is wrong: run the command again to get a new one.",
        "codeExpired": "That code has expired: run the command again to get a new one.",
        "tooManyTries": "Too many wrong tries: run the command again to get a new code.",
        "tooManyDevices": "The account has as many devices as it can have: log one out first.",
        "rateLimited": "Too many requests: wait a while and try again.",
        "offline": "The connection was lost: try again.",
        "storageFull": "The disk is full and nothing was lost: make room and try again.",
        "serverUnavailable": "The server cannot do that at the moment: try again later.",
        "badLinkText": "That is not the text of a link code: copy all of it, from TANDEM1 on.",
        "linkUsed": "That link code was used before: show a new one.",
        "linkExpired": "The link code has expired: show a new one.",
        "linkWrongCode": "The check code was wrong: compare it with the computer's and try again.",
        "linkRefused": "The other side refused or went away: start again on both.",
        "notAllowed": "This device may not do that: do it on the phone, or ask an admin.",
        "nameMissing": "A name is needed: give one that is not empty.",
        "tooLong": "That is too long: shorten it.",
        "notFound": "There is nothing of that name: check it.",
        "registeredElsewhere": "This number was registered on another phone: register it again.",
        "tokenExpired": "That took too long: run the command again to get a new code.",
        "clockWrong": "The clock of this machine is off by more than a day: set it and try again.",
    ]
}
