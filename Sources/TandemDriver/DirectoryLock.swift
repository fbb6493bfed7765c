import Foundation

/// Lets one process at a time work with a data directory, however it ends.
///
/// Two engines on one state would use a message key twice.
final class DirectoryLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Throws: `unwritable` if the file cannot be made; `inUse` if another process holds it.
    init(directory: URL) throws(StorageError) {
        let path = directory.appendingPathComponent("lock").path
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StorageError.unwritable }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw StorageError.inUse
        }
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }
}
