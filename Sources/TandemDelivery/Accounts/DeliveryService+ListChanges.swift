internal import TandemProtocol

extension DeliveryService {
    /// Closes the sockets of devices that are gone, and tells everyone whom the change concerns.
    func announce(_ change: ListChange, of record: AccountRecord, reason: LogOutReason) {
        if !change.removed.isEmpty {
            bus.publish(Notice(devices: change.removed, action: .logOut(reason)))
        }
        let own = record.list.devices.map(\.device)
        publish(
            .accountChanged(record.account, version: record.list.version),
            to: Array(Set(own + change.affected).subtracting(change.removed))
        )
    }
}
