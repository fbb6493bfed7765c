import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Synchronization
import TandemServer
import TandemTestSupport

/// A server in this process, on a free port, with a directory of its own.
struct RunningServer: Sendable {
    let port: Int
    let directory: String

    /// Takes bodies as they are sent.
    private static let client = HTTPClient(
        configuration: .init(decompression: .disabled)
    )

    var base: String { "http://127.0.0.1:\(port)" }

    /// Runs a server while `body` runs.
    static func run(
        _ change: (inout ServerSettings) -> Void = { _ in },
        body: @escaping @Sendable (RunningServer) async throws -> Void
    ) async throws {
        var settings = ServerSettings()
        settings.port = 0
        settings.dataDirectory = try Scratch.directory()
        settings.webRoots = []
        change(&settings)
        let directory = settings.dataDirectory
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = try TandemServer(
            settings: settings,
            metrics: PrometheusRegistry(),
            logger: logger
        ) { port in continuation.yield(port) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            for await port in ports {
                try await body(RunningServer(port: port, directory: directory))
                break
            }
            group.cancelAll()
        }
    }

    /// One HTTP request.
    func fetch(
        _ path: String,
        method: HTTPMethod = .GET,
        headers: [(String, String)] = [],
        body: [UInt8]? = nil
    ) async throws -> (status: UInt, headers: HTTPHeaders, body: [UInt8]) {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body { request.body = .bytes(body) }
        let response = try await Self.client.execute(request, timeout: .seconds(20))
        let data = try await response.body.collect(upTo: 64 << 20)
        return (response.status.code, response.headers, Array(data.readableBytesView))
    }

    /// The newest SMS code for a number.
    func code(for number: String) async throws -> [UInt8] {
        struct Entry: Decodable {
            let number: String
            let text: String
        }
        let data = Data(try await fetch("/outbox.json").body)
        let entries = try JSONDecoder().decode([Entry].self, from: data)
        let text = entries.first { $0.number == number }?.text ?? ""
        return Array(text.utf8.filter { (0x30...0x39).contains($0) })
    }
}
