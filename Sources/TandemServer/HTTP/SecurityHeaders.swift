internal import HTTPTypes
internal import Hummingbird

/// The headers that every answer carries.
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

    private static var values: [(name: String, value: String)] {
        [
            ("Content-Security-Policy", contentSecurityPolicy),
            ("X-Content-Type-Options", "nosniff"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Embedder-Policy", "require-corp"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "no-referrer"),
            (
                "Permissions-Policy",
                "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()"
            ),
        ]
    }

    private let fields = Self.values.compactMap { item in
        HTTPField.Name(item.name).map { (name: $0, value: item.value) }
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
        for (name, value) in fields where response.headers[name] == nil {
            response.headers[name] = value
        }
        return response
    }
}
