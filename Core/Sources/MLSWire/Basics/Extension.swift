public import TandemBytes

/// One extension, its contents still encoded.
///
/// Source: RFC 9420 §7.2, §13.
public struct Extension: WireCodable, Hashable, Sendable {
    /// What the contents are.
    public let type: ExtensionType
    /// The encoded contents.
    public let data: [UInt8]

    /// Holds the two.
    public init(type: ExtensionType, data: [UInt8]) {
        self.type = type
        self.data = data
    }

    /// Encodes the contents.
    public init<Contents: ExtensionContents>(_ contents: Contents) {
        self.init(type: Contents.extensionType, data: contents.encoded)
    }

    /// Reads the type and the contents.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        type = try reader.value()
        data = try reader.vector(limit: Limits.extensionByteCount)
    }

    /// Writes the type and the contents.
    public func encode(into writer: inout ByteWriter) {
        writer.value(type)
        writer.vector(data)
    }
}

/// What an extension of one type carries.
public protocol ExtensionContents: WireCodable {
    /// The type that announces these contents.
    static var extensionType: ExtensionType { get }
}

extension [Extension] {
    /// The contents of the first extension of a type, still encoded.
    public func data(of type: ExtensionType) -> [UInt8]? {
        first { $0.type == type }?.data
    }

    /// The contents of the extension of that type, or `nil` if there is none.
    ///
    /// - Throws: As the contents' `init(exactly:)`.
    public func contents<Contents: ExtensionContents>(
        _: Contents.Type = Contents.self
    ) throws(DecodeError) -> Contents? {
        guard let data = data(of: Contents.extensionType) else { return nil }
        return try Contents(exactly: data)
    }

    /// Whether no type comes twice.
    public var haveUniqueTypes: Bool {
        var seen = Set<UInt16>()
        return allSatisfy { seen.insert($0.type.rawValue).inserted }
    }

    init(from reader: inout ByteReader) throws(DecodeError) {
        self = try reader.values(limit: Limits.extensionCount)
    }
}
