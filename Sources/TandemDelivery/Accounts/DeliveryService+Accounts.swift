internal import TandemProtocol

extension DeliveryService {
    /// The account of a number.
    func lookUp(
        _ text: [UInt8],
        as identity: MemberIdentity
    ) async throws(ErrorAnswer) -> ServerMessage {
        guard let number = PhoneNumber(text) else { throw ErrorAnswer(.invalidNumber) }
        try note(.lookUpNumber, by: identity)
        let record = try await fromStore { () async throws(StoreError) in
            try await store.account(number: number)
        }
        return .accounts(record.map { [$0] } ?? [])
    }

    /// Accounts by ID.
    func fetchAccounts(_ ids: [AccountID]) async throws(ErrorAnswer) -> ServerMessage {
        let records = try await fromStore { () async throws(StoreError) in
            try await accounts.records(of: ids)
        }
        return .accounts(Array(records.values))
    }

    /// Replaces the own account's device list.
    func updateDeviceList(
        _ list: DeviceList,
        as identity: MemberIdentity
    ) async throws(ErrorAnswer) -> ServerMessage {
        guard list.account == identity.account else { throw ErrorAnswer(.notAllowed) }
        let current = try await ownRecord(of: identity)
        do throws(DeviceListError) {
            try list.verify(accountKey: current.accountKey, provider: provider)
        } catch {
            throw ErrorAnswer(.notAllowed)
        }
        let version = current.list.version
        guard list.version > version, list.version - version <= ProtocolLimits.listVersionStep
        else { throw ErrorAnswer(.outdated, value: version) }
        try note(.changeList, by: identity)
        let record = AccountRecord(
            account: list.account,
            accountKey: current.accountKey,
            list: list
        )
        let change = try await store(record)
        accounts.note(record)
        announce(change, of: record, reason: .removed)
        return .done
    }

    private func store(_ record: AccountRecord) async throws(ErrorAnswer) -> ListChange {
        do throws(StoreError) {
            return try await store.updateDeviceList(of: record, at: now())
        } catch {
            guard error == .conflict else { throw ErrorAnswer(store: error) }
            throw ErrorAnswer(.outdated, value: record.list.version)
        }
    }

    func ownRecord(of identity: MemberIdentity) async throws(ErrorAnswer) -> AccountRecord {
        let record = try await fromStore { () async throws(StoreError) in
            try await accounts.record(of: identity.account)
        }
        guard let record else { throw ErrorAnswer(.notFound) }
        return record
    }

    /// When the own devices were last here.
    func fetchDeviceActivity(
        as identity: MemberIdentity
    ) async throws(ErrorAnswer) -> ServerMessage {
        let record = try await ownRecord(of: identity)
        let devices = record.list.devices.map(\.device)
        let stored = try await fromStore { () async throws(StoreError) in
            try await store.activity(of: identity.account)
        }
        let connected = registry.connected(among: devices)
        let byDevice = Dictionary(stored.map { ($0.device, $0) }) { first, _ in first }
        return .deviceActivity(
            devices.map { device in
                DeviceActivity(
                    device: device,
                    lastActive: connected.contains(device)
                        ? now() : byDevice[device]?.lastActive ?? .zero,
                    connected: connected.contains(device),
                    network: byDevice[device]?.network ?? []
                )
            }
        )
    }

    /// Lets a linked device leave its account; the answer goes before the close.
    func logOut(_ identity: MemberIdentity, _ frame: ClientFrame, on session: Session) async {
        do throws(ErrorAnswer) {
            guard !session.state.withLock({ $0.isPhone }) else { throw ErrorAnswer(.notAllowed) }
            let mail = try await fromStore { () async throws(StoreError) in
                try await store.logOut(identity)
            }
            answer(.done, to: frame.request, on: session)
            publish(mail)
            bus.publish(Notice(devices: [identity.device], action: .logOut(.removed)))
        } catch {
            refuse(frame, error, on: session)
        }
    }

    /// Adds key packages to those that others may take.
    func publishKeyPackages(
        _ keyPackages: [[UInt8]],
        lastResort: [UInt8]?,
        as identity: MemberIdentity
    ) async throws(ErrorAnswer) -> ServerMessage {
        let record = try await ownRecord(of: identity)
        for keyPackage in keyPackages + (lastResort.map { [$0] } ?? []) {
            try check(keyPackage, of: identity, in: record)
        }
        let publication = try await fromStore { () async throws(StoreError) in
            try await store.publishKeyPackages(
                keyPackages,
                lastResort: lastResort,
                of: identity.device
            )
        }
        if publication.isFirst { try await announceFirstKeyPackages(of: identity, in: record) }
        return .keyPackageCount(publication.available)
    }

    private func announceFirstKeyPackages(
        of identity: MemberIdentity,
        in record: AccountRecord
    ) async throws(ErrorAnswer) {
        let sharing = try await fromStore { () async throws(StoreError) in
            try await store.devicesSharing(with: identity.account)
        }
        let own = record.list.devices.map(\.device)
        publish(
            .keyPackagesPublished(identity),
            to: Array(Set(own + sharing).subtracting([identity.device]))
        )
    }

    /// Takes one key package of each device; of those who are being drained, the last resort.
    func takeKeyPackages(
        of devices: [DeviceID],
        as identity: MemberIdentity
    ) async throws(ErrorAnswer) -> ServerMessage {
        guard Set(devices).count == devices.count else { throw ErrorAnswer(.notAllowed) }
        let own = try await ownRecord(of: identity).list.devices.map(\.device)
        let spared = try locked(keyPackages) { desk throws(ErrorAnswer) in
            try desk.take(of: devices, by: identity, own: Set(own), now: now())
        }
        let taken = try await fromStore { () async throws(StoreError) in
            try await store.takeKeyPackages(devices, sparing: spared)
        }
        let low = taken.filter { $0.left < ProtocolLimits.keyPackageLowMark }
        for item in low where !spared.contains(item.device) {
            publish(.keyPackagesLow(available: item.left), to: [item.device])
        }
        return .keyPackages(
            taken.map { TakenKeyPackage(device: $0.device, keyPackage: $0.keyPackage) }
        )
    }
}
