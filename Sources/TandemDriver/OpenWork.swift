/// What the engine has asked for and not heard of yet; does no I/O.
///
/// A process that ends with an open request leaves half done what it has reported, such as key
/// packages by which others reach a new device.
struct OpenWork {
    private var requests: Set<UInt32> = []
    private var blobs: Set<UInt32> = []

    /// Whether nothing is expected any more.
    var isEmpty: Bool { requests.isEmpty && blobs.isEmpty }

    /// A frame leaves; 0 stands for requests without an answer.
    mutating func sent(_ frame: [UInt8]) {
        if let request = Self.request(of: frame), request != 0 { requests.insert(request) }
    }

    /// A frame came, perhaps an answer.
    mutating func received(_ frame: [UInt8]) {
        if let request = Self.request(of: frame) { requests.remove(request) }
    }

    /// A blob travels.
    mutating func began(blob request: UInt32) {
        blobs.insert(request)
    }

    /// A blob has come or gone, or failed.
    mutating func ended(blob request: UInt32) {
        blobs.remove(request)
    }

    /// The connection is gone, and with it every answer.
    mutating func disconnected() {
        requests = []
    }

    /// The number behind the two bytes of the type.
    ///
    /// Source: docs/protocol.md, Transport.
    private static func request(of frame: [UInt8]) -> UInt32? {
        guard frame.count >= 6 else { return nil }
        return frame[2..<6].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
