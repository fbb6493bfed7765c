internal import TandemBytes
internal import TandemProtocol

/// Knows which blobs may be uploaded; keeps that in memory, for minutes only.
struct BlobDesk: Sendable {
    private struct Reservation {
        let token: Bytes32
        let byteCount: UInt64
        let device: DeviceID
        let endsAt: Timestamp
    }

    private var reservations: [BlobID: Reservation] = [:]

    /// Allows one upload of exactly `byteCount` bytes.
    ///
    /// - Throws: `tooLarge`; `rateLimited` with too many open.
    mutating func reserve(
        _ blob: BlobID,
        token: Bytes32,
        byteCount: UInt64,
        by device: DeviceID,
        now: Timestamp
    ) throws(ErrorAnswer) {
        guard byteCount <= ProtocolLimits.blobByteCount else { throw ErrorAnswer(.tooLarge) }
        guard
            reservations.values.count(where: { $0.device == device })
                < DeliveryLimits.reservationsPerDevice
        else {
            throw .rateLimited(DeliveryLimits.reservationLife)
        }
        reservations[blob] = Reservation(
            token: token,
            byteCount: byteCount,
            device: device,
            endsAt: now.adding(milliseconds: DeliveryLimits.reservationLife)
        )
    }

    /// Begins an upload, which uses the reservation up.
    ///
    /// - Returns: How many bytes must come; `nil` if this upload is not allowed.
    mutating func claim(_ blob: BlobID, token: Bytes32, now: Timestamp) -> UInt64? {
        guard let reservation = reservations[blob], reservation.token == token,
            now < reservation.endsAt
        else { return nil }
        reservations[blob] = nil
        return reservation.byteCount
    }

    /// Forgets what was not begun in time.
    mutating func sweep(now: Timestamp) {
        reservations = reservations.filter { $0.value.endsAt > now }
    }
}
