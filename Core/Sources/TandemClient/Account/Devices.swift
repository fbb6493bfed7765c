import TandemBytes
import TandemProtocol

// The own devices: the phone alone changes the list, everybody else asks it to.
extension Engine {
    /// Devices of shared computers go when their time is over.
    func takeExpiredOffList() {
        guard let own, own.isPhone else { return }
        takeOffList(own.list.devices.filter { $0.isExpired(at: now) }.map { $0.device })
    }

    func logOutDevice(_ device: DeviceID) {
        guard own?.isPhone == true else { return problem(.notAllowed) }
        guard connection.isOnline else { return problem(.offline) }
        takeOffList([device])
    }

    func logOutAll() {
        guard let own, own.isPhone else { return problem(.notAllowed) }
        guard connection.isOnline else { return problem(.offline) }
        cancelPhoneLink(.cancelled)
        takeOffList(own.list.devices.map { $0.device })
    }

    /// This device leaves the account. A phone that does so forgets the account on this device.
    ///
    /// A linked device waits for the server's word, so that it does not stay on the list: but not
    /// for long, and not for a server that is away.
    func logOut() {
        guard let own else { return }
        guard !own.isPhone, connection.isOnline else { return loggedOut(.selfChosen) }
        isLeaving = true
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
        takeOffList([device])
    }

    /// The server says that this device is logged out.
    ///
    /// Nobody signs that, and whoever answers at the server's address can say it: of a phone nothing
    /// is deleted, for nobody could bring it back. It begins like a new one, and what is stored goes
    /// when it has another account; if it was not true, the next start goes on as before.
    func saidLoggedOut(_ reason: SessionLogOut) {
        guard let own else { return }
        switch connection.state {
        case .offline, .waiting: counters.strayAnswers += 1
        case .challenged, .authenticating, .online:
            if own.isPhone { setAside(reason) } else { loggedOut(reason) }
        }
    }

    private func setAside(_ reason: SessionLogOut) {
        own = nil
        forgetEverything()
        turn.forgetChanges()
        logOutReason = reason
        showSession()
        logOutReason = nil
        showEverything()
    }

    /// The device is none of the account's any more: nothing of it stays here. The host wipes, and
    /// starts anew.
    func loggedOut(_ reason: SessionLogOut) {
        guard own != nil else { return }
        own = nil
        forgetEverything()
        turn.forgetChanges()
        // The phone may have made it true, and the server said so, before its answer came.
        logOutReason = isLeaving ? .selfChosen : reason
        showSession()
        logOutReason = nil
        isLeaving = false
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
        listWishes = ListWishes()
        accountsToFetch = []
        archiveExport = nil
        waitingExports = []
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
