internal import Logging
public import ServiceLifecycle
internal import TandemProtocol

extension DeliveryService: Service {
    /// Writes cursors, ends what is over and forgets what is old, until the server shuts down.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var seconds = 0
            while (try? await Task.sleep(for: .seconds(1))) != nil {
                seconds += 1
                await self.flush()
                self.sweep()
                if seconds % 3600 == 60 { await self.prune() }
            }
        }
        await flush()
    }

    /// Does what sockets wait for, until `end`; to be called once, before the first socket.
    public func serve() async {
        await tasks.run()
    }

    /// Lets `serve` return once it has done what came before.
    public func end() {
        tasks.end()
    }

    /// Writes the cursors and the activity that wait.
    public func flush() async {
        let waiting = cursors.takeAll()
        do throws(StoreError) {
            if !waiting.cursors.isEmpty { try await store.acknowledge(waiting.cursors) }
            if !waiting.activity.isEmpty { try await store.noteActivity(waiting.activity) }
        } catch {
            logger.warning("cursors were not written: \(error)")
        }
    }

    private func sweep() {
        let moment = now()
        registration.withLock { $0.sweep(now: moment) }
        blobs.withLock { $0.sweep(now: moment) }
        keyPackages.withLock { $0.sweep(now: moment) }
        accountLimits.withLock { $0.sweep(now: moment) }
        tell(rendezvous.withLock { $0.sweep(now: moment) }, reason: .expired)
    }

    func prune() async {
        let age = UInt64(configuration.retentionDays) * DeliveryLimits.day
        do throws(StoreError) {
            try await store.prune(before: now().subtracting(milliseconds: age))
            try await pruneBlobs()
        } catch {
            logger.warning("what is old was not removed: \(error)")
        }
    }
}
