import Foundation
import NIOHTTP1
import TandemBytes
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemServer

@Suite("HTTP, docs/server.md", .scratch)
struct HTTPTests {
    /// A web app of a few files.
    private func makeWebRoot() throws -> String {
        let root = try Scratch.directory()
        let files = [
            "index.html": "<!doctype html>desktop", "phone.html": "<!doctype html>phone",
            "app.js": String(repeating: "export const a = 1;\n", count: 200), "sw.js": "// worker",
            "engine.wasm": "\0asm", "secret.swift": "let a = 1", ".hidden.js": "no",
        ]
        for (name, text) in files {
            try text.write(toFile: root + "/" + name, atomically: true, encoding: .utf8)
        }
        try FileManager.default.createDirectory(
            atPath: root + "/.git",
            withIntermediateDirectories: true
        )
        try "no".write(toFile: root + "/.git/a.js", atomically: true, encoding: .utf8)
        return root
    }

    private func run(_ body: @escaping @Sendable (RunningServer) async throws -> Void) async throws
    {
        let root = try makeWebRoot()
        try await RunningServer.run({ $0.webRoots = [root] }, body: body)
    }

    @Test("the two pages and the files have their media types and the security headers")
    func files() async throws {
        try await run { server in
            let desktop = try await server.fetch("/")
            #expect(desktop.status == 200)
            #expect(String(decoding: desktop.body, as: UTF8.self).contains("desktop"))
            #expect(desktop.headers["Content-Type"] == ["text/html; charset=utf-8"])
            let phone = try await server.fetch("/phone")
            #expect(String(decoding: phone.body, as: UTF8.self).contains("phone"))
            let wasm = try await server.fetch("/engine.wasm")
            #expect(wasm.headers["Content-Type"] == ["application/wasm"])
            let worker = try await server.fetch("/sw.js")
            #expect(worker.headers["Service-Worker-Allowed"] == ["/"])
            let missing = try await server.fetch("/no.js")
            for headers in [desktop.headers, worker.headers, wasm.headers, missing.headers] {
                #expect(headers["X-Content-Type-Options"] == ["nosniff"])
                #expect(headers["Cross-Origin-Resource-Policy"] == ["same-origin"])
            }
            #expect(wasm.headers["Content-Security-Policy"].isEmpty)
            for headers in [desktop.headers, worker.headers, missing.headers] {
                #expect(headers["Cross-Origin-Opener-Policy"] == ["same-origin"])
                #expect(headers["Cross-Origin-Embedder-Policy"] == ["require-corp"])
                #expect(headers["Referrer-Policy"] == ["no-referrer"])
                let policy = headers["Content-Security-Policy"].first ?? ""
                #expect(policy.contains("default-src 'none'"))
                #expect(policy.contains("require-trusted-types-for 'script'"))
                #expect(!policy.contains("unsafe-inline"))
            }
        }
    }

    @Test("a file that the browser has is not sent again, and comes packed otherwise")
    func caching() async throws {
        try await run { server in
            var forms: [[UInt8]] = []
            for coding in ["br", "gzip", "identity"] {
                let first = try await server.fetch(
                    "/app.js",
                    headers: [("Accept-Encoding", coding)]
                )
                #expect(first.status == 200)
                #expect(first.headers["Vary"] == ["Accept-Encoding"])
                let expected = coding == "identity" ? [] : [coding]
                #expect(first.headers["Content-Encoding"] == expected)
                forms.append(first.body)
                let tag = try #require(first.headers["ETag"].first)
                let second = try await server.fetch(
                    "/app.js",
                    headers: [("Accept-Encoding", coding), ("If-None-Match", tag)]
                )
                #expect(second.status == 304 && second.body.isEmpty)
            }
            #expect(forms[0].count < 100 && forms[1].count < 150 && forms[2].count == 4000)
        }
    }

