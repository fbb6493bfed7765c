public import TandemBytes
public import TandemProtocol

/// Something that happened to a chat and is shown in it.
///
/// Layout: `uint8 code; AccountID subject; opaque title<V>`.
public struct Notice: Equatable, Sendable, WireCodable {
    /// What happened; the views have a sentence for each.
    public enum Code: UInt8, Sendable {
        case created = 1
        case added = 2
        case removed = 3
        case left = 4
        case promoted = 5
        case demoted = 6
        case renamed = 7
        case keyChanged = 8
        case deviceRejoined = 9
        case encrypted = 10
    }

    /// What happened.
    public var code: Code
    /// To whom.
    public var subject: AccountID
    /// The new title, of `renamed`.
    public var title: [UInt8]

    /// Holds the parts.
    public init(code: Code, subject: AccountID, title: [UInt8] = []) {
        self.code = code
        self.subject = subject
        self.title = title
    }

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard let code = Code(rawValue: try reader.uint8()) else { throw .unknownValue }
        self.code = code
        subject = try reader.value()
        title = try reader.vector(limit: ClientLimits.title)
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        writer.uint8(code.rawValue)
        writer.value(subject)
        writer.vector(title)
    }
}
