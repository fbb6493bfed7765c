import Crypto
import Foundation

/// The key under which a client's database is encrypted, in a file that only its owner can read.
///
/// It keeps a copied or backed-up database closed; who reads the whole directory as the same user
/// reads the key as well.
enum StorageKey {
    /// Reads the key, or makes one at the first start.
    ///
    /// - Throws: What the file system says; `unreadable` when the file is not a key.
    static func load(from file: URL) throws -> SymmetricKey {
        if let bytes = FileManager.default.contents(atPath: file.path) {
            guard bytes.count == 32 else { throw StorageError.unreadable }
            return SymmetricKey(data: bytes)
        }
        let key = SymmetricKey(size: .bits256)
        let bytes = key.withUnsafeBytes { Data($0) }
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard
            FileManager.default.createFile(
                atPath: file.path,
                contents: bytes,
                attributes: attributes
            )
        else { throw StorageError.unwritable }
        return key
    }
}
