public import TandemBytes

/// What a member claims to be; the authentication service says whether it is true.
///
/// Source: RFC 9420 §5.3.
public enum Credential: WireCodable, Hashable, Sendable {
    /// A bare identity, in the application's own form.
    case basic(identity: [UInt8])
    /// A chain of DER certificates, the member's own first.
    case x509(certificates: [[UInt8]])
    /// A type that is not known here; its body is taken to be `opaque<V>`.
    case other(CredentialType, body: [UInt8])

    /// The type on the wire.
    public var type: CredentialType {
        switch self {
        case .basic: .basic
        case .x509: .x509
        case .other(let type, _): type
        }
    }

    /// Reads the type and what belongs to it.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        let type = try reader.value(CredentialType.self)
        switch type {
        case .basic: self = .basic(identity: try Self.body(from: &reader))
        case .x509: self = .x509(certificates: try Self.certificates(from: &reader))
        default: self = .other(type, body: try Self.body(from: &reader))
        }
    }

    private static func body(from reader: inout ByteReader) throws(DecodeError) -> [UInt8] {
        try reader.vector(limit: Limits.credentialByteCount)
    }

    private static func certificates(
        from reader: inout ByteReader
    ) throws(DecodeError) -> [[UInt8]] {
        try reader.vector(limit: Limits.certificateCount) { reader throws(DecodeError) in
            try body(from: &reader)
        }
    }

    /// Writes the type and what belongs to it.
    public func encode(into writer: inout ByteWriter) {
        writer.value(type)
        switch self {
        case .basic(let body), .other(_, let body): writer.vector(body)
        case .x509(let certificates):
            writer.vector(certificates) { writer, certificate in writer.vector(certificate) }
        }
    }
}
