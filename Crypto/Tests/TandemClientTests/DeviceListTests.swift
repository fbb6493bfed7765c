import TandemBytes
import TandemJSON
import TandemProtocol
import Testing

@testable import TandemClient

@Suite("The list of the own devices")
struct DeviceListTests {
    private func isListUpdate(_ request: Request) -> Bool {
        if case .updateDeviceList = request { true } else { false }
    }

    private func listed(in world: World) -> [DeviceID] {
        world.server.accounts.values.first?.list?.devices.map(\.device) ?? []
    }

    private func logOut(_ desktop: Client, by anna: Client) {
        let device = desktop.last("session")?["device"]?.string ?? ""
        anna.intend("logOutDevice") { $0.member("device", string: device) }
    }

    @Test("two computers that are logged out at the same moment are both gone")
    func twoAtOnce() {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        let desktops = [world.link("one", to: anna), world.link("two", to: anna)]
        #expect(listed(in: world).count == 3)
        for desktop in desktops { logOut(desktop, by: anna) }
        world.pass(milliseconds: 5_000)
        #expect(listed(in: world).count == 1)
        #expect(desktops.allSatisfy { $0.wipes == 1 })
        #expect(anna.problems == [])
    }

    @Test("a computer that leaves by itself stays gone, though the phone dies at any batch")
    func deathWhileRemoving() {
        for batch in 1...4 {
            let world = World()
            let anna = world.register("Anna", number: "+4915112345678")
            let desktop = world.link("one", to: anna)
            anna.diesAfterBatches = anna.batches + batch
            desktop.intend("logOut")
            world.pass(milliseconds: 10_000)
            #expect(listed(in: world).count == 1, "batch \(batch)")
        }
    }

    @Test(
        "a server that calls every list outdated is not asked without end, nor believed a version"
    )
    func alwaysOutdated() {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        let desktop = world.link("one", to: anna)
        var tries = 0
        world.server.refuses = { request in
            guard isListUpdate(request) else { return nil }
            tries += 1
            return tries > 1_000 ? nil : ErrorAnswer(.outdated, value: .max - 1)
        }
        logOut(desktop, by: anna)
        world.pass(milliseconds: 60_000)
        #expect((2...10).contains(tries))
        world.server.refuses = nil
        world.pass(milliseconds: 300_000)
        #expect(listed(in: world).count == 1)
        #expect(world.server.accounts.values.first?.list?.version == 3)
    }

    @Test("a link that is cancelled while its list is on the way leaves no device")
    func cancelledWhileRaising() {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        let desktop = world.add(.desktop, "desktop")
        world.run()
        desktop.intend("startLink") { $0.member("keepSignedIn", bool: true) }
        world.run()
        let payload = desktop.last("link")?["payload"]?.string ?? ""
        anna.intend("useLinkText") { $0.member("text", string: payload) }
        world.run()
        let code = desktop.last("link")?["checkCode"]?.string ?? ""
        world.fate = { _, client, frame in
            if client === anna, case .done = frame.body { .swallow } else { .deliver }
        }
        anna.intend("confirmLink") { $0.member("code", string: code) }
        anna.intend("cancelLink")
        world.run()
        world.fate = nil
        world.pass(milliseconds: 120_000)
        #expect(listed(in: world).count == 1)
        #expect(anna.engine.own?.list.devices.count == 1)
    }

    @Test("a list that is full is said to be full")
    func fullList() throws {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        let own = try #require(anna.engine.own)
        let accountKey = try #require(own.accountPrivateKey)
        var devices = own.list.devices
        while devices.count < ProtocolLimits.deviceCount {
            let key = anna.engine.provider.generateSignatureKeyPair(.ed25519)
            devices.append(
                try DeviceCertificate(
                    account: own.account,
                    signatureKey: key.publicKey,
                    role: .linked,
                    issuedAt: world.now,
                    accountPrivateKey: accountKey,
                    provider: anna.engine.provider
                )
            )
        }
        own.list = try DeviceList(
            account: own.account,
            version: 2,
            issuedAt: world.now,
            devices: devices,
            accountPrivateKey: accountKey,
            provider: anna.engine.provider
        )
        _ = world.link("desktop", to: anna)
        #expect(anna.problems == ["tooManyDevices"])
    }

    @Test("names of devices that are on no list do not pile up")
    func unlistedNames() throws {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        let desktop = world.link("one", to: anna)
        for _ in 0..<70 {
            let info = DeviceInfo(
                device: world.server.randomID(),
                browser: [],
                system: [],
                name: [],
                linkedAt: world.now
            )
            anna.engine.queue(.deviceInfo(info))
        }
        anna.goOffline()
        anna.goOnline()
        world.pass(milliseconds: 30_000)
        let rows = desktop.store[.state]?.keys.filter { $0.first == StateKey.deviceInfo.rawValue }
        #expect(desktop.engine.deviceInfos.count == ClientLimits.unlistedDevices + 2)
        #expect(rows?.count == desktop.engine.deviceInfos.count)
    }
}
