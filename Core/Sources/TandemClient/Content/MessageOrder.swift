/// Where a message stands in its chat.
///
/// What the server accepted stands at its sequence number, which all devices share, so that a
/// message that comes twice, by the socket and by the archive, takes the same row. What waits in
/// the outbox stands behind everything else. All fit into the 53 bits of a JavaScript number.
public enum MessageOrder {
    /// Notices of one commit share its sequence number; so many fit.
    static let slots: UInt64 = 64
    /// The least place of a pending message.
    static let firstPending: UInt64 = 1 << 52
    /// The greatest place of all.
    static let greatest: UInt64 = (1 << 53) - 1

    /// The place of what has a sequence number; `slot` tells notices of one commit apart.
    static func place(_ sequence: UInt64, slot: Int = 0) -> UInt64 {
        let bounded = min(sequence, firstPending / slots - 1)
        return bounded * slots + min(UInt64(clamping: slot), slots - 1)
    }

    /// The sequence number of an accepted message; nil for a pending one.
    static func sequence(_ order: UInt64) -> UInt64? {
        order < firstPending ? order / slots : nil
    }

    /// The place of the pending message with this number in the outbox.
    static func pending(_ number: UInt64) -> UInt64 {
        firstPending + number % firstPending
    }
}
