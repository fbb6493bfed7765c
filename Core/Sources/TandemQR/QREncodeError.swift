/// Why no QR code was made.
public enum QREncodeError: Error, Equatable, Sendable {
    /// The payload does not fit the largest symbol at this level. Shorten it, or ask for less correction.
    case tooLong
}
