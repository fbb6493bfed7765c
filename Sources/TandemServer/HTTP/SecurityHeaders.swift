internal import HTTPTypes
internal import Hummingbird

/// The headers that protect pages, workers and what they are made of.
///
/// Nothing from elsewhere is loaded, no text becomes markup, no page embeds this one, and the page
/// is isolated from others in the browser.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    private static var contentSecurityPolicy: String {
        [
            "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'",
            "img-src 'self' blob: data:", "media-src 'self' blob:", "connect-src 'self'",
            "worker-src 'self'", "manifest-src 'self'", "font-src 'self'", "base-uri 'none'",
            "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
            "trusted-types app",
        ].joined(separator: "; ")
    }

    private static var onEverything: [(name: String, value: String)] {
        [
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ]
    }

    private static var onDocumentsAndWorkers: [(name: String, value: String)] {
        [
            ("Content-Security-Policy", contentSecurityPolicy),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Embedder-Policy", "require-corp"),
            ("Referrer-Policy", "no-referrer"),
            (
                "Permissions-Policy",
                "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()"
            ),
        ]
    }

    private let common = fields(onEverything)
    private let policies = fields(onDocumentsAndWorkers)

    private static func fields(
        _ values: [(name: String, value: String)]
    ) -> [(name: HTTPField.Name, value: String)] {
        values.compactMap { item in HTTPField.Name(item.name).map { ($0, item.value) } }
    }

    /// Whether a file is never more than a part of a page or worker, for which browsers ask only
    /// the whole's policies: a first load has a hundred of them.
    private static func isPart(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        if name == "worker.js" || name == "sw.js" { return false }
        return [".js", ".css", ".wasm", ".png", ".webmanifest"].contains { name.hasSuffix($0) }
    }

    func handle(
        _ request: Request,
        context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as HTTPError {
            response = try error.response(from: request, context: context)
        }
        let isServedPart = response.status.code < 400 && Self.isPart(request.uri.path)
        for (name, value) in isServedPart ? common : common + policies
        where response.headers[name] == nil {
            response.headers[name] = value
        }
        return response
    }
}
