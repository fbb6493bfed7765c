internal import TandemBytes
internal import TandemProtocol

/// The frame of a push with a stored message, without decoding what is stored.
enum DeliveryFrame {
    private static let header: [UInt8] = {
        var writer = ByteWriter()
        writer.integer(ServerMessageType.message.rawValue)
        writer.integer(UInt32(0))
        return writer.bytes
    }()

    /// A `message` push.
    static func encode(_ delivery: [UInt8]) -> [UInt8] { header + delivery }
}
