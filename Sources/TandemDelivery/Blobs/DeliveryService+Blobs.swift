internal import Synchronization
public import TandemProtocol

extension DeliveryService {
    /// Allows an upload, if the account has room for it.
    func reserveBlob(
        _ byteCount: UInt64,
        as identity: MemberIdentity
    ) async throws(ErrorAnswer) -> ServerMessage {
        let blob = randomBytes32()
        let token = randomBytes32()
        let moment = now()
        try locked(blobs) { desk throws(ErrorAnswer) in
            try desk.reserve(
                blob,
                token: token,
                byteCount: byteCount,
                by: identity.device,
                now: moment
            )
        }
        let stored = StoredBlob(
            blob: blob,
            account: identity.account,
            byteCount: byteCount,
            at: moment
        )
        let hasRoom = try await fromStore { () async throws(StoreError) in
            try await store.reserve(stored, quota: configuration.blobBytesPerAccount)
        }
        guard hasRoom else {
            _ = blobs.withLock { $0.claim(blob, token: token, now: moment) }
            throw ErrorAnswer(.storageFull)
        }
        return .blobReserved(blob, token: token)
    }

    /// Begins an upload, which uses the token up.
    ///
    /// - Returns: How many bytes must come; `nil` if this upload is not allowed.
    public func claimUpload(of blob: BlobID, token: Bytes32) -> UInt64? {
        blobs.withLock { $0.claim(blob, token: token, now: now()) }
    }

    /// Ends an upload that was claimed; one that failed counts no longer.
    public func endUpload(of blob: BlobID, isWhole: Bool) async {
        do throws(StoreError) {
            if isWhole { try await store.finish(blob) } else { try await store.forget(blob) }
        } catch {
            // A blob that counts for nothing, or for too long, goes with the others of its age.
            logger.warning("the end of an upload was not noted: \(error)")
        }
    }

    /// Forgets what is too old, so that it counts no longer.
    func pruneBlobs() async throws(StoreError) {
        let age = UInt64(configuration.blobDays) * DeliveryLimits.day
        try await store.pruneBlobs(
            before: now().subtracting(milliseconds: age),
            unfinishedBefore: now().subtracting(milliseconds: DeliveryLimits.unfinishedBlobLife)
        )
    }
}
