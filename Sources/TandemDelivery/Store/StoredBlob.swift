public import TandemProtocol

/// A blob that an account keeps at the server.
public struct StoredBlob: Sendable {
    /// Its name.
    public let blob: BlobID
    /// Whose it is.
    public let account: AccountID
    /// How many bytes it has.
    public let byteCount: UInt64
    /// When it was reserved.
    public let at: Timestamp

    /// Holds the four.
    public init(blob: BlobID, account: AccountID, byteCount: UInt64, at: Timestamp) {
        self.blob = blob
        self.account = account
        self.byteCount = byteCount
        self.at = at
    }
}
