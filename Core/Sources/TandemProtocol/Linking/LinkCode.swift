public import TandemBytes

/// What the QR code of a link says.
///
/// Text: `TANDEM1:` and base64url of `opaque reference[16]; opaque keyHash[32]; opaque secret[16]`.
public struct LinkCode: WireCodable, Equatable, Sendable {
    /// The rendezvous where the desktop waits.
    public let reference: RendezvousReference
    /// SHA-256 of the desktop's ephemeral HPKE key.
    public let keyHash: Bytes32
    /// What only those learn who see the code.
    public let secret: Bytes16

    private static let prefix: [UInt8] = utf8Bytes("TANDEM1:")

    /// Holds the three.
    public init(reference: RendezvousReference, keyHash: Bytes32, secret: Bytes16) {
        self.reference = reference
        self.keyHash = keyHash
        self.secret = secret
    }

    /// Reads 64 bytes.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        reference = try reader.value()
        keyHash = try reader.value()
        secret = try reader.value()
    }

    /// Writes 64 bytes.
    public func encode(into writer: inout ByteWriter) {
        writer.value(reference)
        writer.value(keyHash)
        writer.value(secret)
    }

    /// The code's text, in ASCII.
    public var text: [UInt8] { Self.prefix + Base64URL.encode(encoded) }

    /// Reads a scanned or pasted text; white space around it is passed over.
    ///
    /// `nil` if it is no text of a link code.
    public init?(text: [UInt8]) {
        let trimmed = Self.trim(text)
        guard trimmed.starts(with: Self.prefix), trimmed.count < 256,
            let bytes = Base64URL.decode(trimmed.dropFirst(Self.prefix.count)),
            let code = try? LinkCode(exactly: bytes)
        else { return nil }
        self = code
    }

    private static func trim(_ text: [UInt8]) -> ArraySlice<UInt8> {
        var slice = text[...]
        while let first = slice.first, isSpace(first) { slice.removeFirst() }
        while let last = slice.last, isSpace(last) { slice.removeLast() }
        return slice
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0d).contains(byte)
    }
}
