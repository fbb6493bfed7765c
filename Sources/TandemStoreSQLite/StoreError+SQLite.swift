internal import GRDB
internal import Logging
internal import TandemDelivery

extension StoreError {
    /// What an error of the database means; a disk that does not keep what it is given is fatal.
    init(_ error: any Error, logger: Logger) {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .unavailable
            return
        }
        if error.extendedResultCode == .SQLITE_IOERR_FSYNC {
            // What was acknowledged before may be lost; going on would acknowledge more.
            fatalError("the disk failed to write: \(error.extendedResultCode)")
        }
        logger.error("the database failed: \(error.extendedResultCode)")
        self = error.resultCode == .SQLITE_FULL ? .full : .unavailable
    }
}
