internal import CBrotli
internal import CZlib
internal import NIOCore

/// How a file's bytes are packed for the way.
enum ContentCoding: Hashable, Sendable {
    case identity
    case gzip
    case brotli

    /// The name in `Content-Encoding`.
    var name: String? {
        switch self {
        case .identity: nil
        case .gzip: "gzip"
        case .brotli: "br"
        }
    }

    /// What tells the entity tags of one file's forms apart.
    var suffix: String { name.map { "-" + $0 } ?? "" }

    /// The best that an `Accept-Encoding` header allows.
    ///
    /// Source: RFC 9110 §12.5.3.
    static func best(for accepted: String) -> ContentCoding {
        var names: Set<String> = []
        for item in accepted.split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard let name = parts.first, !parts.dropFirst().contains(where: isZero) else {
                continue
            }
            names.insert(name)
        }
        if names.contains("br") { return .brotli }
        return names.contains("gzip") ? .gzip : .identity
    }

    private static func isZero(_ parameter: String) -> Bool {
        parameter.hasPrefix("q=") && Double(parameter.dropFirst(2)) == 0
    }

    /// The bytes in this coding; `nil` if that fails.
    func compress(_ plain: ByteBuffer) -> ByteBuffer? {
        switch self {
        case .identity: plain
        case .gzip: Self.gzip(plain)
        case .brotli: Self.brotli(plain)
        }
    }

    private static func brotli(_ plain: ByteBuffer) -> ByteBuffer? {
        var count = BrotliEncoderMaxCompressedSize(plain.readableBytes)
        let output = [UInt8](unsafeUninitializedCapacity: count) { buffer, written in
            let isDone = plain.withUnsafeReadableBytes { input in
                BrotliEncoderCompress(
                    11,
                    BROTLI_DEFAULT_WINDOW,
                    BROTLI_MODE_GENERIC,
                    input.count,
                    input.baseAddress?.assumingMemoryBound(to: UInt8.self),
                    &count,
                    buffer.baseAddress
                )
            }
            written = isDone == BROTLI_TRUE ? count : 0
        }
        return output.isEmpty ? nil : ByteBuffer(bytes: output)
    }

    private static func gzip(_ plain: ByteBuffer) -> ByteBuffer? {
        var stream = z_stream()
        guard tandem_gzip_begin(&stream) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var input = Array(plain.readableBytesView)
        let capacity = Int(deflateBound(&stream, UInt(input.count)))
        let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, written in
            input.withUnsafeMutableBufferPointer { input in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = buffer.baseAddress
                stream.avail_out = UInt32(capacity)
                written = deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : 0
            }
        }
        return output.isEmpty ? nil : ByteBuffer(bytes: output)
    }
}
