import TandemBytes
import TandemProtocol

// The own devices: the phone alone changes the list, everybody else asks it to.
extension Engine {
    /// Signs a new list and gives it to the server; it counts once the server has it.
    func updateList(_ devices: [DeviceCertificate], above version: UInt64 = 0) {
        guard let own, let accountKey = own.accountPrivateKey, connection.isOnline else { return }
        let list = try? DeviceList(
            account: own.account,
            version: max(version, own.list.version) &+ 1,
            issuedAt: now,
            devices: devices,
            accountPrivateKey: accountKey,
            provider: provider
        )
        guard let list else { return }
        ask(.updateDeviceList(list), .updateDeviceList(list))
    }

    func deviceListAnswered(_ list: DeviceList, _ answer: ServerMessage) {
        switch answer {
        case .done:
            takeOwnList(list)
            linkListRaised()
        case .error(let error):
            if error.code == .outdated {
                updateList(list.devices, above: error.value)
            } else {
                linkListRefused(error)
                problem(error)
            }
        default: counters.strayAnswers += 1
        }
    }

    /// Takes a device off the list; it can read nothing that is sent from then on.
    func takeOffList(_ device: DeviceID) {
        guard let own, own.isPhone, device != own.device,
            own.list.certificate(of: device) != nil
        else { return }
        updateList(own.list.devices.filter { $0.device != device })
    }

    /// Devices of shared computers go when their time is over.
    func takeExpiredOffList() {
        guard let own, own.isPhone else { return }
        let valid = own.list.devices.filter { !$0.isExpired(at: now) }
        if valid.count < own.list.devices.count { updateList(valid) }
    }

    func logOutDevice(_ device: DeviceID) {
        guard own?.isPhone == true else { return problem(.notAllowed) }
        guard connection.isOnline else { return problem(.offline) }
        takeOffList(device)
    }

    func logOutAll() {
        guard let own, own.isPhone else { return problem(.notAllowed) }
        guard connection.isOnline else { return problem(.offline) }
        updateList(own.list.devices.filter { $0.device == own.device })
    }

    /// This device leaves the account. A phone that does so forgets the account on this device.
    ///
    /// A linked device waits for the server's word, so that it does not stay on the list: but not
    /// for long, and not for a server that is away.
    func logOut() {
        guard let own else { return }
        guard !own.isPhone, connection.isOnline else { return loggedOut(.selfChosen) }
        ask(.logOut, .logOut)
        timers.set(.logOutAnyway, at: now.adding(milliseconds: Self.logOutMilliseconds))
    }

    private static var logOutMilliseconds: UInt64 { 3_000 }

    /// The server has answered, or will not.
    func logOutSettled() {
        loggedOut(.selfChosen)
    }

    /// A linked device left by itself: the phone makes it true.
    func deviceLeft(_ device: DeviceID) {
        takeOffList(device)
    }

    /// The device is none of the account's any more: nothing of it stays here. The host wipes, and
    /// starts anew.
    func loggedOut(_ reason: SessionLogOut) {
        guard own != nil else { return }
        own = nil
        forgetEverything()
        turn.forgetChanges()
        logOutReason = reason
        showSession()
        logOutReason = nil
        turn.act(.wipe)
        isStarted = false
    }

    func forgetEverything() {
        requests.forgetAll()
        hostRequests.forgetAll()
        timers = Timers()
        registration = RegistrationFlow()
        desktopLink = DesktopLink()
        phoneLink = nil
        contacts = [:]
        deviceInfos = []
        activity = []
        keyPackages = KeyPackageStock()
        conversations = [:]
        nextOutboxNumber = 1
        openChats = []
        parkedMail = []
        early = []
        archiveExport = nil
        archiveImport = nil
    }
}

// What the own devices are called.
extension Engine {
    /// Takes over what is said of an own device.
    func keep(_ info: DeviceInfo) {
        guard own?.list.certificate(of: info.device) != nil else { return }
        deviceInfos.removeAll { $0.device == info.device }
        deviceInfos.append(info)
        turn.put(StateKey.deviceInfo.key(info.device), info)
        showDevicesIfWatched()
    }

    func forgetInfosOfGoneDevices() {
        guard let own else { return }
        for info in deviceInfos where own.list.certificate(of: info.device) == nil {
            turn.change(.delete(.state, key: StateKey.deviceInfo.key(info.device)))
        }
        deviceInfos.removeAll { own.list.certificate(of: $0.device) == nil }
    }

    func renameDevice(_ device: DeviceID, to name: [UInt8]) {
        guard own?.isPhone == true else { return problem(.notAllowed) }
        guard name.count <= ClientLimits.name else { return problem(.tooLong) }
        guard var info = deviceInfos.first(where: { $0.device == device }) else {
            return problem(.notFound)
        }
        info.name = name
        keep(info)
        queue(.deviceInfo(info))
    }

    /// Shows the devices, and from now on every change.
    func listDevices() {
        isShowingDevices = true
        showDevices()
        if connection.isOnline { ask(.fetchDeviceActivity, .deviceActivity) }
    }

    func activityAnswered(_ answer: ServerMessage) {
        guard case .deviceActivity(let items) = answer else { return }
        activity = items
        showDevices()
    }

    func showDevicesIfWatched() {
        if isShowingDevices { showDevices() }
    }
}
