public import TandemBytes

/// What a host tells the engine about itself, once.
///
/// Layout: `uint8 kind; uint8 shared; opaque audience<V>; opaque browser<V>; opaque system<V>`.
public struct EngineConfiguration: Equatable, Sendable, WireCodable {
    /// What the engine is to be.
    public enum Kind: UInt8, Sendable {
        /// The primary device: registers a number and holds the account key.
        case phone = 1
        /// A linked browser.
        case desktop = 2
        /// A linked or registered command line.
        case headless = 3
    }

    /// What the engine is to be.
    public var kind: Kind
    /// Whether nothing may outlive the session, because others use this computer.
    public var sharedComputer: Bool
    /// The host and port that the client connects to, as in the upgrade's Host header.
    public var audience: [UInt8]
    /// The browser's name and version, shown on the phone; UTF-8.
    public var browser: [UInt8]
    /// The operating system's name, shown on the phone; UTF-8.
    public var system: [UInt8]

    /// Holds the parts.
    public init(
        kind: Kind,
        audience: [UInt8],
        browser: [UInt8],
        system: [UInt8],
        sharedComputer: Bool = false
    ) {
        self.kind = kind
        self.audience = audience
        self.browser = browser
        self.system = system
        self.sharedComputer = sharedComputer
    }

    /// Reads the value.
    ///
    /// - Throws: `DecodeError` when the bytes are no such value.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard let kind = Kind(rawValue: try reader.uint8()) else { throw .unknownValue }
        self.kind = kind
        sharedComputer = try reader.flag()
        audience = try reader.vector(limit: 255)
        browser = try reader.vector(limit: 255)
        system = try reader.vector(limit: 255)
    }

    /// Writes the value.
    public func encode(into writer: inout ByteWriter) {
        writer.uint8(kind.rawValue)
        writer.flag(sharedComputer)
        writer.vector(audience)
        writer.vector(browser)
        writer.vector(system)
    }
}
