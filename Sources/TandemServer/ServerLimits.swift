internal import NIOCore
internal import TandemProtocol

/// Bounds on memory and time that no operator sets; those that one may set are in `ServerSettings`.
enum ServerLimits {
    // HTTP.

    /// How long the first request may take.
    static let firstRequest = TimeAmount.seconds(30)
    /// How long a connection may be idle between requests.
    static let betweenRequests = Duration.seconds(60)
    /// Bytes of one header field, and of all of a request.
    static let header = (fieldByteCount: 8 << 10, byteCount: 32 << 10, fieldCount: 100)
    /// Bytes of the largest file that is served.
    static let fileByteCount = 32 << 20
    /// File descriptors that are not for connections: the database, blobs, and the process itself.
    static let ownDescriptorCount = 256

    // Sockets.

    /// Bytes of a message from who has not authenticated: none that may be sent then is larger.
    static let strangerMessageByteCount = 64 << 10
    /// Bytes that one read from the network brings at most, on top of what is counted.
    static let readByteCount = 64 << 10
    /// How long one message may be on its way.
    static let messageTime = TimeAmount.seconds(120)
    /// How long a silent socket lives before it is asked for a sign of life, and before it is closed.
    static let silence = (ping: TimeAmount.seconds(25), close: TimeAmount.seconds(75))
    /// How long the other side may take to answer a close.
    static let closing = TimeAmount.seconds(2)
    /// Bytes that may wait for a slow reader.
    static let writeByteCount = 8 << 20
}
