import MLS
import MLSWire
import TandemBytes
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("Key packages, docs/protocol.md", .scratch)
struct KeyPackageTests {
    private func encoded(_ device: TestDevice) throws -> [UInt8] {
        MLSMessage.keyPackage(try device.keyPackage().keyPackage).encoded
    }

    @Test("each is taken once; the last resort stays; the owner hears that they run low")
    func take() async throws {
        let world = try TestWorld()
        let (_, ann) = try await world.register("+4915100000001")
        let (_, bob) = try await world.register("+4915100000002")
        let annSocket = try await ann.signIn()
        let bobSocket = try await bob.signIn()
        let packages = [try encoded(bob), try encoded(bob)]
        let lastResort = try encoded(bob)
        #expect(
            try await bobSocket.ask(
                .publishKeyPackages(keyPackages: packages, lastResort: lastResort)
            )
                == .keyPackageCount(2)
        )
        var taken: [[UInt8]] = []
        for _ in 0..<4 { taken += try await take(of: bob, on: annSocket) }
        #expect(taken == packages + [lastResort, lastResort])
        #expect(bobSocket.pushes.contains(.keyPackagesLow(available: 1)))
        let nobody = DeviceID(Bytes16(high: 0, low: 1))
        #expect(
            try await annSocket.ask(.takeKeyPackages(devices: [nobody]))
                == .keyPackages([TakenKeyPackage(device: nobody, keyPackage: nil)])
        )
    }

    @Test("two who take at the same time get different ones")
    func atomic() async throws {
        let world = try TestWorld()
        let (_, ann) = try await world.register("+4915100000001")
        let (_, bob) = try await world.register("+4915100000002")
        let bobSocket = try await bob.signIn()
        let packages = try (0..<30).map { _ in try encoded(bob) }
        _ = try await bobSocket.ask(.publishKeyPackages(keyPackages: packages, lastResort: nil))
        let sockets = [try await ann.signIn(), try await ann.signIn(), bobSocket]
        let taken = try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
            for number in 0..<30 {
                let socket = sockets[number % sockets.count]
                group.addTask {
                    let answer = try await socket.ask(
                        .takeKeyPackages(devices: [bob.identity.device])
                    )
                    guard case .keyPackages(let items) = answer else { throw Unexpected(answer) }
                    return items.compactMap(\.keyPackage)
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(taken) == Set(packages))
        #expect(taken.count == 30)
    }

    @Test("a device publishes its own, and nothing else")
    func foreign() async throws {
        let world = try TestWorld()
        let (_, ann) = try await world.register("+4915100000001")
        let (_, bob) = try await world.register("+4915100000002")
        let socket = try await ann.signIn()
        let refused = ServerMessage.error(ErrorAnswer(.notAllowed))
        #expect(
            try await socket.ask(
                .publishKeyPackages(keyPackages: [try encoded(bob)], lastResort: nil)
            ) == refused
        )
        #expect(
            try await socket.ask(.publishKeyPackages(keyPackages: [[1, 2, 3]], lastResort: nil))
                == refused
        )
        let otherSuite = try ann.keyPackage(.x25519AES128GCMSHA256Ed25519).keyPackage
        #expect(
            try await socket.ask(
                .publishKeyPackages(
                    keyPackages: [MLSMessage.keyPackage(otherSuite).encoded],
                    lastResort: nil
                )
            ) == refused
        )
        var damaged = try encoded(ann)
        damaged[damaged.count - 1] ^= 1
        #expect(
            try await socket.ask(.publishKeyPackages(keyPackages: [damaged], lastResort: nil))
                == refused
        )
    }

    @Test("nobody can empty a device's key packages: the last resort is given instead, and stays")
    func draining() async throws {
        let world = try TestWorld()
        let (_, bob) = try await world.register("+4915100000002")
        let bobSocket = try await bob.signIn()
        let packages = try (0..<100).map { _ in try encoded(bob) }
        let lastResort = try encoded(bob)
        _ = try await bobSocket.ask(
            .publishKeyPackages(keyPackages: packages, lastResort: lastResort)
        )
        var fresh: [Int] = []
        for number in 1...4 {
            world.clock.advance(seconds: 60)
            let (_, thief) = try await world.register("+491510000010\(number)")
            let socket = try await thief.signIn()
            var taken: [[UInt8]] = []
            for _ in 0..<25 { taken += try await take(of: bob, on: socket) }
            #expect(taken.count == 25)
            fresh.append(taken.count { $0 != lastResort })
        }
        #expect(fresh == [20, 20, 10, 0])
        // Bob's own phone is not held up, and an hour later nobody is.
        #expect(try await take(of: bob, on: bobSocket).first != lastResort)
        world.clock.advance(seconds: 3_600)
        let (_, ann) = try await world.register("+4915100000001")
        #expect(try await take(of: bob, on: ann.signIn()).first != lastResort)
    }

    @Test("a device that asks for too many key packages has to wait, and names each device once")
    func asking() async throws {
        let world = try TestWorld()
        let (_, ann) = try await world.register("+4915100000001")
        let socket = try await ann.signIn()
        let strangers = (1...1_000).map { DeviceID(Bytes16(high: 5, low: UInt64($0))) }
        for _ in 0..<2 { _ = try await socket.ask(.takeKeyPackages(devices: strangers)) }
        let answer = try await socket.ask(.takeKeyPackages(devices: strangers))
        #expect(answer == .error(ErrorAnswer(.rateLimited, retryAfterSeconds: 1_000)))
        world.clock.advance(seconds: 1_000)
        let later = try await socket.ask(.takeKeyPackages(devices: strangers))
        guard case .keyPackages = later else { throw Unexpected(later) }
        let stranger = strangers[0]
        #expect(
            try await socket.ask(.takeKeyPackages(devices: [stranger, stranger]))
                == .error(ErrorAnswer(.notAllowed))
        )
    }

    private func take(of device: TestDevice, on socket: TestSocket) async throws -> [[UInt8]] {
        let answer = try await socket.ask(.takeKeyPackages(devices: [device.identity.device]))
        guard case .keyPackages(let items) = answer else { throw Unexpected(answer) }
        return items.compactMap(\.keyPackage)
    }
}
