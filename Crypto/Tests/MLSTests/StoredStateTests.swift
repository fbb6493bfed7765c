import MLS
import MLSWire
import TandemBytes
import Testing

@Suite("Stored state")
struct StoredStateTests {
    @Test("state is stored in two parts, of which the tree changes with the epoch only")
    func twoParts() throws {
        var group = try makeGroup(["alice", "bob"])
        let tree = group[0].state.storedTree
        let message = try group[0].send("x")
        #expect(group[0].state.storedTree == tree)
        let read = try GroupState(storedKeys: group[0].state.storedKeys, storedTree: tree)
        #expect(read.encoded == group[0].state.encoded)
        #expect(try group[1].read(message) == "x")
    }

    @Test("parts of different epochs are refused: the write between them was lost")
    func torn() throws {
        var group = try makeGroup(["alice", "bob"])
        let tree = group[0].state.storedTree
        let pending = try group[0].commit()
        group[0].state.apply(pending)
        #expect(throws: DecodeError.invalid) {
            try GroupState(storedKeys: group[0].state.storedKeys, storedTree: tree)
        }
    }

    @Test("every cut, and every unknown version, is refused")
    func damaged() throws {
        var group = try makeGroup(["alice", "bob"])
        _ = try group[1].read(try group[0].send("x"))
        let bytes = group[1].state.encoded
        for count in bytes.indices {
            #expect(throws: DecodeError.self) { try GroupState(exactly: Array(bytes[..<count])) }
        }
        var newer = bytes
        newer[1] = 2
        #expect(throws: DecodeError.unknownValue) { try GroupState(exactly: newer) }
    }

    @Test("changed bytes are refused or read, and never trap")
    func changed() throws {
        let group = try makeGroup(["alice", "bob"])
        let bytes = group[1].state.encoded
        for index in stride(from: 0, to: bytes.count, by: 2) {
            var changed = bytes
            changed[index] ^= 1 << UInt8(index % 8)
            guard var state = try? GroupState(exactly: changed) else { continue }
            // Damaged keys must do no more than fail.
            _ = try? state.protect(
                [1],
                authenticatedData: [],
                identity: group[1].identity,
                provider: provider
            )
            _ = try? state.commit(
                CommitRequest(),
                identity: group[1].identity,
                policy: policy,
                now: now,
                provider: provider
            )
        }
    }

    @Test("a key package's private halves are stored with it")
    func bundle() throws {
        let bundle = try Device("alice").keyPackage(lastResort: true)
        let read = try KeyPackageBundle(exactly: bundle.encoded)
        #expect(read.keyPackage == bundle.keyPackage)
        #expect(read.reference == bundle.reference)
        #expect(read.isLastResort)
        #expect(read.encoded == bundle.encoded)
    }
}
