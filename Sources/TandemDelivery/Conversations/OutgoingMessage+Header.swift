internal import MLSWire
internal import TandemBytes
internal import TandemProtocol

extension OutgoingMessage {
    /// Whether the message inside is an application message of the group and the epoch that its
    /// frame names.
    ///
    /// The header is all of it that the server can read, and what every other device reads first: a
    /// header from the future would make them all believe that they missed an epoch.
    var hasTrueHeader: Bool {
        guard case .privateMessage(let inner)? = try? MLSMessage(exactly: body) else {
            return false
        }
        return inner.contentType == .application && inner.epoch.rawValue == epoch
            && inner.groupID.bytes == conversation.bytes
    }
}
