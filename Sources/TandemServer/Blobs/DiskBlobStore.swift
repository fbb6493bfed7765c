internal import Foundation
internal import NIOCore
internal import NIOPosix
internal import TandemBytes
internal import TandemProtocol

/// Blobs as files; what is under its final name is whole.
struct DiskBlobStore: Sendable {
    /// Why a blob was not kept; nothing is left of it.
    enum UploadError: Error, Equatable {
        /// More or fewer bytes came than were reserved.
        case wrongSize
        /// The disk is full or failed.
        case storage
    }

    private let directory: String
    private let threads = NIOThreadPool.singleton

    /// Keeps blobs under a directory, and clears what uploads left there that a crash cut off.
    ///
    /// - Throws: If the directory cannot be made.
    init(directory: String) throws {
        self.directory = directory
        let files = FileManager.default
        try? files.removeItem(atPath: directory + "/incoming")
        try files.createDirectory(
            atPath: directory + "/incoming",
            withIntermediateDirectories: true
        )
    }

    /// Where a blob's file is.
    func path(of blob: BlobID) -> String {
        let name = Self.name(blob)
        return "\(directory)/\(name.prefix(2))/\(name)"
    }

    private static func name(_ blob: BlobID) -> String {
        String(decoding: Hexadecimal.encode(blob.bytes), as: UTF8.self)
    }

    /// Keeps a blob as it streams in.
    ///
    /// - Throws: `UploadError`, or the body's own error when the client goes away.
    func keep<Body: AsyncSequence>(
        _ blob: BlobID,
        byteCount: UInt64,
        body: Body
    ) async throws where Body.Element == ByteBuffer {
        let incoming = "\(directory)/incoming/\(Self.name(blob))"
        guard FileManager.default.createFile(atPath: incoming, contents: nil),
            let file = FileHandle(forWritingAtPath: incoming)
        else { throw UploadError.storage }
        do {
            try await write(body, to: file, byteCount: byteCount)
            try await onDisk {
                try file.synchronize()
                try file.close()
                try move(incoming, to: path(of: blob))
            }
        } catch {
            try? file.close()
            try? FileManager.default.removeItem(atPath: incoming)
            throw error
        }
    }

    /// Deletes whole blobs that were last written before a moment.
    ///
    /// - Returns: How many.
    /// - Throws: `storage` if the directory cannot be read.
    func removeAll(olderThan limit: Date) async throws -> Int {
        try await onDisk {
            let files = FileManager.default
            var count = 0
            let folders = try files.contentsOfDirectory(atPath: directory).filter {
                $0 != "incoming"
            }
            for folder in folders.map({ "\(directory)/\($0)" }) {
                for name in try files.contentsOfDirectory(atPath: folder) {
                    let path = "\(folder)/\(name)"
                    let date = try files.attributesOfItem(atPath: path)[.modificationDate] as? Date
                    guard let date, date < limit else { continue }
                    try files.removeItem(atPath: path)
                    count += 1
                }
            }
            return count
        }
    }

    private func write<Body: AsyncSequence>(
        _ body: Body,
        to file: FileHandle,
        byteCount: UInt64
    ) async throws where Body.Element == ByteBuffer {
        var left = byteCount
        for try await chunk in body {
            guard UInt64(chunk.readableBytes) <= left else { throw UploadError.wrongSize }
            left -= UInt64(chunk.readableBytes)
            let data = Data(chunk.readableBytesView)
            try await onDisk { try file.write(contentsOf: data) }
        }
        guard left == 0 else { throw UploadError.wrongSize }
    }

    private func move(_ incoming: String, to final: String) throws {
        let folder = (final as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true
        )
        try FileManager.default.moveItem(atPath: incoming, toPath: final)
    }

    /// Runs file work off the event loops.
    private func onDisk<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        do {
            return try await threads.runIfActive(work)
        } catch {
            throw UploadError.storage
        }
    }
}
