import AsyncHTTPClient
import NIOCore
import TandemBytes

/// Uploads and downloads encrypted blobs over HTTP.
struct BlobClient: Sendable {
    private static let timeout = TimeAmount.minutes(5)

    let server: ServerAddress
    let http: HTTPClient

    /// Uploads a blob that was reserved.
    ///
    /// - Throws: What the connection says; `refused` for any answer but success.
    func upload(_ body: [UInt8], blob: [UInt8], token: [UInt8]) async throws {
        var request = HTTPClientRequest(url: url(of: blob))
        request.method = .PUT
        request.headers.add(name: "Authorization", value: "Tandem \(hex(token))")
        request.body = .bytes(body)
        let response = try await http.execute(request, timeout: Self.timeout)
        guard (200..<300).contains(response.status.code) else { throw BlobError.refused }
    }

    /// Downloads a blob of at most `limit` bytes.
    ///
    /// - Throws: What the connection says; `refused` for any answer but success, or a longer one.
    func download(_ blob: [UInt8], limit: Int) async throws -> [UInt8] {
        let request = HTTPClientRequest(url: url(of: blob))
        let response = try await http.execute(request, timeout: Self.timeout)
        guard response.status == .ok else { throw BlobError.refused }
        let body = try await response.body.collect(upTo: limit)
        return Array(body.readableBytesView)
    }

    private func hex(_ bytes: [UInt8]) -> String {
        String(decoding: Hexadecimal.encode(bytes), as: UTF8.self)
    }

    private func url(of blob: [UInt8]) -> String {
        server.url(path: "/v1/blobs/\(hex(blob))")
    }
}

/// Why a blob did not travel.
enum BlobError: Error {
    /// The server does not have it, or does not take it.
    case refused
}
