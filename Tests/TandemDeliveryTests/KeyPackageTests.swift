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
        let device = bob.identity.device
        var taken: [[UInt8]?] = []
        for _ in 0..<4 {
            let answer = try await annSocket.ask(.takeKeyPackages(devices: [device]))
            guard case .keyPackages(let items) = answer else { throw Unexpected(answer) }
            taken += items.map(\.keyPackage)
        }
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
        var damaged = try encoded(ann)
        damaged[damaged.count - 1] ^= 1
        #expect(
            try await socket.ask(.publishKeyPackages(keyPackages: [damaged], lastResort: nil))
                == refused
        )
    }
}
