internal import Foundation
internal import Logging
internal import ServiceLifecycle

/// Deletes blobs that are too old, soon after the start and then every hour.
struct BlobSweeper: Service {
    let blobs: DiskBlobStore
    let days: Int
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var delay = Duration.seconds(60)
            while (try? await Task.sleep(for: delay)) != nil {
                await sweep(now: Date())
                delay = .seconds(3600)
            }
        }
    }

    /// Deletes what is older than the limit.
    func sweep(now: Date) async {
        let limit = now.addingTimeInterval(-Double(days) * 24 * 3600)
        do {
            let count = try await blobs.removeAll(olderThan: limit)
            if count > 0 { logger.info("\(count) old blobs were deleted") }
        } catch {
            logger.warning("old blobs were not deleted")
        }
    }
}
