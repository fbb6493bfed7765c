import Foundation
import Logging
import NIOCore
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemServer

@Suite("Blobs that are too old, docs/server.md", .scratch)
struct BlobSweeperTests {
    private func keep(_ number: UInt8, in blobs: DiskBlobStore) async throws -> String {
        let blob = try BlobID(exactly: [UInt8](repeating: number, count: 32))
        let body = AsyncStream { source in
            source.yield(ByteBuffer(bytes: [1, 2, 3]))
            source.finish()
        }
        try await blobs.keep(blob, byteCount: 3, body: body)
        return blobs.path(of: blob)
    }

    @Test("old blobs are deleted, and young ones stay")
    func sweep() async throws {
        let blobs = try DiskBlobStore(directory: Scratch.directory())
        let (old, young) = (try await keep(1, in: blobs), try await keep(2, in: blobs))
        let day: TimeInterval = 24 * 3600
        try FileManager.default.setAttributes(
            [.modificationDate: Date() - 9 * day],
            ofItemAtPath: old
        )
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let sweeper = BlobSweeper(blobs: blobs, days: 10, logger: logger)
        await sweeper.sweep(now: Date())
        #expect(FileManager.default.fileExists(atPath: old))
        await sweeper.sweep(now: Date() + 2 * day)
        #expect(!FileManager.default.fileExists(atPath: old))
        #expect(FileManager.default.fileExists(atPath: young))
    }
}
