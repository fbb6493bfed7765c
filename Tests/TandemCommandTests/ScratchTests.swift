import Foundation
import TandemTestSupport
import Testing

@Suite("The folders of tests")
struct ScratchTests {
    private struct Broken: Error {}

    @Test("a folder is gone when its test has failed")
    func failure() async {
        var directory = ""
        await #expect(throws: Broken.self) {
            try await Scratch.use {
                directory = try Scratch.directory()
                #expect(FileManager.default.fileExists(atPath: directory))
                throw Broken()
            }
        }
        #expect(!directory.isEmpty && !FileManager.default.fileExists(atPath: directory))
    }

    @Test("a program is gone when its test has failed")
    func program() async throws {
        var identifier: Int32 = 0
        await #expect(throws: Broken.self) {
            try await Scratch.use {
                try await ServerProgram.run(try Scratch.directory()) { server in
                    identifier = server.program.identifier
                    #expect(kill(identifier, 0) == 0)
                    throw Broken()
                }
            }
        }
        #expect(identifier != 0 && kill(identifier, 0) == -1)
    }

    @Test("a test without a folder is told so")
    func missing() {
        #expect(throws: ScratchMissing.self) { try Scratch.path() }
    }
}
