public import TandemBytes

/// What HPKE made of one plaintext.
///
/// Source: RFC 9420 §7.6.
public struct HPKECiphertext: WireCodable, Hashable, Sendable {
    /// The encapsulated key.
    public var kemOutput: [UInt8]
    /// The sealed plaintext.
    public var ciphertext: [UInt8]

    /// Holds the two.
    public init(kemOutput: [UInt8], ciphertext: [UInt8]) {
        self.kemOutput = kemOutput
        self.ciphertext = ciphertext
    }

    /// Reads the two.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        kemOutput = try reader.vector(limit: Limits.keyByteCount)
        ciphertext = try reader.vector(limit: Limits.sealedSecretByteCount)
    }

    /// Writes the two.
    public func encode(into writer: inout ByteWriter) {
        writer.vector(kemOutput)
        writer.vector(ciphertext)
    }
}