    @Test("a file that changes is served anew, under another tag")
    func change() async throws {
        let root = try makeWebRoot()
        try await RunningServer.run({ $0.webRoots = [root] }) { server in
            let before = try await server.fetch("/app.js")
            try "export const b = 2;".write(
                toFile: root + "/app.js",
                atomically: true,
                encoding: .utf8
            )
            let after = try await server.fetch("/app.js")
            #expect(after.body == Array("export const b = 2;".utf8))
            #expect(before.headers["ETag"] != after.headers["ETag"])
        }
    }

    @Test(
        "nothing outside the web app is served",
        arguments: [
            "/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/.hidden.js",
            "/.git/a.js", "/secret.swift", "//app.js", "/app.js%00.html", "/nothing.js",
            "/%5c..%5cx.js",
        ]
    )
    func outside(path: String) {
        let relative = StaticFiles.relativePath(path)
        let type = relative.flatMap { MediaTypeOfFile(fileName: $0) }
        #expect(relative == nil || type == nil || relative == "nothing.js")
    }

    @Test("the outbox and the metrics are for this machine, under its own name, only")
    func local() async throws {
        try await run { server in
            for path in ["/outbox", "/outbox.json", "/metrics"] {
                #expect(try await server.fetch(path).status == 200)
                let foreign = try await server.fetch(
                    path,
                    headers: [("Host", "attacker.example:\(server.port)")]
                )
                #expect(foreign.status == 404)
                let forwarded = try await server.fetch(
                    path,
                    headers: [("X-Forwarded-For", "203.0.113.5")]
                )
                #expect(forwarded.status == 404)
            }
            #expect(try await server.fetch("/healthz").body == Array("ok\n".utf8))
        }
    }

    @Test("without an SMS gateway the server listens on this machine only")
    func secureByDefault() async throws {
        var settings = ServerSettings()
        #expect(settings.isLoopback)
        settings.address = "0.0.0.0"
        #expect(throws: SettingsError.openOutbox) { try settings.check() }
        settings.address = "::1"
        #expect(throws: Never.self) { try settings.check() }
    }

    @Test("a blob is uploaded once, whole, with its token, and fetched by its name")
    func blobs() async throws {
        try await run { server in
            let person = try await TestPerson("+4915100000001", at: server)
            let socket = try await person.signIn(port: server.port)
            let body = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
            let (path, token) = try await reserve(UInt64(body.count), on: socket)
            let authorization = [("Authorization", "Tandem " + token)]
            #expect(try await server.fetch(path, method: .PUT, body: body).status == 403)
            #expect(try await server.fetch(path).status == 404)
            let put = try await server.fetch(
                path,
                method: .PUT,
                headers: authorization,
                body: body
            )
            #expect(put.status == 201)
            let again = try await server.fetch(
                path,
                method: .PUT,
                headers: authorization,
                body: body
            )
            #expect(again.status == 403)
            let got = try await server.fetch(path)
            #expect(got.status == 200 && got.body == body)
            #expect(got.headers["Content-Type"] == ["application/octet-stream"])

            let (short, shortToken) = try await reserve(10, on: socket)
            for count in [9, 11] {
                let bytes = [UInt8](repeating: 1, count: count)
                let answer = try await server.fetch(
                    short,
                    method: .PUT,
                    headers: [("Authorization", "Tandem " + shortToken)],
                    body: bytes
                )
                #expect(answer.status == (count == 9 ? 400 : 403))
            }
            #expect(try await server.fetch(short).status == 404)
            #expect(
                try await socket.ask(.reserveBlob(byteCount: ProtocolLimits.blobByteCount + 1))
                    == .error(ErrorAnswer(.tooLarge))
            )
        }
    }

    private func reserve(
        _ byteCount: UInt64,
        on socket: SocketClient
    ) async throws -> (path: String, token: String) {
        let answer = try await socket.ask(.reserveBlob(byteCount: byteCount))
        guard case .blobReserved(let blob, let token) = answer else {
            throw Unexpected(answer: answer)
        }
        return ("/v1/blobs/" + hex(blob.bytes), hex(token.bytes))
    }

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
