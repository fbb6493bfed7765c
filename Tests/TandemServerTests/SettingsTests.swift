import Foundation
import TandemTestSupport
import Testing

@Suite("Settings of the program, docs/server.md", .scratch)
struct SettingsTests {
    /// How many sockets of one address get in.
    private func socketCount(
        _ options: [String],
        environment: [String: String] = [:]
    ) async throws -> Int {
        try await ServerProgram.run(try Scratch.directory(), options, environment: environment) {
            server in
            var sockets: [SocketClient] = []
            for _ in 0..<5 {
                if let socket = try? await SocketClient(port: server.port) {
                    sockets.append(socket)
                }
            }
            return sockets.count
        }
    }

    @Test("the command line comes first, then the environment, then the file")
    func order() async throws {
        let file = try Scratch.path(".json")
        try #"{"limit": {"sockets": 1}}"#.write(toFile: file, atomically: true, encoding: .utf8)
        let fromFile = ["--config", file]
        let environment = ["TANDEM_LIMIT_SOCKETS": "2"]
        #expect(try await socketCount(fromFile) == 1)
        #expect(try await socketCount([], environment: ["TANDEM_CONFIG": file]) == 1)
        #expect(try await socketCount(fromFile, environment: environment) == 2)
        let all = fromFile + ["--limit-sockets", "3"]
        #expect(try await socketCount(all, environment: environment) == 3)
    }

    @Test(
        "settings that contradict each other end it with 64, and a sentence on standard error",
        arguments: [
            (["--port", "70000"], "port"), (["--address", "0.0.0.0"], "TANDEM_SMS_URL"),
            (["--limit-sockets", "0"], "limit"), (["--blob-days", "0"], "limit"),
            (["--limit-blob-megabytes", "0"], "limit"), (["--limit-codes", "0"], "limit"),
            (["--limit-look-ups", "0"], "limit"), (["--limit-message-megabytes", "0"], "limit"),
            (["--sms-url", "ftp://example.org"], "TANDEM_SMS_URL"),
            (["--config", "/nowhere.json"], "nowhere"), (["--log", "loud"], "warning"),
        ]
    )
    func contradictions(options: [String], word: String) async throws {
        let outcome = try await Program.run("tandem-server", options) { try await $0.outcome() }
        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty && outcome.errors.hasPrefix("tandem-server: "))
        #expect(outcome.errors.contains(word))
    }

    @Test("a directory that cannot be used, or a port that is taken, ends it with 1 and a sentence")
    func unusable() async throws {
        let file = try Scratch.path()
        try Data("no directory".utf8).write(to: URL(fileURLWithPath: file))
        try await ServerProgram.run(try Scratch.directory()) { server in
            for options in [
                ["--port", "0", "--data", file],
                ["--port", "\(server.port)", "--data", try Scratch.directory()],
            ] {
                let arguments = options + ["--log", "critical"]
                let outcome = try await Program.run("tandem-server", arguments) {
                    try await $0.outcome()
                }
                #expect(outcome.status == 1)
                #expect(outcome.errors.hasPrefix("tandem-server: The server cannot run with "))
                #expect(outcome.errors.split(separator: "\n").count == 1)
            }
        }
    }
}
