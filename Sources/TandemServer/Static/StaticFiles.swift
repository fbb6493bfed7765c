internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOPosix
internal import TandemCrypto
internal import TandemCryptoNative
internal import TandemProtocol

/// The web app's files: read once, compressed once, answered from memory until they change.
final class StaticFiles: Sendable {
    /// A file as it was when it was read.
    struct File: Sendable {
        let mediaType: MediaTypeOfFile
        let etag: String
        let plain: ByteBuffer
        let modifiedAt: Date
        /// What each coding makes of it, begun by the first who asks.
        let compressed: NIOLockedValueBox<[ContentCoding: EventLoopFuture<ByteBuffer>]>
    }

    /// Pages that have no file name in their address.
    private static let pages = ["/": "index.html", "/phone": "phone.html"]

    private let roots: [String]
    private let compress: @Sendable (ContentCoding, ByteBuffer) -> ByteBuffer?
    private let threads = NIOThreadPool.singleton
    private let loop = MultiThreadedEventLoopGroup.singleton.any()
    private let cache = NIOLockedValueBox<[String: File]>([:])

    /// Looks for files in directories, the first first.
    ///
    /// - Parameter compress: Packs bytes; `nil` if that fails.
    init(
        roots: [String],
        compress: @escaping @Sendable (ContentCoding, ByteBuffer) -> ByteBuffer? = {
            $0.compress($1)
        }
    ) {
        self.roots = roots
        self.compress = compress
    }

    /// Answers a request for a file; `nil` if there is none.
    func response(to request: Request) async -> Response? {
        let path = request.uri.path
        let found = try? await threads.runIfActive { self.file(at: path) }
        guard let file = found ?? nil else { return nil }
        var headers: HTTPFields = [
            .contentType: file.mediaType.contentType, .cacheControl: "no-cache",
            .vary: "Accept-Encoding",
        ]
        if request.uri.path == "/sw.js", let name = HTTPField.Name("Service-Worker-Allowed") {
            headers[name] = "/"
        }
        let coding =
            file.mediaType.isCompressible
            ? ContentCoding.best(for: request.headers[.acceptEncoding] ?? "") : .identity
        let etag = "\"\(file.etag)\(coding.suffix)\""
        headers[.eTag] = etag
        if request.headers[.ifNoneMatch]?.contains(etag) ?? false {
            return Response(status: .notModified, headers: headers)
        }
        if let name = coding.name { headers[.contentEncoding] = name }
        return Response(
            status: .ok,
            headers: headers,
            body: .init(byteBuffer: await bytes(of: file, coding))
        )
    }

    private func bytes(of file: File, _ coding: ContentCoding) async -> ByteBuffer {
        guard coding != .identity else { return file.plain }
        let made = file.compressed.withLockedValue { made in
            if let known = made[coding] { return known }
            let future = threads.runIfActive(eventLoop: loop) { [compress] in
                compress(coding, file.plain) ?? file.plain
            }
            made[coding] = future
            return future
        }
        return (try? await made.get()) ?? file.plain
    }

    // MARK: Finding

    private func file(at path: String) -> File? {
        guard let relative = Self.relativePath(path),
            let mediaType = MediaTypeOfFile(fileName: relative)
        else { return nil }
        for root in roots {
            if let file = file(root + "/" + relative, mediaType) { return file }
        }
        return nil
    }

    /// The path below a root, without anything that could lead out of it or to hidden files.
    static func relativePath(_ path: String) -> String? {
        if let page = pages[path] { return page }
        guard let decoded = path.removingPercentEncoding, decoded.hasPrefix("/"),
            !decoded.contains("\0"), !decoded.contains("\\")
        else { return nil }
        let parts = decoded.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && !$0.hasPrefix(".") }) else { return nil }
        return parts.joined(separator: "/")
    }

    private func file(_ path: String, _ mediaType: MediaTypeOfFile) -> File? {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            attributes[.type] as? FileAttributeType == .typeRegular,
            let modifiedAt = attributes[.modificationDate] as? Date,
            let size = attributes[.size] as? Int, size <= ServerLimits.fileByteCount
        else { return nil }
        let known = cache.withLockedValue { $0[path] }
        if let known, known.modifiedAt == modifiedAt, known.plain.readableBytes == size {
            return known
        }
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let digest = NativeCryptoProvider().hash(.sha256, Array(data)).prefix(12)
        let etag = String(decoding: Base64URL.encode(Array(digest)), as: UTF8.self)
        let file = File(
            mediaType: mediaType,
            etag: etag,
            plain: ByteBuffer(bytes: data),
            modifiedAt: modifiedAt,
            compressed: NIOLockedValueBox([:])
        )
        return cache.withLockedValue { cache in
            // Whoever read it at the same time and was first has perhaps begun to compress it.
            if let first = cache[path], first.modifiedAt == modifiedAt, first.etag == etag {
                return first
            }
            cache[path] = file
            return file
        }
    }
}
