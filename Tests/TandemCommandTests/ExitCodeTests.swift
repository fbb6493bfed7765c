import Foundation
import TandemTestSupport
import Testing

@testable import tandem

@Suite("Exit codes and sentences, docs/cli.md", .scratch)
struct ExitCodeTests {
    private let ann = "+4915100000001"

    @Test(
        "wrong arguments exit with 64 and say so on standard error",
        arguments: [
            ["send", "hello"], ["send", "--to", "+4915100000001", "--chat", "00", "hello"],
            ["send", "--chat", "not-an-id", "hello"], ["send", "--to", "+4915100000001", ""],
            ["listen", "--timeout", "0"], ["listen", "--server", "ftp://example.org"],
            ["listen", "--count", "0"], ["register", "--number", "+4915100000001"],
            ["register", "--number", "+4915100000001", "--name", ""], ["devices", "log-out"],
            ["dance"],
        ]
    )
    func usage(arguments: [String]) async throws {
        let data = try Scratch.path()
        let environment = ["HOME": try Scratch.directory()]
        let outcome = try await Program.run("tandem", arguments, environment: environment) {
            try await $0.outcome()
        }
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty && outcome.errors.hasPrefix("Error: "))
        #expect(!FileManager.default.fileExists(atPath: data))
    }

    @Test("without an account everything but register and link exits with 2")
    func noAccount() async throws {
        try await CommandWorld.run { world in
            for command in [["send", "--to", ann, "hello"], ["listen"], ["devices"]] {
                let outcome = try await world.start(command, data: try Scratch.path()) {
                    try await $0.outcome()
                }
                #expect(outcome.status == 2, "\(command)")
                #expect(outcome.sentence?.contains("tandem register") == true)
                #expect(outcome.output.isEmpty)
            }
        }
    }

    @Test("a server that is away exits with 3, in time, whatever was asked")
    func serverAway() async throws {
        var phone = ""
        try await CommandWorld.run { phone = try await $0.register(ann, name: "Ann") }
        // Nobody listens on port 1.
        let away = ["--server", "http://127.0.0.1:1", "--timeout", "1"]
        let commands: [([String], data: String)] = [
            (["register", "--number", ann, "--name", "Ann"], try Scratch.path()),
            (["link"], try Scratch.path()), (["devices"], phone),
            (["send", "--to", ann, "hello"], phone), (["devices", "link", "TANDEM1:x"], phone),
        ]
        for (command, data) in commands {
            let start = ContinuousClock.now
            let arguments = command + away + ["--data", data]
            let outcome = try await Program.run("tandem", arguments) { try await $0.outcome() }
            #expect(outcome.status == 3, "\(command)")
            #expect(outcome.sentence?.contains("http://127.0.0.1:1 did not answer") == true)
            #expect(ContinuousClock.now - start < .seconds(20))
        }
    }

    @Test("what is refused exits with 4 and says what to do")
    func refused() async throws {
        try await CommandWorld.run { world in
            let phone = try await world.register(ann, name: "Ann")
            let unknown = try await world.tandem("send", "--to", "+4915100000009", "x", data: phone)
            #expect(unknown.status == 4)
            #expect(unknown.sentence?.contains("check the number") == true)
            let bad = try await world.tandem("send", "--to", "12", "hello", data: phone)
            #expect(bad.status == 4 && bad.sentence?.contains("+491701234567") == true)
            let chat = String(repeating: "0", count: 32)
            let nowhere = try await world.tandem("send", "--chat", chat, "hello", data: phone)
            #expect(nowhere.status == 4)
            let rubbish = try await world.tandem("devices", "link", "rubbish", data: phone)
            #expect(rubbish.status == 4 && rubbish.sentence?.contains("TANDEM1") == true)
            let nobody = try await world.tandem("devices", "log-out", "ffff", data: phone)
            #expect(nobody.status == 4)
            let again = try await world.tandem("link", data: phone)
            #expect(again.status == 4 && again.sentence?.contains("--data") == true)
        }
    }

    @Test("a wrong code is asked for again; five of them exit with 4; none at all with 64")
    func wrongCode() async throws {
        try await CommandWorld.run { world in
            let register = ["register", "--number", ann, "--name", "Ann"]
            let outcome = try await world.start(register, data: try Scratch.path()) { program in
                for _ in 0..<5 { program.type("12345") }
                return try await program.outcome()
            }
            #expect(outcome.status == 4)
            #expect(outcome.errors.contains("Too many wrong tries"))
            #expect(outcome.errors.split(separator: "\n").count == 6)
            let other = ["register", "--number", "+4915100000002", "--name", "Ann"]
            let silent = try await world.start(other, data: try Scratch.path()) { program in
                program.endInput()
                return try await program.outcome()
            }
            #expect(silent.status == 64)
        }
    }

    @Test("a directory in use, damaged or not writable exits with 5, and the sentence says which")
    func storage() async throws {
        try await CommandWorld.run { world in
            let phone = try await world.register(ann, name: "Ann")
            try await world.start(["listen", "--json"], data: phone) { listener in
                try await listener.wait { $0.objects.isEmpty ? nil : true }
                let second = try await world.tandem("devices", data: phone)
                #expect(second.status == 5)
                #expect(second.sentence?.contains("Another process") == true)
            }
            let file = try Scratch.path()
            try Data("no directory".utf8).write(to: URL(fileURLWithPath: file))
            let unwritable = try await world.tandem("devices", data: file + "/inside")
            #expect(unwritable.status == 5)
            #expect(unwritable.sentence?.contains("cannot be written") == true)
            let copies = [
                try damagedCopy(of: phone, "storage.key", byteCount: 32),
                try damagedCopy(of: phone, "client.sqlite", byteCount: 9_000),
            ]
            for copy in copies {
                let damaged = try await world.tandem("devices", data: copy)
                #expect(damaged.status == 5)
                #expect(damaged.sentence?.contains("damaged") == true)
            }
        }
    }

    /// A copy of a data directory, with one file overwritten.
    private func damagedCopy(
        of directory: String,
        _ name: String,
        byteCount: Int
    ) throws -> String {
        let copy = try Scratch.path()
        try FileManager.default.copyItem(atPath: directory, toPath: copy)
        let file = "\(copy)/\(name)"
        try Data(repeating: 7, count: byteCount).write(to: URL(fileURLWithPath: file))
        // What was written last may lie beside a database, unharmed.
        try? FileManager.default.removeItem(atPath: file + "-wal")
        return copy
    }

    @Test("there is a sentence of its own for each problem of docs/engine.md")
    func sentences() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let root = folder.deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appendingPathComponent("docs/engine.md"),
            encoding: .utf8
        )
        let list = try #require(page.components(separatedBy: "Problem codes:").last)
        let codes = list.prefix { $0 != "." }.split { !$0.isLetter }.map(String.init)
        #expect(codes.count > 20)
        for code in codes {
            let problem = tandem.Notification.Problem(
                code: code,
                retryAfterSeconds: nil,
                triesLeft: nil
            )
            let sentence = problem.sentence
            #expect(!sentence.contains("(\(code))") && sentence.contains(":"), "\(code)")
        }
    }
}
