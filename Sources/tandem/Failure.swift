import ArgumentParser
import TandemDriver

/// Why a command did not do what it was asked.
enum Failure: Error {
    /// Nothing else fits.
    case unexpected
    /// There is no account here yet: `tandem register` or `tandem link`.
    case notSignedIn
    /// There is an account here, and a directory holds one.
    case signedInAlready
    /// The server did not answer in time.
    case unreachable(server: String)
    /// The server, the other side, or the engine said no.
    case refused(Notification.Problem)
    /// The data directory is in use, damaged or not writable.
    case storage(StorageError, directory: String)
    /// This device was logged out.
    case loggedOut
    /// Standard input ended where an answer was needed.
    case nothingTyped

    /// A refusal by the engine's word for it.
    static func refused(_ code: String) -> Failure {
        .refused(Notification.Problem(code: code, retryAfterSeconds: nil, triesLeft: nil))
    }

    /// The exit code; docs/cli.md lists them.
    ///
    /// Wrong arguments exit with 64, as the argument parser does.
    var exitCode: ExitCode {
        switch self {
        case .unexpected: ExitCode(1)
        case .notSignedIn: ExitCode(2)
        case .unreachable: ExitCode(3)
        case .refused, .signedInAlready: ExitCode(4)
        case .storage: ExitCode(5)
        case .loggedOut: ExitCode(6)
        case .nothingTyped: ExitCode.validationFailure
        }
    }

    /// What a person reads on standard error: what happened, and what to do.
    var sentence: String {
        switch self {
        case .unexpected:
            "Something went wrong that should not have; try again, and report it if it stays."
        case .notSignedIn: "No account here yet: run “tandem register” or “tandem link” first."
        case .signedInAlready: "There is an account here already: name another directory by --data."
        case .unreachable(let server):
            "\(server) did not answer in time: check the address, and that the server runs."
        case .refused(let problem): problem.sentence
        case .storage(let error, let directory): error.sentence(directory)
        case .loggedOut:
            "This device was logged out: name another directory by --data and run “tandem link”."
        case .nothingTyped: "An answer is needed: type it, or pipe it into standard input."
        }
    }
}

extension StorageError {
    fileprivate func sentence(_ directory: String) -> String {
        switch self {
        case .inUse: "Another process uses \(directory): stop it, or name another by --data."
        case .unreadable:
            "\(directory) is damaged or not Tandem's: restore it, or name another by --data."
        case .unwritable:
            "\(directory) cannot be written: make room or allow it, or name another by --data."
        }
    }
}
