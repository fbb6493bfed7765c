public import TandemBytes

/// Why a request was refused.
public enum ErrorCode: UInt16, Sendable {
    /// The frame does not decode.
    case malformed = 1
    /// The frame's type is not known.
    case unknownFrame = 2
    /// The socket must authenticate first.
    case notAuthenticated = 3
    /// The device may not do this.
    case notAllowed = 4
    /// Too much in too short a time; `retryAfterSeconds` says when to come back.
    case rateLimited = 5
    /// It is no phone number.
    case invalidNumber = 6
    /// It is not the code that was sent; `value` is how many tries are left.
    case wrongCode = 7
    /// The code's time is over: ask for a new one.
    case codeExpired = 8
    /// The code was tried too often: ask for a new one.
    case tooManyTries = 9
    /// The conversation is at epoch `value`.
    case staleEpoch = 10
    /// The server has version `value`.
    case outdated = 11
    /// There is no such thing, or not for this device.
    case notFound = 12
    /// It is larger than allowed.
    case tooLarge = 13
    /// The commit or the group is not valid, or not by someone who may make it.
    case invalidCommit = 14
    /// The server has no room left; nothing was stored.
    case storageFull = 15
    /// The device is in its account's list no more.
    case loggedOut = 16
    /// The link's reference was used.
    case referenceUsed = 17
    /// The link's reference, or the registration's token, is too old.
    case referenceExpired = 18
    /// The server cannot now; try again. Also what an unknown code is read as.
    case unavailable = 19
    /// There is such a thing already.
    case alreadyExists = 20
}

/// A refusal, as it answers a request.
///
/// Layout: `uint16 code; uint32 retryAfterSeconds; uint64 value`.
public struct ErrorAnswer: WireCodable, Error, Hashable, Sendable {
    /// Why.
    public let code: ErrorCode
    /// After how many seconds it may be tried again; 0 if that does not depend on time.
    public let retryAfterSeconds: UInt32
    /// What the code says it is, otherwise 0.
    public let value: UInt64

    /// Holds the three.
    public init(_ code: ErrorCode, retryAfterSeconds: UInt32 = 0, value: UInt64 = 0) {
        self.code = code
        self.retryAfterSeconds = retryAfterSeconds
        self.value = value
    }

    /// Reads the three; a code that is not known here becomes `unavailable`.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        code = ErrorCode(rawValue: try reader.integer()) ?? .unavailable
        retryAfterSeconds = try reader.integer()
        value = try reader.integer()
    }

    /// Writes the three.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(code.rawValue)
        writer.integer(retryAfterSeconds)
        writer.integer(value)
    }
}
