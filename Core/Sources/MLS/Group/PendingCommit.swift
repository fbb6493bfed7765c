public import MLSWire
public import TandemBytes

/// An own commit that the delivery service has not accepted yet.
///
/// Stored before it is sent, it survives a restart. Accepted: apply it. Refused, because another
/// commit of the epoch came first: drop it, process the other, commit anew. Unknown: fetch what
/// the delivery service has for the epoch, and find out.
public struct PendingCommit: Sendable {
    /// The commit, an encoded MLSMessage.
    public let message: [UInt8]
    /// For the clients that it adds; `nil` if it adds none.
    public let welcome: Welcome?
    /// The new epoch, signed, with its external key, without the tree.
    public let groupInfo: GroupInfo
    /// The group once the commit is accepted.
    public let nextState: GroupState
    /// The epoch that it ends.
    public let baseEpoch: Epoch
}

extension PendingCommit: WireCodable {
    private static let version: UInt16 = 1

    /// Reads a stored commit.
    ///
    /// - Throws: `unknownValue` for a version that is not known here.
    public init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == Self.version else { throw .unknownValue }
        message = try reader.vector(limit: Limits.messageByteCount)
        welcome = try reader.optional { reader throws(DecodeError) in try reader.value() }
        groupInfo = try reader.value()
        nextState = try reader.value()
        baseEpoch = try reader.value()
    }

    /// Writes the commit and the secrets in its state: to be encrypted before it is stored.
    public func encode(into writer: inout ByteWriter) {
        writer.integer(Self.version)
        writer.vector(message)
        writer.optional(welcome) { writer, welcome in writer.value(welcome) }
        writer.value(groupInfo)
        writer.value(nextState)
        writer.value(baseEpoch)
    }
}
