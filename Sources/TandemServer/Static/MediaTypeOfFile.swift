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
