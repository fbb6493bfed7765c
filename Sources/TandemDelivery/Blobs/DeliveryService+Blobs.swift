internal import Synchronization
public import TandemProtocol

extension DeliveryService {
    /// Allows an upload.
    func reserveBlob(
        _ byteCount: UInt64,
        _ frame: ClientFrame,
        as identity: MemberIdentity,
        on session: Session
    ) -> Step {
        let blob = randomBytes32()
        let token = randomBytes32()
        let moment = now()
        let refusal = blobs.withLock { desk -> ErrorAnswer? in
            do throws(ErrorAnswer) {
                try desk.reserve(
                    blob,
                    token: token,
                    byteCount: byteCount,
                    by: identity.device,
                    now: moment
                )
                return nil
            } catch {
                return error
            }
        }
        if let refusal {
            refuse(frame, refusal, on: session)
        } else {
            answer(.blobReserved(blob, token: token), to: frame.request, on: session)
        }
        return .finished
    }

    /// Begins an upload, which uses the token up.
    ///
    /// - Returns: How many bytes must come; `nil` if this upload is not allowed.
    public func claimUpload(of blob: BlobID, token: Bytes32) -> UInt64? {
        blobs.withLock { $0.claim(blob, token: token, now: now()) }
    }
}
