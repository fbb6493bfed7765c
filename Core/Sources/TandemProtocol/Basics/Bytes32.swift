public import TandemBytes

/// Thirty-two bytes: a nonce, a digest, a token or a blob's name.
///
/// Compared in constant time, since some of them are tokens.
public struct Bytes32: WireCodable, Hashable, Sendable {
    /// The bytes, 32 of them.
    public let bytes: [UInt8]

    /// Takes exactly 32 bytes; `nil` for another count.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Reads 32 bytes.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        bytes = try reader.fixed(32)
    }

    /// Writes 32 bytes.
    public func encode(into writer: inout ByteWriter) {
        writer.fixed(bytes)
    }

    /// Compares in a time that does not depend on the contents.
    public static func == (left: Bytes32, right: Bytes32) -> Bool {
        equalInConstantTime(left.bytes, right.bytes)
    }
}
