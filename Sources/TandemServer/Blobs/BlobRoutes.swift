internal import HTTPTypes
internal import Hummingbird
internal import TandemBytes
internal import TandemDelivery
internal import TandemProtocol

/// `/v1/blobs/…`: encrypted blobs, up by a token and down by their name.
struct BlobRoutes: Sendable {
    let service: DeliveryService
    let blobs: DiskBlobStore

    /// Adds the two routes.
    func add(to router: Router<ServerContext>) {
        router.put("v1/blobs/:blob") { request, context in
            try await upload(request, context)
        }
        router.get("v1/blobs/:blob") { request, context in
            try await download(request, context)
        }
    }

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
        guard let text = context.parameters.get("blob"), let bytes = Hexadecimal.decode(text.utf8),
            let blob = BlobID(bytes)
        else { throw HTTPError(.notFound) }
        return blob
    }

    private static func token(in request: Request) -> Bytes32? {
        guard let field = request.headers[.authorization], field.hasPrefix("Tandem ") else {
            return nil
        }
        return Hexadecimal.decode(field.dropFirst(7).utf8).flatMap { Bytes32($0) }
    }
}

extension HTTPResponse.Status {
    static var insufficientStorage: HTTPResponse.Status { .init(code: 507) }
}
