public import TandemProtocol

/// Sends text messages to phones.
public protocol SMSGateway: Sendable {
    /// Sends `text` to `number`, and returns when the gateway has taken it.
    func send(_ text: String, to number: PhoneNumber) async throws(SMSError)
}

/// Why a text message was not taken.
public enum SMSError: Error, Equatable, Sendable {
    /// The gateway refuses the number: it will never work.
    case refused
    /// The gateway cannot be reached, or failed: try again later.
    case unavailable
}
