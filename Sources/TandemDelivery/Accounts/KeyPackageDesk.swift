internal import TandemProtocol

/// Keeps anybody from emptying a device's key packages; keeps everything in memory, for an hour only.
///
/// Who has taken too many of a device gets its last resort, which stays, so that nobody is shut out
/// and the others still get fresh ones. Own devices are not counted: a phone brings a new computer
/// into all conversations at once.
struct KeyPackageDesk: Sendable {
    private struct Taker: Hashable {
        let account: AccountID
        let device: DeviceID
    }

    private var buckets: [DeviceID: TokenBucket] = [:]
    private var byTaker = EventLimit<Taker>.perHour(DeliveryLimits.keyPackagesPerTaker)
    private var byDevice = EventLimit<DeviceID>.perHour(DeliveryLimits.keyPackagesPerDevice)

    /// Notes that an account takes of some devices.
    ///
    /// - Returns: The devices of which it gets the last resort only.
    /// - Throws: `rateLimited` if the asking device asks for too many.
    mutating func take(
        of devices: [DeviceID],
        by asker: MemberIdentity,
        own: Set<DeviceID>,
        now: Timestamp
    ) throws(ErrorAnswer) -> Set<DeviceID> {
        var bucket =
            buckets[asker.device]
            ?? TokenBucket(
                capacity: DeliveryLimits.keyPackages.burst,
                perSecond: DeliveryLimits.keyPackages.perSecond,
                now: now
            )
        defer { buckets[asker.device] = bucket }
        let cost = Double(devices.count)
        guard bucket.take(cost, now: now) else {
            let milliseconds = cost / DeliveryLimits.keyPackages.perSecond * 1000
            throw .rateLimited(UInt64(min(milliseconds, Double(DeliveryLimits.hour))))
        }
        var spared: Set<DeviceID> = []
        for device in devices where !own.contains(device) {
            if !mayTake(of: device, asker.account, now: now) { spared.insert(device) }
        }
        return spared
    }

    private mutating func mayTake(
        of device: DeviceID,
        _ account: AccountID,
        now: Timestamp
    ) -> Bool {
        let taker = Taker(account: account, device: device)
        guard byTaker.wait(for: taker, now: now) == nil,
            byDevice.wait(for: device, now: now) == nil
        else { return false }
        byTaker.note(taker, now: now)
        byDevice.note(device, now: now)
        return true
    }

    /// Forgets who may ask for everything again.
    mutating func sweep(now: Timestamp) {
        buckets = buckets.filter { !$0.value.isFull(at: now) }
    }
}
