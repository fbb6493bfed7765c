import GRDB

/// Why a client's data directory cannot be used.
public enum StorageError: Error, Sendable {
    /// Another process works with it.
    case inUse
    /// A file in it is damaged, or is not ours.
    case unreadable
    /// It cannot be created or written.
    case unwritable
}

extension StorageError {
    /// What an error of the database, the file system or the cipher means.
    init(_ error: any Error) {
        switch error {
        case let error as StorageError: self = error
        case let error as DatabaseError where Self.unwritableCodes.contains(error.resultCode):
            self = .unwritable
        default: self = .unreadable
        }
    }

    private static let unwritableCodes: [ResultCode] = [
        .SQLITE_CANTOPEN, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_PERM, .SQLITE_READONLY,
    ]
}
