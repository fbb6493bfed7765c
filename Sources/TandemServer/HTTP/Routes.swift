internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import TandemDelivery

/// What the server answers over HTTP.
struct Routes: Sendable {
    let blobs: BlobRoutes
    let files: StaticFiles
    let outbox: LocalOutbox?
    let metrics: PrometheusRegistry

    /// The router, with the security headers around everything.
    func makeRouter() -> Router<ServerContext> {
        let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders())
        router.get("healthz") { _, _ in Self.text("ok\n") }
        router.get("metrics") { request, context in
            try Self.requireThisMachine(request, context)
            return Self.text(metrics.text)
        }
        if let outbox { addOutbox(outbox, to: router) }
        blobs.add(to: router)
        router.get("v1/socket") { _, _ in Response(status: .upgradeRequired) }
        router.get("/") { request, _ in try await file(request) }
        router.get("**") { request, _ in try await file(request) }
        return router
    }

    private func file(_ request: Request) async throws -> Response {
        guard let response = await files.response(to: request) else { throw HTTPError(.notFound) }
        return response
    }

    private static func text(_ text: String) -> Response {
        Response(
            status: .ok,
            headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }

    // MARK: Only on this machine

    /// Refuses requests from elsewhere: by another address, through a proxy, or, against pages that
    /// point their own name at this machine, under another name.
    private static func requireThisMachine(_ request: Request, _ context: ServerContext) throws {
        guard AllowedHosts.isLocal(request.head.authority ?? ""), context.address.isLoopback,
            request.headers[.xForwardedFor] == nil
        else { throw HTTPError(.notFound) }
    }

    private func addOutbox(_ outbox: LocalOutbox, to router: Router<ServerContext>) {
        router.get("outbox") { request, context in
            try Self.requireThisMachine(request, context)
            return Response(
                status: .ok,
                headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
                body: .init(byteBuffer: ByteBuffer(string: OutboxPage.html(outbox.newestFirst)))
            )
        }
        router.get("outbox.json") { request, context in
            try Self.requireThisMachine(request, context)
            return Response(
                status: .ok,
                headers: [.contentType: "application/json", .cacheControl: "no-store"],
                body: .init(byteBuffer: ByteBuffer(bytes: try OutboxPage.json(outbox.newestFirst)))
            )
        }
    }
}

extension HTTPField.Name {
    static var xForwardedFor: HTTPField.Name {
        guard let name = HTTPField.Name("X-Forwarded-For") else {
            preconditionFailure("a literal that is a field name")
        }
        return name
    }
}
