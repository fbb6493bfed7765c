internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import TandemDelivery
internal import TandemProtocol

/// What the server answers over HTTP.
struct Routes: Sendable {
    let service: DeliveryService
    let blobs: DiskBlobStore
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
        router.put("v1/blobs/:blob") { request, context in
            try await upload(request, context)
        }
        router.get("v1/blobs/:blob") { request, context in
            try await download(request, context)
        }
        router.get("v1/socket") { _, _ in Response(status: .upgradeRequired) }
        router.get("/") { request, _ in try file(request) }
        router.get("**") { request, _ in try file(request) }
        return router
    }

    private func file(_ request: Request) throws -> Response {
        guard let response = files.response(to: request) else { throw HTTPError(.notFound) }
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
        let host = request.head.authority.map { authority in
            authority.hasPrefix("[")
                ? String(authority.prefix { $0 != "]" }.dropFirst())
                : String(authority.prefix { $0 != ":" })
        }
        let isLocalName = host == "localhost" || NetworkAddress(host ?? "").isLoopback
        guard isLocalName, context.address.isLoopback,
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

    // MARK: Blobs

    private func upload(_ request: Request, _ context: ServerContext) async throws -> Response {
        let blob = try blobID(context)
        guard let token = Self.token(in: request),
            let byteCount = service.claimUpload(of: blob, token: token)
        else { throw HTTPError(.forbidden) }
        do {
            try await blobs.keep(blob, byteCount: byteCount, body: request.body)
            await service.endUpload(of: blob, isWhole: true)
        } catch {
            await service.endUpload(of: blob, isWhole: false)
            throw Self.answer(to: error)
        }
        return Response(status: .created)
    }

    private static func answer(to error: any Error) -> any Error {
        switch error as? DiskBlobStore.UploadError {
        case .wrongSize: HTTPError(.badRequest)
        case .storage: HTTPError(.insufficientStorage)
        case nil: error
        }
    }

    private func download(_ request: Request, _ context: ServerContext) async throws -> Response {
        let path = blobs.path(of: try blobID(context))
        let body = try await FileIO().loadFile(path: path, context: context)
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream",
                .cacheControl: "private, max-age=31536000, immutable",
            ],
            body: body
        )
    }

    private func blobID(_ context: ServerContext) throws -> BlobID {
        guard let text = context.parameters.get("blob"), let bytes = Hexadecimal.decode(text),
            let blob = BlobID(bytes)
        else { throw HTTPError(.notFound) }
        return blob
    }

    private static func token(in request: Request) -> Bytes32? {
        guard let field = request.headers[.authorization], field.hasPrefix("Tandem ") else {
            return nil
        }
        return Hexadecimal.decode(String(field.dropFirst(7))).flatMap { Bytes32($0) }
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

extension HTTPResponse.Status {
    static var insufficientStorage: HTTPResponse.Status { .init(code: 507) }
}

/// What a route knows of its request besides the request.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address at the other end of the connection.
    let address: NetworkAddress

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = NetworkAddress(source.channel.remoteAddress?.ipAddress ?? "")
    }
}

/// Bytes as lower-case hexadecimal digits.
enum Hexadecimal {
    /// The bytes of a text; `nil` if it is no such text.
    static func decode(_ text: String) -> [UInt8]? {
        let digits = text.utf8.map { digit($0) }
        guard digits.count % 2 == 0, !digits.contains(nil) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map {
            (digits[$0] ?? 0) << 4 | (digits[$0 + 1] ?? 0)
        }
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
