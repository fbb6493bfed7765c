import Foundation
import TandemClient
import TandemTestSupport
import Testing

@testable import TandemDriver

@Suite("The client's database", .scratch)
struct ClientStoreTests {
    private let directory: URL

    init() throws {
        directory = URL(fileURLWithPath: try Scratch.directory(), isDirectory: true)
    }

    private func row(_ key: [UInt8], _ value: String) -> StoredRow {
        StoredRow(key: key, value: Array(value.utf8))
    }

    private func put(_ table: StoreTable, _ row: StoredRow) -> StoreChange {
        .put(table, key: row.key, value: row.value)
    }

    @Test("what was stored is there when it is opened again")
    func reopened() throws {
        let rows = [row([1], "one"), row([2], "two")]
        try ClientStore(directory: directory).apply(rows.map { put(.state, $0) })
        #expect(try ClientStore(directory: directory).state() == rows)
    }

    @Test("keys are ordered as unsigned bytes, and a range ends before its upper bound")
    func range() throws {
        let store = try ClientStore(directory: directory)
        let rows = [row([1], "a"), row([0x7f], "b"), row([0x80], "c"), row([0xff], "d")]
        try store.apply(rows.reversed().map { put(.messages, $0) })
        let read = StoreRead(
            request: 1,
            table: .messages,
            from: [1],
            to: [0xff],
            limit: 2,
            descending: true
        )
        #expect(try store.read(read) == [rows[2], rows[1]])
    }

    @Test("deleting a prefix leaves what does not start so")
    func prefix() throws {
        let store = try ClientStore(directory: directory)
        let rows = [row([1, 1], "a"), row([1, 2], "b"), row([2, 1], "c")]
        try store.apply(rows.map { put(.state, $0) })
        try store.apply([.deletePrefix(.state, prefix: [1])])
        #expect(try store.state() == [rows[2]])
    }

    @Test("no file holds a value in the clear, and a wipe leaves no row")
    func sealed() throws {
        let store = try ClientStore(directory: directory)
        try store.apply([put(.messages, row([1], "unmistakable words"))])
        let files = try FileManager.default.contentsOfDirectory(
            at: directory,
            includingPropertiesForKeys: nil
        )
        for file in files {
            #expect(try Data(contentsOf: file).range(of: Data("unmistakable".utf8)) == nil)
        }
        try store.wipe()
        #expect(try store.state().isEmpty)
    }

    @Test("only the owner can read the key, and a damaged one is refused")
    func key() throws {
        let file = directory.appendingPathComponent("storage.key")
        _ = try StorageKey.load(from: file)
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        try Data([1, 2, 3]).write(to: file)
        #expect(throws: StorageError.self) { try StorageKey.load(from: file) }
    }

    @Test("a second process is told that the directory is in use")
    func lock() throws {
        let lock = try DirectoryLock(directory: directory)
        #expect(throws: StorageError.self) { try DirectoryLock(directory: directory) }
        withExtendedLifetime(lock) {}
    }
}
