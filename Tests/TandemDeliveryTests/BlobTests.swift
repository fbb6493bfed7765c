import TandemBytes
import TandemProtocol
import TandemTestSupport
import Testing

@testable import TandemDelivery

@Suite("Room for blobs, docs/server.md", .scratch)
struct BlobTests {
    private func makeWorld() throws -> TestWorld {
        var configuration = DeliveryConfiguration()
        configuration.blobBytesPerAccount = 1_000
        return try TestWorld(configuration: configuration)
    }

    private func reserve(
        _ byteCount: UInt64,
        on socket: TestSocket
    ) async throws -> (BlobID, token: Bytes32)? {
        switch try await socket.ask(.reserveBlob(byteCount: byteCount)) {
        case .blobReserved(let blob, let token): return (blob, token)
        case .error(ErrorAnswer(.storageFull)): return nil
        case let answer: throw Unexpected(answer)
        }
    }

    @Test("an account has room for so many bytes of blobs, and for others when old ones are gone")
    func quota() async throws {
        let world = try makeWorld()
        let (_, ann) = try await world.register("+4915100000001")
        let (_, bob) = try await world.register("+4915100000002")
        let socket = try await ann.signIn()
        let (blob, token) = try #require(try await reserve(600, on: socket))
        #expect(world.service.claimUpload(of: blob, token: token) == 600)
        await world.service.endUpload(of: blob, isWhole: true)
        #expect(try await reserve(401, on: socket) == nil)
        #expect(try await reserve(400, on: socket) != nil)
        #expect(try await reserve(1_000, on: bob.signIn()) != nil)
        world.clock.advance(seconds: 29 * 86_400)
        await world.service.prune()
        // What never came is gone by now, but what came is there.
        #expect(try await reserve(401, on: socket) == nil)
        #expect(try await reserve(400, on: socket) != nil)
        world.clock.advance(seconds: 2 * 86_400)
        await world.service.prune()
        #expect(try await reserve(1_000, on: socket) != nil)
    }

    @Test("an upload that failed counts no longer, and one that was refused cannot begin")
    func failure() async throws {
        let world = try makeWorld()
        let (_, ann) = try await world.register("+4915100000001")
        let socket = try await ann.signIn()
        let (blob, token) = try #require(try await reserve(1_000, on: socket))
        #expect(world.service.claimUpload(of: blob, token: token) == 1_000)
        #expect(world.service.claimUpload(of: blob, token: token) == nil)
        await world.service.endUpload(of: blob, isWhole: false)
        #expect(try await reserve(1_000, on: socket) != nil)
    }
}
