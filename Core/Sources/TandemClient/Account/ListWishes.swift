import TandemBytes
import TandemProtocol

/// What the phone wants its account's device list to be.
///
///     wished ── the list is the server's, nothing under way ──▶ in flight ── done ──▶ carried out
///        ▲────────── refused or outdated: after a pause ───────────┘
///
/// Every list is made of the newest one that is believed, one at a time, so that no change undoes
/// another. A device that was to go once never comes back: its keys, and so its ID, are made anew
/// with every link.
///
/// Layout of the row: `uint16 format = 1; DeviceID removals<V>`.
struct ListWishes: WireCodable {
    /// The device of the link at hand.
    var addition: DeviceCertificate?
    /// Devices that are to go, the latest last: also that of a link until it was thanked for.
    private(set) var removals: [DeviceID] = []
    /// The version of the list that the server is asked to take.
    var versionInFlight: UInt64?
    /// How often in a row the server refused.
    var refusals = 0

    init() {}

    init(from reader: inout ByteReader) throws(DecodeError) {
        guard try reader.integer(UInt16.self) == 1 else { throw .unknownValue }
        removals = try reader.values(limit: ClientLimits.removedDevices)
    }

    func encode(into writer: inout ByteWriter) {
        writer.integer(UInt16(1))
        writer.values(removals)
    }

    mutating func remove(_ device: DeviceID) {
        guard !removals.contains(device) else { return }
        if removals.count == ClientLimits.removedDevices { removals.removeFirst() }
        removals.append(device)
    }

    /// The link came to its end: its device stays.
    mutating func keepAddition() {
        removals.removeAll { $0 == addition?.device }
        addition = nil
    }

    /// The devices as they are to be; nil if they are so already.
    func devices(of list: DeviceList) -> [DeviceCertificate]? {
        var devices = list.devices.filter {
            !removals.contains($0.device) || $0.device == addition?.device
        }
        if let addition, list.certificate(of: addition.device) == nil { devices.append(addition) }
        return devices == list.devices ? nil : devices
    }
}

extension Engine {
    /// Signs the list that is wished for and gives it to the server; it counts once the server has
    /// it.
    func updateList() {
        guard let own, let accountKey = own.accountPrivateKey, connection.isOnline, isOwnListFresh,
            listWishes.versionInFlight == nil, !timers.isSet(.updateList),
            let devices = listWishes.devices(of: own.list)
        else { return }
        let list = try? DeviceList(
            account: own.account,
            version: own.list.version &+ 1,
            issuedAt: now,
            devices: devices,
            accountPrivateKey: accountKey,
            provider: provider
        )
        guard let list else { return }
        listWishes.versionInFlight = list.version
        ask(.updateDeviceList(list), .updateDeviceList(list))
    }

    func deviceListAnswered(_ list: DeviceList, _ answer: ServerMessage) {
        if listWishes.versionInFlight == list.version { listWishes.versionInFlight = nil }
        switch answer {
        case .done:
            listWishes.refusals = 0
            if list.version > own?.list.version ?? .max { takeOwnList(list) }
        case .error(let error): listRefused(error)
        default: counters.strayAnswers += 1
        }
        updateList()
    }

    /// The wishes stay. What is outdated is made anew from the list that the server has, which must
    /// bear the account's signature: its word for a version is not enough.
    private func listRefused(_ error: ErrorAnswer) {
        let pause = pauseMilliseconds(error, after: listWishes.refusals)
        timers.reset(.updateList, at: now.adding(milliseconds: pause))
        listWishes.refusals += 1
        if error.code == .outdated {
            isOwnListFresh = false
            if let own { fetch([own.account]) }
        } else if !linkListRefused(error), listWishes.refusals == 1 {
            problem(error)
        }
    }

    /// Wants devices off the list; they can read nothing that is sent once they are.
    func takeOffList(_ devices: [DeviceID]) {
        guard let own, own.isPhone else { return }
        let others = devices.filter { $0 != own.device }
        guard !others.isEmpty else { return }
        for device in others { listWishes.remove(device) }
        saveListWishes()
        updateList()
    }

    func saveListWishes() {
        turn.put(StateKey.listWishes.key, listWishes)
    }
}
