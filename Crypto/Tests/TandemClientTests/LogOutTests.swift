import TandemProtocol
import Testing

@testable import TandemClient

@Suite("A computer that logs itself out")
struct LogOutTests {
    private func linked() -> (world: World, anna: Client, desktop: Client) {
        let world = World()
        let anna = world.register("Anna", number: "+4915112345678")
        let desktop = world.link("desktop", to: anna)
        world.pass(milliseconds: 1_000)
        return (world, anna, desktop)
    }

    private func devices(of anna: Client, in world: World) -> [DeviceID] {
        world.server.accounts.values.first?.list?.devices.map(\.device) ?? []
    }

    private func isEmpty(_ client: Client) -> Bool {
        client.store.values.allSatisfy(\.isEmpty)
    }

    @Test("the server is told, then everything is forgotten, and the phone takes it off its list")
    func online() {
        let (world, anna, desktop) = linked()
        desktop.intend("logOut")
        world.run()
        #expect(desktop.wipes == 1)
        #expect(isEmpty(desktop))
        world.pass(milliseconds: 1_000)
        #expect(devices(of: anna, in: world).count == 1)
        #expect(world.server.rooms.values.first?.group.members.count == 1)
    }

    @Test("who chose to leave is not told that the phone did it, whichever word comes first")
    func reason() {
        let (world, _, desktop) = linked()
        // The server's answer is lost: the phone hears of it, and the server then ends the device.
        world.fate = { _, client, frame in
            client === desktop && frame.request != 0 ? .swallow : .deliver
        }
        desktop.intend("logOut")
        world.pass(milliseconds: 2_000)
        #expect(desktop.wipes == 1)
        let reasons = desktop.all("session").compactMap { $0["reason"]?.string }
        #expect(reasons == ["self"])
    }

    @Test("an answer that never comes is waited for three seconds, not longer")
    func hangingServer() {
        let (world, anna, desktop) = linked()
        // The phone would have the server close the connection.
        anna.goOffline()
        world.fate = { _, client, _ in client === desktop ? .swallow : .deliver }
        desktop.intend("logOut")
        world.pass(milliseconds: 2_900)
        #expect(desktop.wipes == 0)
        world.pass(milliseconds: 200)
        #expect(desktop.wipes == 1)
        #expect(isEmpty(desktop))
        world.pass(milliseconds: 10_000)
        #expect(desktop.wipes == 1)
    }

    @Test("a connection that goes before the answer came ends the wait")
    func cutConnection() {
        let (world, anna, desktop) = linked()
        anna.goOffline()
        world.fate = { _, client, _ in client === desktop ? .swallow : .deliver }
        desktop.intend("logOut")
        world.run()
        #expect(desktop.wipes == 0)
        desktop.goOffline()
        #expect(desktop.wipes == 1)
        #expect(isEmpty(desktop))
        // The server had heard it.
        anna.goOnline()
        world.pass(milliseconds: 1_000)
        #expect(devices(of: anna, in: world).count == 1)
    }

    @Test("without a connection all is forgotten at once; the phone still lists the computer")
    func offline() {
        let (world, anna, desktop) = linked()
        let device = desktop.last("session")?["device"]?.string ?? ""
        desktop.goOffline()
        desktop.intend("logOut")
        world.run()
        #expect(desktop.wipes == 1)
        #expect(isEmpty(desktop))
        desktop.goOnline()
        world.pass(milliseconds: 60_000)
        #expect(devices(of: anna, in: world).count == 2)
        anna.intend("listDevices")
        world.run()
        let shown = anna.last("devices")?["devices"]?.array ?? []
        #expect(shown.contains { $0["id"]?.string == device })

        anna.intend("logOutDevice") { $0.member("device", string: device) }
        world.pass(milliseconds: 1_000)
        #expect(devices(of: anna, in: world).count == 1)
        #expect(world.server.rooms.values.first?.group.members.count == 1)
        #expect(anna.problems == [])
    }
}
