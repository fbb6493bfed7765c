internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOConcurrencyHelpers
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
        let compressed: NIOLockedValueBox<[ContentCoding: ByteBuffer]>
    }

    /// Pages that have no file name in their address.
    private static let pages = ["/": "index.html", "/phone": "phone.html"]
    /// The largest file that is served.
    private static let byteLimit = 32 << 20

    private let roots: [String]
    private let cache = NIOLockedValueBox<[String: File]>([:])

    /// Looks for files in directories, the first first.
    init(roots: [String]) {
        self.roots = roots
    }

    /// Answers a request for a file; `nil` if there is none.
    func response(to request: Request) -> Response? {
        guard let file = file(at: request.uri.path) else { return nil }
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
            body: .init(byteBuffer: bytes(of: file, coding))
        )
    }

    private func bytes(of file: File, _ coding: ContentCoding) -> ByteBuffer {
        guard coding != .identity else { return file.plain }
        if let known = file.compressed.withLockedValue({ $0[coding] }) { return known }
        let made = coding.compress(file.plain) ?? file.plain
        file.compressed.withLockedValue { $0[coding] = made }
        return made
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
            let size = attributes[.size] as? Int, size <= Self.byteLimit
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
        cache.withLockedValue { $0[path] = file }
        return file
    }
}

/// The kinds of files that are served; a file of another kind is not.
struct MediaTypeOfFile: Sendable {
    let contentType: String
    let isCompressible: Bool

    private static let known: [String: (String, Bool)] = [
        "html": ("text/html; charset=utf-8", true),
        "js": ("text/javascript; charset=utf-8", true),
        "css": ("text/css; charset=utf-8", true),
        "json": ("application/json", true),
        "webmanifest": ("application/manifest+json", true),
        "wasm": ("application/wasm", true),
        "svg": ("image/svg+xml", true),
        "txt": ("text/plain; charset=utf-8", true),
        "png": ("image/png", false),
        "ico": ("image/x-icon", false),
        "webp": ("image/webp", false),
        "woff2": ("font/woff2", false),
        "mp3": ("audio/mpeg", false),
        "ogg": ("audio/ogg", false),
    ]

    /// By the file name's extension.
    init?(fileName: String) {
        guard let dot = fileName.lastIndex(of: "."),
            let type = Self.known[fileName[fileName.index(after: dot)...].lowercased()]
        else { return nil }
        (contentType, isCompressible) = type
    }
}
