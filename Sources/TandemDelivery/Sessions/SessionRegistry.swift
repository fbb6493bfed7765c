internal import Synchronization
internal import TandemProtocol

/// Which devices have a socket at this node.
final class SessionRegistry: Sendable {
    private let sessions = Mutex<[DeviceID: [Session]]>([:])

    /// Adds a session of a device.
    ///
    /// - Returns: The session that has to end for it, if there is one.
    func add(_ session: Session, of device: DeviceID) -> Session? {
        sessions.withLock { sessions in
            sessions[device, default: []].append(session)
            guard let all = sessions[device], all.count > DeliveryLimits.socketsPerDevice else {
                return nil
            }
            return sessions[device]?.removeFirst()
        }
    }

    /// Removes a session of a device.
    func remove(_ session: Session, of device: DeviceID) {
        sessions.withLock { sessions in
            sessions[device]?.removeAll { $0 === session }
            if sessions[device]?.isEmpty ?? false { sessions[device] = nil }
        }
    }

    /// The sessions of a device.
    func sessions(of device: DeviceID) -> [Session] {
        sessions.withLock { $0[device] ?? [] }
    }

    /// The sessions of some devices.
    func sessions(of devices: [DeviceID]) -> [Session] {
        sessions.withLock { sessions in devices.flatMap { sessions[$0] ?? [] } }
    }

    /// Which of some devices are connected.
    func connected(among devices: [DeviceID]) -> Set<DeviceID> {
        sessions.withLock { sessions in Set(devices.filter { sessions[$0] != nil }) }
    }
}
