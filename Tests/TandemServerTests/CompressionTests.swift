import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import TandemTestSupport
import Testing

@testable import TandemServer

@Suite("Compressing files", .scratch)
struct CompressionTests {
    @Test("a file is compressed once for each coding, however many ask first at the same time")
    func once() async throws {
        let root = try Scratch.directory()
        try String(repeating: "a", count: 10_000)
            .write(toFile: root + "/page.html", atomically: true, encoding: .utf8)
        let count = Counter()
        let files = StaticFiles(roots: [root]) { coding, plain in
            count.increase()
            Thread.sleep(forTimeInterval: 0.05)
            return coding.compress(plain)
        }
        let statuses = await withTaskGroup(of: HTTPResponse.Status?.self) { group in
            for _ in 0..<16 {
                group.addTask {
                    var head = HTTPRequest(
                        method: .get,
                        scheme: nil,
                        authority: nil,
                        path: "/page.html"
                    )
                    head.headerFields[.acceptEncoding] = "br"
                    let request = Request(head: head, body: .init(buffer: ByteBuffer()))
                    return await files.response(to: request)?.status
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: .ok, count: 16))
        #expect(count.value == 1)
    }

    private final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func increase() { count.withLock { $0 += 1 } }
    }
}
